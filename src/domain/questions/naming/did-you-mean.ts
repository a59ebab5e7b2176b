/** “Did you mean …?” for a name that does not exist. */
import { normalizeName } from './match-names.ts'
import { distanceTo } from './nearest-names.ts'

/** Farther names are not meant. */
const FAR = 0.34
/** Names that are so much farther than the nearest one are not meant either. */
const MARGIN = 0.1

/** A sentence with the nearest names, with a space before it; empty where none is near. */
export function didYouMean(known: readonly string[], written: string): string {
  const wanted = normalizeName(written)
  if (wanted === '') return ''
  const near = known
    .map((name) => ({ name, distance: distanceTo(wanted, normalizeName(name)) }))
    .filter(({ distance }) => distance <= FAR)
    .sort((one, other) => one.distance - other.distance)
  const best = near[0]?.distance ?? 0
  const meant = near.filter(({ distance }) => distance <= best + MARGIN).slice(0, 3)
  return meant.length === 0 ? '' : ` Did you mean ${meant.map(({ name }) => `“${name}”`).join(' or ')}?`
}
