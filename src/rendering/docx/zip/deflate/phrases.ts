/**
 * Finds what a part repeats, mostly tags: its phrases.
 */
import { MAX_RUN_BYTES } from './repeats.ts'

const MAX_PHRASES = 0x7fff

const MIN_PHRASE_LENGTH = 8

/** Joins tokens that always occur next to each other. */
export function joinFollowers(pieces: readonly (readonly string[])[]): string[][] {
  const behind = new Map<string, string | undefined>()
  const before = new Map<string, string | undefined>()
  const note = (map: Map<string, string | undefined>, token: string, other: string | undefined): void => {
    map.set(token, map.has(token) && map.get(token) !== other ? undefined : other)
  }
  for (const tokens of pieces) {
    tokens.forEach((token, index) => {
      note(behind, token, tokens[index + 1])
      note(before, token, tokens[index - 1])
    })
  }
  return pieces.map((tokens) => {
    const joined: string[] = []
    tokens.forEach((token, index) => {
      const previous = tokens[index - 1]
      const last = joined.at(-1)
      if (
        last !== undefined &&
        previous !== undefined &&
        behind.get(previous) === token &&
        before.get(token) === previous &&
        last.length + token.length <= MAX_RUN_BYTES
      )
        joined[joined.length - 1] = last + token
      else joined.push(token)
    })
    return joined
  })
}

/** The tokens that occur more than once, with their numbers. */
export function choosePhrases(pieces: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const tokens of pieces) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  const phrases = new Map<string, number>()
  for (const [token, count] of counts) {
    if (count > 1 && token.length >= MIN_PHRASE_LENGTH && token.length <= MAX_RUN_BYTES && phrases.size < MAX_PHRASES)
      phrases.set(token, phrases.size)
  }
  return phrases
}
