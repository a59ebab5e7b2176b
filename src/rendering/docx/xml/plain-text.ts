/**
 * Checks for characters that XML cannot hold.
 */

/** What XML cannot hold. Looking for one character at a time is faster than one look for all. */
const FORBIDDEN = [
  ...Array.from({ length: 32 }, (_, code) => code).filter((code) => ![9, 10, 13].includes(code)),
  0xfffe,
  0xffff,
].map((code) => String.fromCharCode(code))

/** Whether a text holds nothing that no XML may hold outside of markup. */
export const isPlainText = (source: string): boolean =>
  !FORBIDDEN.some((each) => source.includes(each)) && source.isWellFormed() && !source.includes(']]>')
