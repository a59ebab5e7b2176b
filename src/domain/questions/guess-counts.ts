/**
 * How many answers an event gives to questions whose kind is a guess, and how many of them are words as written. Lists
 * and answers that come with a request are sealed as a whole, so the events say it beside them.
 */
import { z } from 'zod'
import { isAsWritten, isItems, type AnswerValue } from './answer.ts'
import type { Question } from './question.ts'

export const guessCountSchema = z.strictObject({
  /** The question's name; `items.price` for a field of a list, whatever the row. */
  question: z.string(),
  answers: z.int().min(1),
  as_written: z.int().min(0),
})
export type GuessCount = Readonly<z.infer<typeof guessCountSchema>>

/** The counts of answers by question name. */
export function countGuesses(
  questions: readonly Question[],
  answers: Iterable<readonly [name: string, value: AnswerValue]>,
): GuessCount[] {
  const counts = new Map<string, GuessCount>()
  addCounts(counts, questions, answers, '')
  return [...counts.values()]
}

/** The counts of items that are given to the list at an address. */
export function countGuessesOfItems({ fields = [] }: Question, list: string, items: AnswerValue): GuessCount[] {
  const counts = new Map<string, GuessCount>()
  if (isItems(items)) for (const item of items) addCounts(counts, fields, Object.entries(item), questionOfAddress(list))
  return [...counts.values()]
}

function addCounts(
  counts: Map<string, GuessCount>,
  questions: readonly Question[],
  answers: Iterable<readonly [string, AnswerValue]>,
  within: string,
): void {
  for (const [name, value] of answers) {
    const question = questions.find((one) => one.name === name)
    const path = name === '.' ? within : questionOfAddress(within === '' ? name : `${within}.${name}`)
    if (question?.kind === 'list') {
      if (isItems(value)) for (const item of value) addCounts(counts, question.fields ?? [], Object.entries(item), path)
    } else if (question?.guessed === true) {
      const before = counts.get(path) ?? { question: path, answers: 0, as_written: 0 }
      const as_written = before.as_written + (isAsWritten(value) ? 1 : 0)
      counts.set(path, { question: path, answers: before.answers + 1, as_written })
    }
  }
}

/** The field of an event; none where no guess was answered. */
export const guessesField = (counts: GuessCount[]): { readonly guesses?: GuessCount[] } =>
  counts.length === 0 ? {} : { guesses: counts }

/** The question of an address, whatever the item: `items.3.quantity` → `items.quantity`. */
export const questionOfAddress = (address: string): string => address.replaceAll(/\.\d+(?=\.|$)/g, '')
