/** A count with its noun, in English. */

/** `1 byte`, `12,345 bytes`. */
export const bytesText = (bytes: number): string => `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`

/** `1 item`, `2 items`; `other` where the plural is not made with an s. */
export const countText = (count: number, one: string, other = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : other}`
