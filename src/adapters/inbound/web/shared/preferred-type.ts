/** Which of the media types that there are a client wants (RFC 9110 §12.5.1). */
import { parseAccept } from 'hono/utils/accept'

/** A longer header is not read. */
const MAX_HEADER = 2000

/**
 * The type of `offered` with the highest weight in an `Accept` header; among equals the one that the client names
 * first. The first of `offered` where the header is missing or names none: an answer of another type says more than
 * none. Parameters of media types, such as a charset, are not compared.
 */
export function preferredType<const Type extends string>(
  header: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const ranges = header === undefined || header.length > MAX_HEADER ? [] : parseAccept(header)
  const weighed = offered.map((type) => {
    const named = ranges
      .map((range, place) => ({ ...range, place, fit: fitOf(range.type.toLowerCase(), type) }))
      .filter(({ fit }) => fit > 0)
      .sort((one, other) => other.fit - one.fit)
    return { type, q: named[0]?.q ?? 0, place: named[0]?.place ?? 0 }
  })
  const [best] = weighed.filter(({ q }) => q > 0).sort((one, other) => other.q - one.q || one.place - other.place)
  return best?.type ?? offered[0]
}

/** How exactly a range names a type: 3 by its name, 2 as `text/*`, 1 as `*` + `/*`; 0 not at all. */
function fitOf(range: string, type: string): 0 | 1 | 2 | 3 {
  const name = (type.split(';')[0] ?? '').trim().toLowerCase()
  if (range === name) return 3
  if (range === '*/*' || range === '*') return 1
  return range.endsWith('/*') && name.startsWith(range.slice(0, -1)) ? 2 : 0
}
