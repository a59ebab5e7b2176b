/** What a value in HTML is a part of. */
import type { MarkdownPlace } from '../../template/program.ts'

/** An attribute that leads somewhere, up to the value. */
const ADDRESS = /\s(?:href|src|action|cite|data|poster|formaction)\s*=\s*["']?([^"'<>]*)$/i
/** Elements whose content is no text. */
const SCRIPT = /<(?:script|style)\b(?:(?!<\/(?:script|style)\b)[^])*$/i
const LINES_COUNT = /<(?:pre|textarea)\b(?:(?!<\/(?:pre|textarea)\b)[^])*$/i

/** An element that holds a value begins no further before it. */
const MAX_LOOK_BACK = 10_000

/** The place at an offset in HTML. `isBlock`: the HTML goes on to an empty line. */
export function markupPlace(html: string, at: number, isBlock: boolean): MarkdownPlace {
  const before = html.slice(Math.max(0, at - MAX_LOOK_BACK), at)
  const isInTag = before.lastIndexOf('<') > before.lastIndexOf('>')
  if (isInTag) {
    const address = before.includes('<!--', before.lastIndexOf('<')) ? null : ADDRESS.exec(before)
    if (address === null) return { in: 'markup', breaks: ' ' }
    if (address[1] !== '') return { in: 'address', markup: true }
    const isWhole = /^\w+["'\s>]/.test(html.slice(at))
    return { in: 'address', markup: true, begins: isWhole ? 'whole' : 'part' }
  }
  if (SCRIPT.test(before)) return { in: 'script' }
  return { in: 'markup', breaks: !isBlock ? ' ' : LINES_COUNT.test(before) ? '&#10;' : '<br>' }
}
