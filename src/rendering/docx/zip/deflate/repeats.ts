/**
 * Finds repetitions inside one static.
 */
import { MAX_MATCH_LENGTH, WINDOW } from './symbols.ts'
/** Limit of bytes in one run: their bits can still be counted in 15 bits. */
export const MAX_RUN_BYTES = 2_000

/**
 * Literal bytes, and matches with earlier bytes of the same static, whose distance never changes.
 */
export interface Run {
  bytes: number
  readonly items: (number | { readonly length: number; readonly distance: number })[]
}
/** A shorter match would hardly save anything. */
const MIN_REPEAT_LENGTH = 5

/** A static as runs and numbers of phrases. */
export function findRepeats(tokens: readonly string[], phrases: ReadonlyMap<string, number>): (Run | number)[] {
  const found = new RepeatFinder(tokens.join(''))
  for (const token of tokens) {
    const phrase = phrases.get(token)
    if (phrase === undefined) found.bytes(token.length)
    else found.phrase(phrase, token.length)
  }
  return found.runs
}

class RepeatFinder {
  readonly runs: (Run | number)[] = []
  readonly #text: string
  /** Last offset of each short sequence of bytes. */
  readonly #seen = new Map<string, number>()
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  phrase(phrase: number, size: number): void {
    this.runs.push(phrase)
    this.#skip(size)
  }

  /** Adds bytes, as matches where they occurred before. */
  bytes(size: number): void {
    const end = this.#at + size
    for (let left = size; left > 0; left = end - this.#at) {
      const from = left < MIN_REPEAT_LENGTH ? undefined : this.#seen.get(this.#prefix())
      const distance = this.#at - (from ?? 0)
      if (from === undefined || distance > WINDOW) this.#add(this.#text.charCodeAt(this.#at), 1)
      else {
        const length = this.#matchLength(from, Math.min(left, MAX_MATCH_LENGTH))
        this.#add({ length, distance }, length)
      }
    }
  }

  #matchLength(from: number, max: number): number {
    let length = MIN_REPEAT_LENGTH
    while (length < max && this.#text.charCodeAt(from + length) === this.#text.charCodeAt(this.#at + length))
      length += 1
    return length
  }

  #add(item: Run['items'][number], size: number): void {
    const last = this.runs.at(-1)
    if (typeof last === 'object' && last.bytes + size <= MAX_RUN_BYTES) {
      last.items.push(item)
      last.bytes += size
    } else this.runs.push({ bytes: size, items: [item] })
    this.#skip(size)
  }

  #skip(size: number): void {
    for (const end = this.#at + size; this.#at < end; this.#at++) this.#seen.set(this.#prefix(), this.#at)
  }

  #prefix(): string {
    return this.#text.slice(this.#at, this.#at + MIN_REPEAT_LENGTH)
  }
}
