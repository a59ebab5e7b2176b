/**
 * The content id of a document: a custom property of the file (ISO 29500-1, 22.3), which Word and LibreOffice keep
 * when they save it again.
 */
import { attributeValues } from '../xml/attributes.ts'
import type { ElementBudget } from '../xml/element-budget.ts'
import { parsePart } from '../xml/parse-part.ts'
import { unescapeXml } from '../xml/unescape-xml.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import type { Archive } from '../zip/archive.ts'
import { ArchiveEntry } from '../zip/archive-entry.ts'
import { factsOf, packEntry } from '../zip/write-archive.ts'
import { findEntry } from './find-entry.ts'
import { readRecords } from './records.ts'
import { readRelationships } from './relationships.ts'

/** The name of the property. */
const CONTENT_ID_PROPERTY = 'DocGenContentId'

const CONTENT_TYPES = '[Content_Types].xml'
const USUAL_NAME = 'docProps/custom.xml'
const PART_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'
const LINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties'
const IS_LINK = /\/(?:custom-properties|customProperties)$/
const NO_PROPERTIES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"></Properties>'

/**
 * The template without a content id of its own (a document that became a template has one), and with a part for that
 * of its documents; unless they `carry` one. Throws Refused as `parsePart` does.
 */
export function prepareContentId(archive: Archive, budget: ElementBudget, carry: boolean): Archive {
  const own = customProperties(archive, budget)
  if (own === undefined) return archive
  const { name, isLinked } = own
  const changed = new Map(archive)
  const put = (entry: string, xml: string): void => {
    const packed = packEntry(entry, Buffer.from(xml, 'utf8'))
    const facts = { ...factsOf(packed), encrypted: false, headerAt: 0 }
    changed.set(entry, new ArchiveEntry(facts, Buffer.from(packed.packed)))
  }
  const entry = archive.get(name)
  if (entry !== undefined && (carry || entry.bytes.includes(CONTENT_ID_PROPERTY)))
    put(name, withoutContentId(parsePart(name, entry.bytes, budget)))
  if (!carry) return changed
  if (entry === undefined) put(name, NO_PROPERTIES)
  if (!isLinked)
    add(archive, put, '_rels/.rels', `<Relationship Id="rIdDocgenProperties" Type="${LINK}" Target="${name}"/>`)
  const types = findEntry(archive, CONTENT_TYPES)
  if (types?.bytes.includes(PART_TYPE) === false)
    add(archive, put, CONTENT_TYPES, `<Override PartName="/${name}" ContentType="${PART_TYPE}"/>`)
  return changed
}

/** The name of the part for custom properties, or the one it would have; undefined for what is no package. */
function customProperties(archive: Archive, budget: ElementBudget) {
  if (findEntry(archive, '_rels/.rels') === undefined || findEntry(archive, CONTENT_TYPES) === undefined)
    return undefined
  const link = readRelationships(archive, '', budget).links.find((each) => IS_LINK.test(each.type) && !each.external)
  const name = link?.target ?? findEntry(archive, USUAL_NAME)?.name ?? USUAL_NAME
  return { name, isLinked: link !== undefined }
}

/** Writes a list of records with another one at its end. */
function add(archive: Archive, put: (name: string, xml: string) => void, name: string, record: string): void {
  const entry = findEntry(archive, name)
  if (entry === undefined) return
  const { source } = readRecords(name, entry.bytes, { left: Number.POSITIVE_INFINITY })
  const open = openRoot(source)
  const end = open.lastIndexOf('</')
  const prefix = /^<\/([\w.-]+:)/.exec(open.slice(end))?.[1] ?? ''
  put(entry.name, open.slice(0, end) + record.replace('<', `<${prefix}`) + open.slice(end))
}

/** `<root/>` as `<root></root>`. */
const openRoot = (xml: string): string => xml.replace(/<([\w:.-]+)([^<>]*)\/>\s*$/, '<$1$2></$1>')

const isProperty = (part: XmlPart, element: XmlElement): boolean =>
  attributeValues(part, element)['name'] === CONTENT_ID_PROPERTY

function withoutContentId(part: XmlPart): string {
  let { source } = part
  for (const each of part.root.children.toReversed())
    if (isProperty(part, each)) source = source.slice(0, each.start) + source.slice(each.end)
  return openRoot(source)
}

/** Whether an entry of this name and type is the part for custom properties. */
export const holdsProperties = (type: string): boolean => type === PART_TYPE

/** What stands before and behind the id in the property of a part. */
export function contentIdProperty(part: XmlPart): { readonly before: string; readonly after: string } {
  const taken = part.root.children.map((each) => Number(attributeValues(part, each)['pid'] ?? 0))
  const pid = taken.reduce((highest, each) => Math.max(highest, Number.isSafeInteger(each) ? each : 0), 1) + 1
  const strict = part.source.includes('purl.oclc.org/ooxml/officeDocument')
  const base = strict ? 'http://purl.oclc.org/ooxml/officeDocument/' : TRANSITIONAL
  const properties = strict ? `${base}customProperties` : `${base}custom-properties`
  return {
    before:
      `<property xmlns="${properties}" fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${pid}" ` +
      `name="${CONTENT_ID_PROPERTY}"><vt:lpwstr xmlns:vt="${base}docPropsVTypes">`,
    after: '</vt:lpwstr></property>',
  }
}

const TRANSITIONAL = 'http://schemas.openxmlformats.org/officeDocument/2006/'

/** The content id that a file carries. Throws Refused as `parsePart` does. */
export function readContentId(archive: Archive, budget: ElementBudget): string | undefined {
  const name = customProperties(archive, budget)?.name ?? ''
  const entry = archive.get(name)
  if (entry?.bytes.includes(CONTENT_ID_PROPERTY) !== true) return undefined
  const part = parsePart(name, entry.bytes, budget)
  const own = part.root.children.find((each) => isProperty(part, each))
  return own && unescapeXml(part.source.slice(own.inner, own.innerEnd).replaceAll(/<[^>]*>/g, '')).trim()
}
