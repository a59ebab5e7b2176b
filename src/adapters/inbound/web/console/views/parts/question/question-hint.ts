import { countText } from '../../../../../../../domain/kernel/count-text.ts'
import { formatDecimal } from '../../../../../../../answers/parsing/format.ts'
import type { QuestionView } from '../../../../../../../queries/generation/generation-view.ts'

/** What would be accepted, by example and limits. */
export function hintText({ kind, example, limits, required }: QuestionView, locale: string): string {
  const parts: string[] = []
  if (!['yes_no', 'one_of', 'some_of', 'image', 'list'].includes(kind) && example !== '')
    parts.push(`For example: ${example}`)
  if (kind === 'date') parts.push('“tomorrow” or “in two weeks” will do, too')
  if (kind === 'some_of')
    parts.push(limits?.min_items === undefined ? 'Choose any number' : `Choose at least ${String(limits.min_items)}`)
  if (kind === 'image') parts.push('A PNG or JPEG picture')
  const shown = (limit: string) => (kind === 'date' ? limit : formatDecimal(limit, locale))
  if (limits?.min !== undefined) parts.push(`${kind === 'date' ? 'from' : 'at least'} ${shown(limits.min)}`)
  if (limits?.max !== undefined) parts.push(`${kind === 'date' ? 'until' : 'at most'} ${shown(limits.max)}`)
  if (limits?.max_length !== undefined) parts.push(`at most ${countText(limits.max_length, 'character')}`)
  if (!required) parts.push('may be skipped')
  return parts.length === 0 ? '' : `${parts.join(' · ')}.`
}

export function defaultLabel({ default: value, choices = [] }: QuestionView, locale: string): string {
  const label = (one: string) => choices.find((choice) => choice.value === one)?.label ?? one
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'string' ? label(value) : new Intl.ListFormat(locale).format((value ?? []).map(label))
}
