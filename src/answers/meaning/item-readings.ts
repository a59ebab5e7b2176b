/** What an item of a list could mean, where one of its fields could mean several things. */
import type { AnswerContext, AnswerValue } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import { readAnswer } from '../read.ts'
import { readingsOf, type Reading } from '../refusal.ts'
import { isPlainList, parseListItems } from './list-items.ts'

/**
 * The readings of a text that is one item. `wire` is the item's data as JSON; none where several fields are unclear, or
 * another one cannot be read.
 */
export function itemReadings(list: Question, text: string, context: AnswerContext): Reading[] {
  const items = parseListItems(list, text)
  if (items?.length !== 1) return []
  const given = isPlainList(list) ? { '.': items[0] } : (items[0] as Readonly<Record<string, unknown>>)
  const read: Record<string, AnswerValue> = {}
  let unclear: { readonly field: Question; readonly readings: readonly Reading[] } | undefined
  for (const field of list.fields ?? []) {
    if (given[field.name] === undefined) continue
    const answer = readAnswer(field, given[field.name], context)
    if (answer.ok) read[field.name] = answer.value
    else {
      const readings = readingsOf(answer.error.details)
      if (unclear !== undefined || readings.length === 0) return []
      unclear = { field, readings }
    }
  }
  if (unclear === undefined) return []
  const { field, readings } = unclear
  return readings.map(({ wire, shown }) => ({
    wire: JSON.stringify({ ...read, [field.name]: wire }),
    shown: isPlainList(list) ? shown : `${field.label}: ${shown}`,
  }))
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
