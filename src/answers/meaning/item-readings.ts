/** What an item of a list could mean, where its fields could mean several things. */
import type { AnswerContext } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import { readAnswer } from '../read.ts'
import { readingsOf, type Reading } from '../refusal.ts'
import { isPlainList, parseListItems } from './list-items.ts'

/** More combinations are no choice any more. */
const MAX_READINGS = 8

/**
 * The readings of a text that is one item: every combination of what its unclear fields could mean. `wire` is the
 * item's data as JSON; none where a field cannot be read, or where there are too many.
 */
export function itemReadings(list: Question, text: string, context: AnswerContext): Reading[] {
  const items = parseListItems(list, text)
  if (items?.length !== 1) return []
  const given = isPlainList(list) ? { '.': items[0] } : (items[0] as Readonly<Record<string, unknown>>)
  let found: readonly { readonly item: Record<string, unknown>; readonly shown: readonly string[] }[] = [
    { item: {}, shown: [] },
  ]
  for (const field of list.fields ?? []) {
    if (given[field.name] === undefined) continue
    const answer = readAnswer(field, given[field.name], context)
    const readings = answer.ok ? [] : readingsOf(answer.error.details)
    if (!answer.ok && readings.length === 0) return []
    const meant = answer.ok
      ? [{ value: answer.value, said: [] }]
      : readings.map(({ wire, shown }) => ({
          value: wire,
          said: [isPlainList(list) ? shown : `${field.label}: ${shown}`],
        }))
    found = found.flatMap(({ item, shown }) =>
      meant.map(({ value, said }) => ({ item: { ...item, [field.name]: value }, shown: [...shown, ...said] })),
    )
    if (found.length > MAX_READINGS) return []
  }
  const isClear = found.every(({ shown }) => shown.length === 0)
  return isClear ? [] : found.map(({ item, shown }) => ({ wire: JSON.stringify(item), shown: shown.join(' · ') }))
}

/** The item that a reading is; undefined for another text. */
export function itemOfReading(wire: string): Readonly<Record<string, unknown>> | undefined {
  if (!wire.startsWith('{')) return undefined
  try {
    return JSON.parse(wire) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}
