/** Answers in the HTML of a Markdown file, in titles of links, and beside the marks of a block of code. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '=': '&#61;',
  '|': '&#124;',
}
const LINE_BREAKS = /\r\n|[\r\n\u000b\u0085\u2028\u2029]/g

/** Text or the value of an attribute in HTML; `breaks` stands for a line end. */
export const encodeMarkup = (text: string, breaks: string): string =>
  text.replace(/[&<>"'`=|]/g, (sign) => ENTITIES[sign] ?? sign).replace(LINE_BREAKS, breaks)

/** In a script or a style sheet there are no entities: every sign is written by its number. */
export const encodeScript = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,_-]/gu, (sign) =>
    Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )

/** In a title every mark is a number or has a backslash, whatever stands round the title. */
export const encodeTitle = (text: string): string =>
  text
    .replace(LINE_BREAKS, ' ')
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[&<"'`|()]/g, (sign) => (sign === '(' || sign === ')' ? `\\${sign}` : (ENTITIES[sign] ?? sign)))

/** The word behind the marks of a block of code. */
export const encodeInfo = (text: string): string =>
  text.replace(LINE_BREAKS, ' ').replace(/[&`~\\]/g, (sign) => `&#${sign.charCodeAt(0)};`)
