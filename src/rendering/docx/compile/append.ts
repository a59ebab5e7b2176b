/**
 * Adds many items to an array.
 */

/** Adds all items. `push(...items)` would overflow the stack with a hundred thousand of them. */
export function append<T>(target: T[], items: Iterable<T>): void {
  for (const item of items) target.push(item)
}
