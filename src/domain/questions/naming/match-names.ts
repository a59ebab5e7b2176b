/**
 * Which question a written name means: `party` for “Party name”, `start` for “Start date”. An ambiguous name is never
 * guessed.
 */
import { foldText } from './fold-text.ts'

/** Anything with a name and a label. */
export interface NamedThing {
  readonly name: string
  readonly label: string
}

/** The match of a name: one, several, or none. */
export type NameMatch<One> = { readonly one: One } | { readonly several: readonly One[] } | 'none'

/** All things that the name could mean, however remotely. */
export const findCandidates = <One extends NamedThing>(all: readonly One[], written: string): readonly One[] => {
  const wanted = normalizeName(written)
  return wanted === '' ? [] : all.filter((one) => matchRules(wanted).some((rule) => rule(one)))
}

/** Matches by the name, the label, or the beginning or a word of either. */
export function matchNamed<One extends NamedThing>(all: readonly One[], written: string): NameMatch<One> {
  const wanted = normalizeName(written)
  if (wanted === '') return 'none'
  for (const rule of matchRules(wanted)) {
    const found = all.filter(rule)
    const [one] = found
    if (one !== undefined) return found.length === 1 ? { one } : { several: found }
  }
  return 'none'
}

/** The strictest first: the same words, the first words, words in between, the beginning of a word. */
const matchRules = (wanted: string): readonly ((one: NamedThing) => boolean)[] => [
  ({ name, label }) => normalizeName(name) === wanted || normalizeName(label) === wanted,
  ({ name, label }) =>
    `${normalizeName(name)} `.startsWith(`${wanted} `) || `${normalizeName(label)} `.startsWith(`${wanted} `),
  ({ name, label }) =>
    ` ${normalizeName(name)} `.includes(` ${wanted} `) || ` ${normalizeName(label)} `.includes(` ${wanted} `),
  ({ name, label }) =>
    wanted.length >= 3 && (normalizeName(name).startsWith(wanted) || normalizeName(label).startsWith(wanted)),
]

/** `startDate`, `start_date` and `Start date?` become the same words. */
export const normalizeName = (text: string): string =>
  foldText(text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replaceAll(/[^\p{L}\p{N}]+/gu, ' '))
