/**
 * Finds what repeats inside one static.
 */
import { MAX_MATCH_LENGTH, WINDOW } from './symbols.ts'
/** Bytes in one run, at most: so many take less bits than 15-bit numbers count. */
export const MAX_RUN_BYTES = 2_000

/**
 * Bytes that are written as they are, and matches with what stands before them in the same static, whose distance never
 * changes.
 */
export interface Run {
  bytes: number
  readonly items: (number | { readonly length: number; readonly distance: number })[]
}
/** Shorter ones would hardly be shorter than the bytes themselves. */
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
  /** Where a few bytes stood last. */
  readonly #seen = new Map<string, number>()
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  phrase(phrase: number, size: number): void {
    this.runs.push(phrase)
    this.#skip(size)
  }

  /** The next bytes: those that stood there before are matches. */
  bytes(size: number): void {
    const end = this.#at + size
    for (let left = size; left > 0; left = end - this.#at) {
      const from = left < MIN_REPEAT_LENGTH ? undefined : this.#seen.get(this.#few())
      const distance = this.#at - (from ?? 0)
      if (from === undefined || distance > WINDOW) this.#add(this.#text.charCodeAt(this.#at), 1)
      else {
        const length = this.#same(from, Math.min(left, MAX_MATCH_LENGTH))
        this.#add({ length, distance }, length)
      }
    }
  }

  #same(from: number, most: number): number {
    let length = MIN_REPEAT_LENGTH
    while (length < most && this.#text.charCodeAt(from + length) === this.#text.charCodeAt(this.#at + length))
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
    for (const end = this.#at + size; this.#at < end; this.#at++) this.#seen.set(this.#few(), this.#at)
  }

  #few(): string {
    return this.#text.slice(this.#at, this.#at + MIN_REPEAT_LENGTH)
  }
}
