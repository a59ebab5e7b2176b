/** A count with its noun, in English. */

/** `1 item`, `2 items`; `other` where the plural is not made with an s. */
export const countText = (count: number, one: string, other = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : other}`
