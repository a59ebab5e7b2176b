/** “Did you mean …?” for a name that does not exist. */
import { findNearest } from './nearest-names.ts'

/** A sentence with the nearest names, with a space before it; empty where none is near. */
export function didYouMean(known: readonly string[], written: string): string {
  const near = findNearest(
    known.map((name) => ({ id: name, name })),
    written,
    3,
    0.34,
  )
  const quoted = near.map(({ name }) => `“${name}”`)
  return quoted.length === 0 ? '' : ` Did you mean ${quoted.join(' or ')}?`
}
