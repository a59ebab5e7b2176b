/** A number and a unit of time, or several of them: `2 months and 3 days`, `drei Wochen`, `einem halben Jahr`. */
import type { Distance } from './calendar.ts'
import { plainPhrase } from '../plain-text.ts'
import { memoize } from '../memoize.ts'
import { duals, unitNames } from './units-of-time.ts'
import { wordsOfDistance } from './words/words-of-distance.ts'

/** There are four units, so more parts are no distance. */
const MAX_PARTS = 4

/** The distance that the whole text means, with each unit at most once; undefined for other text. */
export function readDistance(text: string, locale: string): Distance | undefined {
  const { and, numbers, units, whole } = vocabularyOf(locale)
  const all = whole.get(text)
  if (all !== undefined) return all
  const parts = text
    .replaceAll(and, '\n')
    .replaceAll(/(?<=[^\d\s]) (?=\d)/g, '\n')
    .split('\n')
  if (parts.length > MAX_PARTS) return undefined
  let sum: Distance = {}
  for (const part of parts) {
    const one = readPart(part, numbers, units)
    if (one === undefined || Object.keys(one).some((unit) => unit in sum)) return undefined
    sum = { ...sum, ...one }
  }
  return sum
}

function readPart(
  part: string,
  numbers: ReadonlyMap<string, number>,
  units: ReadonlyMap<string, Distance>,
): Distance | undefined {
  const [, digits, rest = ''] = /^(\d{1,5}) ?(\D.*)$/u.exec(part) ?? []
  const counted = units.get(rest) ?? units.get(`${rest}.`)
  if (digits !== undefined) return counted === undefined ? undefined : multiplyDistance(counted, Number(digits))
  for (const [word, count] of numbers) {
    const unit = part.startsWith(word) ? units.get(part.slice(word.length).trimStart()) : undefined
    if (unit !== undefined && isApart(part, word)) return multiplyDistance(unit, count)
  }
  return undefined
}

/** Whether the number word ends here. Chinese and Japanese need no space after it. */
const isApart = (part: string, word: string): boolean => part[word.length] === ' ' || /^\p{Script=Han}/u.test(word)

const vocabularyOf = memoize((locale) => {
  const words = wordsOfDistance(locale)
  const numbers = (words?.numbers ?? '')
    .split(' ')
    .flatMap((forms, index) =>
      forms.split('/').map((form) => [plainPhrase(form.replace('+', ' ')), index + 1] as const),
    )
  const joiners = (words?.and ?? []).map((word) =>
    /^[\p{Script=Han}\p{Script=Hiragana}]/u.test(word) ? word : `(?: |, ?)${word} `,
  )
  return {
    numbers: new Map(numbers.filter(([form]) => form !== '')),
    units: new Map([...unitNames(locale), ...indexByPhrase(words?.units)]),
    whole: new Map([...duals(locale), ...indexByPhrase(words?.whole)]),
    and: new RegExp([...joiners, ', ?'].join('|'), 'gu'),
  }
})

const indexByPhrase = (names: Readonly<Record<string, Distance>> = {}): ReadonlyMap<string, Distance> =>
  new Map(Object.entries(names).map(([name, distance]) => [plainPhrase(name), distance]))

/** A distance multiplied by a count. */
export const multiplyDistance = (distance: Distance, count: number): Distance =>
  Object.fromEntries(Object.entries(distance).map(([unit, one]) => [unit, Number(one) * count]))
