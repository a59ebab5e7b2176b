/**
 * Reads the tags of an XML text and checks that it is well-formed. Plain XML, as Word writes it, is read here, several times faster than a
 * parser that builds attributes and texts; whatever is not plain (a reference by number, a comment, a space before `>` in `</w:p >`,
 * a mistake) is left to saxes, which alone decides what is refused.
 */
import { SaxesParser } from 'saxes'
import { Refused } from '../../domain/errors.ts'

/** Told of each element in document order. What it throws ends the reading. */
export interface TagReader {
  /** `<name …>` stands at [start, inner). */
  open(name: string, start: number, inner: number): void
  /** `</name>` stands at [innerEnd, end); both are `inner` for `<name/>`. */
  close(innerEnd: number, end: number): void
}

/**
 * Reads a part. `begin` gives a new reader, and may be asked for a second one, which then hears all from the beginning; the last one is returned.
 * Throws Refused (`not_xml`, `dtd`) naming the part.
 */
export function readTags<T extends TagReader>(name: string, source: string, begin: () => T): T {
  const reader = begin()
  if (readPlain(source, reader)) return reader
  const second = begin()
  readAny(name, source, second)
  return second
}

const DECLARATION = /^<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")?\?>/
/** What XML cannot hold. Looking for one character at a time is faster than one look for all. */
const FORBIDDEN = [...Array.from({ length: 32 }, (_, code) => code).filter(code => ![9, 10, 13].includes(code)), 0xfffe, 0xffff].map(code => String.fromCharCode(code))
const OTHER_REFERENCE = /&(?!(?:amp|lt|gt|quot|apos);)/
/** Longer ones are no business of a backtracking expression. */
const LONGEST_TAG = 16_384
const BLANK = /^[ \t\r\n]*$/
const OPENING = /^<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:[ \t\r\n]+[A-Za-z_][\w.:-]*=(?:"[^"<]*"|'[^'<]*'))*)[ \t\r\n]*(\/?)>$/
/** Finds every name of an attribute, and may find more in the values. */
const NAME = /[\w.:-]+=/g
const SLASH = 0x2f
const GREATER = 0x3e

interface Opening {
  readonly name: string
  readonly empty: boolean
  /** From `<` to `>`; a key once it came again. */
  text: string
  again: boolean
  /** What came behind it the last time: most likely it does again. */
  next: Opening | undefined
}

/** Whether a text holds nothing that no XML may hold outside of markup. */
export const isPlainText = (source: string): boolean => !FORBIDDEN.some(each => source.includes(each)) && source.isWellFormed() && !source.includes(']]>')

/** True when all of the source is plain, well-formed XML; it may not be when this is false. */
function readPlain(source: string, reader: TagReader): boolean {
  if (!isPlainText(source)) return false
  if (source.includes('&') && OTHER_REFERENCE.test(source)) return false
  let at = DECLARATION.exec(source)?.[0].length ?? 0
  // Files repeat a few hundred different tags; each is looked at once.
  const known = new Map<string, Opening>()
  const names: string[] = []
  let opening: Opening | undefined
  for (;;) {
    const start = source.indexOf('<', at)
    if (start < 0) return false
    if (names.length === 0 && !BLANK.test(source.slice(at, start))) return false
    if (source.charCodeAt(start + 1) === SLASH) {
      const name = names.pop()
      if (name === undefined || !source.startsWith(name, start + 2) || source.charCodeAt(start + 2 + name.length) !== GREATER) return false
      at = start + 3 + name.length
      reader.close(start, at)
    } else {
      const previous = opening
      opening = previous?.next
      if (opening === undefined || source.slice(start, start + opening.text.length) !== opening.text) {
        const text = source.slice(start, source.indexOf('>', start) + 1)
        opening = known.get(text)
        if (opening === undefined) {
          opening = readOpening(text)
          if (opening === undefined) return false
          known.set(text, opening)
        } else if (!opening.again) {
          opening.text = asKey(text)
          opening.again = true
        }
        if (previous !== undefined) previous.next = opening
      }
      at = start + opening.text.length
      reader.open(opening.name, start, at)
      if (opening.empty) reader.close(at, at)
      else names.push(opening.name)
    }
    if (names.length === 0) return BLANK.test(source.slice(at))
  }
}

function readOpening(text: string): Opening | undefined {
  const match = text.length > LONGEST_TAG ? null : OPENING.exec(text)
  if (match === null) return undefined
  const [, name = '', attributes = '', slash] = match
  // With one `=` there is one attribute.
  if (attributes.indexOf('=') < attributes.lastIndexOf('=')) {
    const all = attributes.match(NAME) ?? []
    if (new Set(all).size < all.length) return undefined
  }
  return { name: asKey(name), empty: slash === '/', text, again: false, next: undefined }
}

/** The same text as V8 keeps names of properties: in memory of its own, and once, so that comparing is fast. */
const asKey = (name: string): string => Object.keys({ [name]: true })[0] ?? name

function readAny(name: string, source: string, reader: TagReader): void {
  const parser = new SaxesParser({ position: false })
  parser.on('error', () => { throw refused('not_xml', `"${name}" is not well-formed XML. Save the file anew in Word.`) })
  parser.on('doctype', () => { throw refused('dtd', `"${name}" holds a DTD, which no Word file needs. Save the file anew in Word.`) })
  let inner = 0
  parser.on('opentag', tag => {
    inner = parser.position
    reader.open(tag.name, source.lastIndexOf('<', inner - 1), inner)
  })
  parser.on('closetag', () => {
    const end = parser.position
    reader.close(end === inner ? end : source.lastIndexOf('<', end - 1), end)
  })
  parser.write(source).close()
}

const refused = (reason: string, message: string): Refused => new Refused({ code: 'invalid_template', message, details: { reason } })
