/** Caches what is computed for a locale. */

/** Locales are few, but come from outside: caches are emptied rather than let grow. */
const CACHE_SIZE = 500

/** A function of a locale (or a key of one) that keeps what it made. */
export function memoize<Value>(make: (key: string) => Value): (key: string) => Value {
  const cache = new Map<string, Value>()
  return (key) => {
    const known = cache.get(key)
    if (known !== undefined) return known
    if (cache.size >= CACHE_SIZE) cache.clear()
    const value = make(key)
    cache.set(key, value)
    return value
  }
}
