/**
 * Characters that no answer may hold, because no document can: control characters other than newline and tab, lone
 * surrogates, and the noncharacters U+FFFE and U+FFFF (XML 1.0 §2.2). Direction marks are allowed: right-to-left text
 * needs them.
 */

const CONTROL = String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]`
const LONE_HIGH = String.raw`[\uD800-\uDBFF](?![\uDC00-\uDFFF])`
const LONE_LOW = String.raw`(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]`
const FORBIDDEN = new RegExp([CONTROL, LONE_HIGH, LONE_LOW].join('|'))

const NAMES: Readonly<Record<string, string>> = {
  '0000': 'NUL',
  '0007': 'bell',
  '0008': 'backspace',
  '000C': 'form feed',
  '001B': 'escape',
  '007F': 'delete',
  '0085': 'next line',
}

/** CRLF, CR and the line break of Word (Shift+Enter, which is copied as U+000B) as LF. */
export const plainNewlines = (text: string): string => text.replaceAll(/\r\n?|\u000B/g, '\n')

/** Whether anything of a text is seen; spaces, zero-width and filling characters are not. */
export const hasVisibleCharacter = (text: string): boolean =>
  /[^\s\p{Cf}\p{Z}\u115F\u1160\u2800\u3164\uFFA0\uFE00-\uFE0F\u034F]/u.test(text)

/**
 * The first forbidden character with its name, `U+000C (form feed)`; undefined where there is none. Expects plain
 * newlines.
 */
export function forbiddenCharacter(text: string): string | undefined {
  const found = FORBIDDEN.exec(text)?.[0]
  if (found === undefined) return undefined
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  const name =
    NAMES[code] ??
    (/^D[89A-F]/.test(code)
      ? 'half of a character'
      : code.startsWith('FFF')
        ? 'not a character'
        : 'a control character')
  return `U+${code} (${name})`
}

/** The length in characters, not UTF-16 units. Stops counting beyond `limit`. */
export function characterCount(text: string, limit: number): number {
  if (text.length > limit * 2) return limit + 1
  let count = 0
  for (const _ of text) count++
  return count
}
