/**
 * Checks for characters that XML cannot hold.
 */

/** Characters that XML cannot hold. Searching for each one is faster than one regular expression for all. */
const FORBIDDEN = [
  ...Array.from({ length: 32 }, (_, code) => code).filter((code) => ![9, 10, 13].includes(code)),
  0xfffe,
  0xffff,
].map((code) => String.fromCharCode(code))

/** Whether a text holds only characters and sequences that XML allows outside of markup. */
export const isPlainText = (source: string): boolean =>
  !FORBIDDEN.some((each) => source.includes(each)) && source.isWellFormed() && !source.includes(']]>')
