/** What stands in a field to begin with, as data and as a person would type it. */
import { formatDecimal } from '../../../../../answers/parsing/format.ts'
import { isAsWritten } from '../../../../../domain/questions/answer.ts'
import { isDecimalKind } from '../../../../../domain/questions/kind-rules.ts'
import type { Question } from '../../../../../domain/questions/question.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import type { Prompt } from './asker.ts'

/** What is sent where the preset is taken: words that stand as they are stay such. */
export const presetData = (prompt: Pick<Prompt, 'current' | 'question'>): unknown =>
  isAsWritten(prompt.current?.value) ? prompt.current.value : presetAnswer(prompt)

/** The answer that is there, else the author's default; in wire form, or the words that stand as they are. */
export function presetAnswer({ current, question }: Pick<Prompt, 'current' | 'question'>): Question['default'] {
  const given = current?.value
  const value = isAsWritten(given) ? given.as_written : given
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  return current === undefined ? question.default : undefined
}

/** A text as a person would type it: numbers in the person's locale. */
export const typedPreset = (preset: string, prompt: Pick<Prompt, 'question' | 'context' | 'current'>): string =>
  isDecimalKind(prompt.question.kind) && !isAsWritten(prompt.current?.value)
    ? formatDecimal(preset, prompt.context.locale)
    : preset

/** A preset answer on one line. */
export function presetText(
  preset: string | boolean | readonly string[],
  prompt: Pick<Prompt, 'question' | 'context' | 'current'>,
): string {
  const labelOf = (value: string) =>
    prompt.question.choices?.find((choice) => choice.value === value)?.label ?? typedPreset(value, prompt)
  if (typeof preset === 'boolean') return preset ? 'yes' : 'no'
  return safeLine(typeof preset === 'string' ? labelOf(preset) : preset.map(labelOf).join(', '))
}
