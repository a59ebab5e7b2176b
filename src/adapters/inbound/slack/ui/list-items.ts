/** The items of a list in what somebody wrote. */
import type { Question } from '../../../../domain/questions/question.ts'
import type { QuestionView } from '../../../../queries/generation/generation-view.ts'
import { matchNamed } from './match-names.ts'
import { parseAnswers } from './slash-command.ts'

/** More lines than a message may hold would be no list. */
const MAX_LINES = 100

/** Undefined where the words are no item. */
export function parseListItems({ fields = [] }: QuestionView, text: string): readonly unknown[] | undefined {
  if (fields.length === 1 && fields[0]?.name === '.') {
    const lines = text
      .split(text.includes('\n') ? '\n' : ';')
      .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
      .filter((line) => line !== '')
    return lines.length > 0 && lines.length <= MAX_LINES ? lines : undefined
  }
  const given = parseAnswers(text)
  const first = firstTypedField(fields)
  if (given === undefined) return first === undefined ? undefined : [{ [first.name]: text }]
  const item: Record<string, string> = {}
  for (const { name, value } of given) {
    const match = matchNamed(fields, name)
    if (match === 'none' || 'several' in match) return undefined
    item[match.one.name] = value
  }
  return [item]
}

/** The field that may be written to begin an item: the first one, where words are an answer to it. */
export const firstTypedField = (fields: readonly Question[]): Question | undefined => {
  const [first] = fields
  return first === undefined || first.when.length > 0 || ['list', 'image', 'yes_no'].includes(first.kind)
    ? undefined
    : first
}
