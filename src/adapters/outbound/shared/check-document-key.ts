/** What every document store refuses as a key. */

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/
const MAX_KEY = 900

/**
 * Throws `RangeError` unless the key is `/`-separated names of `[A-Za-z0-9._-]`, none beginning with a dot, at most 900
 * characters in all.
 */
export function checkDocumentKey(key: string): void {
  if (key.length <= MAX_KEY && key.split('/').every((segment) => SEGMENT.test(segment))) return
  throw new RangeError(
    `“${key.slice(0, 100)}” is no document key: names of letters, digits, “.”, “_” and “-”, not beginning ` +
      `with a dot, between slashes, at most ${MAX_KEY} characters.`,
  )
}
