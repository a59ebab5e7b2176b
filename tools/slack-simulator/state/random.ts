/** Seeded randomness: the same seed gives the same faults and ids. */
import { mulberry32 } from '../../mulberry32.ts'

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
