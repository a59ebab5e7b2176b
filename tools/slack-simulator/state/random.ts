/** Seeded randomness: the same seed gives the same faults and ids. */

export interface Random {
  /** At least 0, less than 1. */
  next(): number
  /** `length` letters and digits of `alphabet`. */
  word(length: number, alphabet?: string): string
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed)
  return {
    next,
    word: (length, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') =>
      Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join(''),
  }
}

/** mulberry32 (Tommy Ettinger), a generator of 32 bits: each call gives at least 0 and less than 1. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}
