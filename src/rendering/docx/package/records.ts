/**
 * Reads XML files that are lists of empty elements: `[Content_Types].xml` and relationships. Files as Word writes them
 * are read in one pass; any other is parsed like a part.
 */
import { type ElementBudget, countElements } from '../xml/element-budget.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import { attributeValues } from '../xml/attributes.ts'
import { decodePart } from '../xml/decode-part.ts'
import { parsePart } from '../xml/parse-part.ts'
import { isPlainText } from '../xml/plain-text.ts'

/** An element under the root, at [start, end) of the source. */
export interface XmlRecord {
  readonly start: number
  readonly end: number
  /** Its attributes (unescaped) by their names as written. */
  readonly values: Partial<Record<string, string>>
}

export interface RecordFile {
  /** The text that the offsets point into. */
  readonly source: string
  readonly records: readonly XmlRecord[]
}

/** Reads such a file. Throws Refused as `parsePart` does. */
export function readRecords(name: string, bytes: Buffer, budget: ElementBudget): RecordFile {
  const source = decodePart(name, bytes)
  const records = readPlainRecords(source)
  if (records === undefined) return recordsOf(parsePart(name, bytes, budget))
  countElements(budget, records.length)
  return { source, records }
}

const recordsOf = (part: XmlPart): RecordFile => ({
  source: part.source,
  records: part.root.children.map((each) => ({
    start: each.start,
    end: each.end,
    values: attributeValues(part, each),
  })),
})

const HEAD = new RegExp(
  String.raw`^(?:<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")?\?>)?` +
    String.raw`[ \t\r\n]*<([A-Za-z]\w*) xmlns="[^"<&]*">`,
)
const RECORD = /\s*<[A-Za-z]\w*((?: [A-Za-z]\w*="[^"<&]*")+) ?\/>/y
const TAIL = /\s*<\/([A-Za-z]\w*)>[ \t\r\n]*$/y

/** The records of a file as Word writes it; undefined when it is not such a file, or has mistakes. */
function readPlainRecords(source: string): XmlRecord[] | undefined {
  const head = isPlainText(source) ? HEAD.exec(source) : null
  if (head === null) return undefined
  const records: XmlRecord[] = []
  let at = head[0].length
  for (;;) {
    RECORD.lastIndex = at
    const match = RECORD.exec(source)
    if (match === null) break
    const values = readValues(match[1] as string)
    if (values === undefined) return undefined
    records.push({ start: source.indexOf('<', at), end: RECORD.lastIndex, values })
    at = RECORD.lastIndex
  }
  TAIL.lastIndex = at
  return TAIL.exec(source)?.[1] === head[1] ? records : undefined
}

/** ` name="value"` again and again; undefined when a name comes twice. */
function readValues(attributes: string): Record<string, string> | undefined {
  const values: Record<string, string> = {}
  for (let at = 1; at < attributes.length;) {
    const equals = attributes.indexOf('=', at)
    const end = attributes.indexOf('"', equals + 2)
    const name = attributes.slice(at, equals)
    if (Object.hasOwn(values, name)) return undefined
    values[name] = attributes.slice(equals + 2, end)
    at = end + 2
  }
  return values
}
