/** What both askers say of a question. */
import { countText } from '../../../../../domain/kernel/count-text.ts'
import { ANSWER_KINDS } from '../../../../../answers/answer-kinds.ts'
import type { Reading } from '../../../../../answers/refusal.ts'
import { isAsWritten } from '../../../../../domain/questions/answer.ts'
import type { Kind } from '../../../../../domain/questions/question.ts'
import { safeLine, safeText } from '../../terminal/terminal-text.ts'
import type { Prompt } from './asker.ts'

/** Where a terminal takes it in another way than the service. */
const TERMINAL_TEXTS: Readonly<Partial<Record<Kind, string>>> = {
  one_of: 'one of these',
  some_of: 'any of these',
  image: 'the file name of a PNG or JPEG picture',
  list: 'a list',
}

/** `Quantity (Items, 2)`: the label of the question, with its list item. */
export function titleText({ question, listLabel }: Pick<Prompt, 'question' | 'listLabel'>): string {
  const label = safeLine(question.label)
  return listLabel === undefined ? label : `${label} (${safeLine(listLabel)}, ${String(question.ordinal ?? '')})`
}

/** What may be answered, with an example where there is one. */
export function acceptedText({ question }: Pick<Prompt, 'question'>): string {
  const example =
    question.example === '' || question.kind === 'yes_no' ? '' : `, for example ${safeLine(question.example)}`
  const accepts = TERMINAL_TEXTS[question.kind] ?? ANSWER_KINDS[question.kind].accepts
  return `${accepts}${example}${question.required ? '' : '; may be left out'}`
}

/** The whole help: what the author says, what is accepted, and the limits. */
export function helpText(prompt: Pick<Prompt, 'question'>): string {
  const { help, limits = {} } = prompt.question
  const said = Object.entries(limits).map(([name, value]) =>
    LIMIT_TEXTS[name as keyof typeof LIMIT_TEXTS](safeLine(String(value))),
  )
  return [help === undefined ? '' : safeText(help), `Please give ${acceptedText(prompt)}.`, ...said]
    .filter((line) => line !== '')
    .join('\n')
}

const LIMIT_TEXTS = {
  min: (value: string) => `At least ${value}.`,
  max: (value: string) => `At most ${value}.`,
  min_length: (value: string) => `At least ${countText(Number(value), 'character')}.`,
  max_length: (value: string) => `At most ${countText(Number(value), 'character')}.`,
  min_items: (value: string) => `At least ${value} of them.`,
  max_items: (value: string) => `At most ${value} of them.`,
} as const

/** A reading of an unclear answer, to be picked. */
export const readingLabel = ({ wire, shown }: Reading): string =>
  isAsWritten(wire) ? `Take it as it is: “${shown}”` : shown
