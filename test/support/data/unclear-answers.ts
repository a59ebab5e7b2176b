/** Answers that could mean two things: what every surface has to offer, and what each reading is as a value. */
import { readAnswer } from '../../../src/answers/read.ts'
import { readingsOf } from '../../../src/answers/refusal.ts'
import type { Choice, Kind } from '../../../src/domain/questions/question.ts'

/** A template that asks them, in this order. */
export const UNCLEAR_TEMPLATE = 'On {{day}} pay {{fee}} for {{weight}} in {{rooms}}, {{size}}.\n'

const choice = (label: string) => ({ value: label, label })

/** What its author says of the questions. */
export const UNCLEAR_QUESTIONS: { readonly name: string; readonly kind: Kind; readonly choices?: Choice[] }[] = [
  { name: 'day', kind: 'date' },
  { name: 'fee', kind: 'money' },
  { name: 'weight', kind: 'number' },
  { name: 'rooms', kind: 'one_of', choices: ['1 room', '3 rooms', '4 rooms'].map(choice) },
  { name: 'size', kind: 'text' },
]

export interface UnclearAnswer {
  readonly name: string
  readonly written: string
  /** The kinds are the author's own, so no words are among them. */
  readonly readings: readonly { readonly wire: string; readonly shown: string }[]
}

/** How they are written. */
const WRITTEN = ['12.5.2027', '1.250', '1,25', '3']

/** The locale in which they are unclear. */
export const UNCLEAR_LOCALE = 'en-US'

/** The unclear answers: a date, an amount, a number and a choice, each with two readings. */
export const UNCLEAR_ANSWERS: readonly UnclearAnswer[] = WRITTEN.map((written, index) => {
  const question = UNCLEAR_QUESTIONS[index]!
  const context = { now: '2026-11-30T10:00:00.000Z', zone: 'UTC', locale: UNCLEAR_LOCALE }
  const read = readAnswer({ label: '', required: true, when: [], ...question }, written, context)
  const found = read.ok ? [] : readingsOf(read.error.details)
  const readings = found.flatMap(({ wire, shown }) => (typeof wire === 'string' ? [{ wire, shown }] : []))
  if (readings.length !== 2) throw new Error(`“${written}” is not unclear: ${JSON.stringify(read)}`)
  return { name: question.name, written, readings }
})
