/** The names of files that people sent. */

/** In characters. */
const MAX_LENGTH = 255

/** The last part of a path as some system wrote it, without control characters and marks that turn the direction. */
export const cleanFileName = (name: string): string =>
  name
    .replaceAll(/^.*[/\\]/gs, '')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu, '')
    .trim()
    .slice(-MAX_LENGTH)
