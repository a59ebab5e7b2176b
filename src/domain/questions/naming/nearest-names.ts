/** Suggests the names nearest to a name that does not exist. */
import { normalizeName } from './match-names.ts'

/** The nearest names, best first: those that contain a part of it, or differ in few letters. */
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

/** How far a name is from what was written: from 0, the same, to 1, nothing in common. Both are normalized. */
export function distanceTo(wanted: string, name: string): number {
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

/** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
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
