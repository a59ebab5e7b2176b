/** Reads list items from a message. */
import type { Question } from '../../../../../domain/questions/question.ts'
import { matchNamed } from './match-names.ts'
import { parseAnswers } from './slash-command.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'

/** A message with more lines is not a list. */
const MAX_LINES = 100

/** Undefined for a text that is no list item. */
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

/** The field that a typed message fills in a new item: the first one, if it can be answered by typing. */
export const firstTypedField = (fields: readonly Question[]): Question | undefined => {
  const [first] = fields
  return first === undefined || first.when.length > 0 || ['list', 'image', 'yes_no'].includes(first.kind)
    ? undefined
    : first
}
