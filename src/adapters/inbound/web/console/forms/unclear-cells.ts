/**
 * Cells of a pasted table that could mean several things, each with its choice. A choice is sent as JSON: the column,
 * the words, and what they mean. It counts in every row in which the same words stand in the column.
 */
import { z } from 'zod'
import { readingKey } from '../../../../../answers/chosen-reading.ts'
import { splitItems } from '../../../../../answers/meaning/list-items.ts'
import { readingsOf } from '../../../../../answers/refusal.ts'
import { problemsOf, type DomainError } from '../../../../../domain/kernel/errors.ts'
import { isAsWritten, type ChosenReading } from '../../../../../domain/questions/answer.ts'
import type { Question } from '../../../../../domain/questions/question.ts'

/** What words could mean, each with the value that a form sends. */
export interface UnclearWords {
  readonly words: string
  readonly options: readonly { readonly value: string; readonly shown: string; readonly as_written: boolean }[]
}

/** A row of the table with an unclear cell. */
export interface UnclearRow {
  /** From 1, without the row of names. */
  readonly number: number
  /** In the order of the list's fields. */
  readonly cells: readonly { readonly text: string; readonly unclear: readonly UnclearWords[] }[]
}

const choice = z.tuple([z.string(), z.string(), z.string()])

/** The choices that a form sent; what is none is left out. */
export function readChoices(sent: readonly string[]): ChosenReading[] {
  return sent.flatMap((text) => {
    const parsed = choice.safeParse(parseJson(text))
    if (!parsed.success) return []
    const [field, words, reading] = parsed.data
    return [{ field, words, reading }]
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The rows in which a refused table is unclear. Words that stand in a column more than once are asked once. */
export function unclearRows(
  { name, fields = [] }: Pick<Question, 'name' | 'fields'>,
  rows: readonly unknown[],
  error: DomainError,
): UnclearRow[] {
  const asked = new Set<string>()
  const found = new Map<number, Map<string, UnclearWords[]>>()
  for (const { field: place, details } of problemsOf(error)) {
    const readings = readingsOf(details)
    const cell = readings.length === 0 ? undefined : cellAt(place.slice(name.length), rows)
    if (cell === undefined || asked.has(`${cell.field}\n${cell.words}`)) continue
    asked.add(`${cell.field}\n${cell.words}`)
    const options = readings.map((reading) => ({
      value: JSON.stringify([cell.field, cell.words, readingKey(reading)]),
      shown: reading.shown,
      as_written: isAsWritten(reading.wire),
    }))
    const row = found.get(cell.row) ?? new Map<string, UnclearWords[]>()
    found.set(cell.row, row)
    row.set(cell.column, [...(row.get(cell.column) ?? []), { words: cell.words, options }])
  }
  return [...found].map(([row, unclear]) => ({
    number: row + 1,
    cells: fields.map((field) => ({ text: textIn(rows[row], field.name), unclear: unclear.get(field.name) ?? [] })),
  }))
}

/** A place of a refusal, `[2].price` or `[2].days[0]`, as its row and column, its field and the words there. */
function cellAt(
  place: string,
  rows: readonly unknown[],
): { readonly row: number; readonly column: string; readonly field: string; readonly words: string } | undefined {
  const {
    row: at,
    column = '.',
    item,
  } = /^\[(?<row>\d+)\](?:\.(?<column>[^[\]]+)(?:\[(?<item>\d+)\])?)?$/.exec(place)?.groups ?? {}
  if (at === undefined) return undefined
  const row = Number(at)
  const text = textIn(rows[row], column)
  return item === undefined
    ? { row, column, field: column, words: text }
    : { row, column, field: '.', words: splitItems(text)[Number(item)] ?? '' }
}

function textIn(row: unknown, column: string): string {
  const cell: unknown = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[column] : row
  return typeof cell === 'string' ? cell : ''
}
