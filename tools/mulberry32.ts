/**
 * Seeded randomness for tests and benches: mulberry32 (Tommy Ettinger), a generator of 32 bits. The same seed gives the
 * same numbers; print it.
 */

/** Takes a whole number; each call of what it gives is at least 0 and less than 1. */
export function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}
