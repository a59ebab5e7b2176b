/**
 * Finds a choice by its exact value, then by label or value ignoring case, then as the same number written differently
 * (`03`, `3.0`, `٣`). Its position in the list, from 1, is accepted only where that number cannot mean anything else.
 */
import type { AnswerForm } from '../../domain/questions/answer.ts'
import type { Choice } from '../../domain/questions/question.ts'
import { canonicalDecimal } from './numbers/decimal.ts'
import { plainDigits } from './plain-text.ts'
import { findNumbers } from './numbers/numbers-in-text.ts'

/** One choice, or several candidates; undefined where nothing matches. */
export type ChoiceMatch = { readonly one: Choice } | { readonly several: readonly Choice[] } | undefined

/** Finds a choice in a text. */
export type FindChoice = (text: string) => ChoiceMatch

/**
 * A finder for a locale, whose number words are recognised in labels. In people's words a text that is the value of one
 * choice and the label of another means either; data are values and nothing else.
 */
export function choiceFinder(choices: readonly Choice[], locale: string, form?: AnswerForm): FindChoice {
  const exact = new Map(choices.map((choice) => [choice.value, choice]))
  const byName = new Map([
    ...choices.map((choice) => [normalizeName(choice.value), choice] as const),
    ...choices.map((choice) => [normalizeName(choice.label), choice] as const),
  ])
  let found: readonly NumbersOfChoice[] | undefined
  const numbers = () => (found ??= choices.map((choice) => numbersOf(choice, locale)))
  return (text) => {
    const value = exact.get(text)
    if (form === 'wire') return value === undefined ? undefined : { one: value }
    const said = normalizeName(text)
    const named = byName.get(said)
    if (form === 'words' && value !== undefined && named !== undefined && named !== value)
      return { several: choices.filter((one) => one === value || one === named) }
    const choice = value ?? named
    return choice === undefined ? findByNumber(choices, plainDigits(said), numbers) : { one: choice }
  }
}

function findByNumber(
  choices: readonly Choice[],
  said: string,
  numbersOfChoices: () => readonly NumbersOfChoice[],
): ChoiceMatch {
  const [, sign = '', digits, mark = ''] = /^(#?)(.*?)([.)]?)$/.exec(said) ?? []
  const number = wholeNumberOf(digits ?? '')
  if (number === undefined) return undefined
  const place = /^\d{1,3}$/.test(digits ?? '') ? choices[Number(number) - 1] : undefined
  const numbers = numbersOfChoices()
  const equal = choices.filter((_, index) => numbers[index]?.is.has(number))
  // “#2” and “2.” usually mean a position, but may also mean a choice that is this number.
  const among = (found: readonly (Choice | undefined)[]) => toMatch(choices.filter((choice) => found.includes(choice)))
  if (equal.length > 0) return among(sign + mark === '' ? equal : [...equal, place])
  if (place === undefined || numbers.every(({ mentions }) => mentions.size === 0)) return among([place])
  const mentioning = choices.filter((_, index) => numbers[index]?.mentions.has(number))
  return mentioning.length === 0 ? undefined : among([...mentioning, place])
}

function toMatch([one, ...others]: readonly Choice[]): ChoiceMatch {
  return one === undefined ? undefined : others.length === 0 ? { one } : { several: [one, ...others] }
}

/** The number if the text is nothing else. Grouped text (`1.000`) is no number here, because it is ambiguous. */
const wholeNumberOf = (text: string): string | undefined =>
  /^-?\d{1,3}[.,]\d{3}$/.test(text) ? undefined : canonicalDecimal(text.replace(',', '.'))

/** The numbers that a choice is, by its value or its label, and those that it mentions. */
interface NumbersOfChoice {
  readonly is: ReadonlySet<string>
  readonly mentions: ReadonlySet<string>
}

/** A choice mentions the numbers in its label, and its value where that is a number. */
function numbersOf({ value, label }: Choice, locale: string): NumbersOfChoice {
  const [byValue, byLabel] = [value, label].map((text) => wholeNumberOf(plainDigits(normalizeName(text))))
  return {
    is: new Set([byValue, byLabel].filter((number) => number !== undefined)),
    mentions: new Set([...findNumbers(label, locale), ...(byValue === undefined ? [] : [byValue])]),
  }
}

/** Whether every choice can be chosen by its position, so that surfaces may number them. */
export function areNumbered(choices: readonly Choice[], locale: string): boolean {
  const find = choiceFinder(choices, locale)
  return choices.every((choice, index) => {
    const found = find(String(index + 1))
    return found !== undefined && 'one' in found && found.one === choice
  })
}

/** Normalizes a name for comparison. */
export const normalizeName = (text: string): string =>
  text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()
