/**
 * Which question a name means that a person wrote: `party` for “Party name”, `start` for “Start date”. Nothing is
 * guessed where two would fit.
 */
import { folded } from './views/elements/choices.ts'

export interface NamedThing {
  readonly name: string
  readonly label: string
}

export type NameMatch<One> = { readonly one: One } | { readonly several: readonly One[] } | 'none'

/** All that the words could mean, however remotely. */
export const findCandidates = <One extends NamedThing>(all: readonly One[], written: string): readonly One[] => {
  const wanted = normalizeName(written)
  return wanted === '' ? [] : all.filter((one) => matchRules(wanted).some((rule) => rule(one)))
}

/** By its name, its label, or the beginning or a word of either. */
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

/** The nearest first: the same words, their beginning, words in between, the beginning of a word. */
const matchRules = (wanted: string): readonly ((one: NamedThing) => boolean)[] => [
  ({ name, label }) => normalizeName(name) === wanted || normalizeName(label) === wanted,
  ({ name, label }) =>
    `${normalizeName(name)} `.startsWith(`${wanted} `) || `${normalizeName(label)} `.startsWith(`${wanted} `),
  ({ name, label }) =>
    ` ${normalizeName(name)} `.includes(` ${wanted} `) || ` ${normalizeName(label)} `.includes(` ${wanted} `),
  ({ name, label }) =>
    wanted.length >= 3 && (normalizeName(name).startsWith(wanted) || normalizeName(label).startsWith(wanted)),
]

/** `startDate`, `start_date` and `Start date?` are the same words. */
const normalizeName = (text: string): string =>
  folded(text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replaceAll(/[^\p{L}\p{N}]+/gu, ' '))

/** The names nearest to one that is none, the nearest first: those that hold a part of it, or differ in few letters. */
export function findNearest<One extends { readonly id: string; readonly name: string }>(
  all: readonly One[],
  written: string,
  most = 5,
): One[] {
  const wanted = normalizeName(written)
  if (wanted === '') return []
  return all
    .map((one) => ({
      one,
      distance: Math.min(distanceTo(wanted, normalizeName(one.id)), distanceTo(wanted, normalizeName(one.name))),
    }))
    .filter(({ distance }) => distance <= 0.5)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ one }) => one)
}

/** From 0, the same, to 1, nothing in common. */
function distanceTo(wanted: string, name: string): number {
  if (name === wanted) return 0
  if (name.startsWith(wanted) || wanted.startsWith(`${name} `)) return 0.1
  if (` ${name}`.includes(` ${wanted}`)) return 0.2
  const parts = wanted.split(' ').filter((part) => part.length >= 3)
  const held = parts.filter((part) => ` ${name} `.includes(` ${part}`)).length
  const byParts = held === 0 ? 1 : 0.5 - (held / parts.length) * 0.2
  return Math.min(
    byParts,
    editDistance(wanted.slice(0, 60), name.slice(0, 60)) / Math.max(wanted.length, Math.min(name.length, 60)),
  )
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
