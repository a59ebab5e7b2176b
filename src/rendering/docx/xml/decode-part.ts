/**
 * From the bytes of a part to text, charging the element budget for what costs as much as elements.
 */
import { isAscii } from 'node:buffer'
import { fileRefusal } from '../../template/mistake.ts'
import { MAX_XML_BYTES } from '../zip/archive.ts'
import { type ElementBudget, countElements } from './element-budget.ts'

/** Number of character references that cost as much as an element. */
const REFERENCES = 4

/**
 * Decodes a part. Comments, CDATA and processing instructions each count as an element, references a few together.
 * Throws Refused (`too_large`, `not_xml`, `too_many_elements`).
 */
export function decodeCharged(name: string, bytes: Buffer, budget: ElementBudget): string {
  if (bytes.length > MAX_XML_BYTES)
    throw fileRefusal('too_large', `"${name}" takes more than ${MAX_XML_BYTES / 1_048_576} MB. Split the document.`)
  const source = decodePart(name, bytes)
  charge(source, '!', '<', 1, budget)
  charge(source, '?', '<', 1, budget)
  charge(source, '&', '', 1 / REFERENCES, budget)
  return source
}

/** Charges each `mark` that follows `before`. It searches for the mark because `<` is far more frequent. */
function charge(source: string, mark: string, before: string, cost: number, budget: ElementBudget): void {
  for (let at = source.indexOf(mark); at >= 0; at = source.indexOf(mark, at + 1)) {
    if (before === '' || source.startsWith(before, at - 1)) countElements(budget, cost)
  }
}

/** Decodes UTF-8, or UTF-16 with a byte order mark. */
export function decodePart(name: string, bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = isAscii(bytes) ? bytes.toString('latin1') : new TextDecoder(encoding, { fatal: true }).decode(bytes)
    const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(text.slice(0, 200))?.[1]
    if (encoding !== 'utf-8') return text.replace(/^(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+/, '$1UTF-8')
    if (declared !== undefined && declared !== 'UTF-8' && !/^(?:utf-8|us-ascii)$/i.test(declared))
      throw new Error(declared)
    return text
  } catch {
    throw fileRefusal('not_xml', `"${name}" is not written in UTF-8. Save the file anew in Word.`)
  }
}

/** Removes comments and processing instructions and writes out CDATA. Throws Refused (`dtd`). */
export function plainSource(name: string, source: string): string {
  if (source.includes('!') && source.includes('<!DOCTYPE'))
    throw fileRefusal('dtd', `"${name}" holds a DTD, which no Word file needs. Save the file anew in Word.`)
  // Searching for `!` and `?` is faster, because `<` is far more frequent.
  const holds =
    (source.includes('!') && source.includes('<!')) ||
    (source.indexOf('?', source.indexOf('?>') + 1) >= 0 && source.indexOf('<?', 2) >= 0)
  return holds
    ? source.replace(
        /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?(?!xml\s)[\s\S]*?\?>/g,
        (_whole, text: string | undefined) =>
          text === undefined
            ? ''
            : text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;')),
      )
    : source
}
