/** Caches what is computed for a locale. */

/** Locales are few but come from outside, so a full cache is emptied. */
const CACHE_SIZE = 500

/** A cached version of a function of a locale (or another short key). */
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
