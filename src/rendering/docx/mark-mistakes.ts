/**
 * A copy of a template in which each mistake is marked by a Word comment at its paragraph, so that the author sees them where they are.
 */
import { type Result, Refused, ok } from '../../domain/errors.ts'
import type { Mistake } from '../mistake.ts'
import { placeOf } from '../mistake.ts'
import { escapeXml } from '../values.ts'
import { type Archive, openArchive } from './archive.ts'
import { compileDocx } from './compile-docx.ts'
import { collectFlows } from './flows.ts'
import { scanFlow } from './scan-flow.ts'
import { type PackedData, packEntry, writeArchive } from './pack.ts'
import { type WordPackage, readPackage, readRelationships, relationshipsName } from './package.ts'
import { MOST_ELEMENTS, type XmlElement, type XmlPart, child, decodePart, parsePart } from './xml.ts'

const WORD_NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'
const COMMENTS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments'

interface Comment {
  readonly paragraph: XmlElement
  readonly text: string
}

/**
 * Marks the mistakes of a Word template. Mistakes outside of the body (where Word allows no comments) are told at its first paragraph.
 * A file without mistakes comes back as it is; one that is refused as a whole is refused here too.
 */
export async function markMistakes(bytes: Uint8Array): Promise<Result<Uint8Array>> {
  const compiled = await compileDocx(bytes, 'once')
  if (compiled.ok) return ok(bytes)
  const mistakes = compiled.error.details?.['mistakes'] as readonly Mistake[] | undefined
  if (mistakes === undefined) return compiled
  const archive = await openArchive(bytes)
  if (!archive.ok) return archive
  try {
    const read = readPackage(archive.value, { left: MOST_ELEMENTS })
    return read.ok ? ok(mark(read.value, mistakes)) : read
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    throw error
  }
}

function mark(read: WordPackage, mistakes: readonly Mistake[]): Buffer {
  const { archive, main } = read
  const part = parsePart(main, archive.get(main)?.bytes ?? Buffer.alloc(0), { left: MOST_ELEMENTS })
  const flows = collectFlows(part)
  const comments: Comment[] = flows.flows.filter(flow => flow.kind !== 'deleted' && !flow.twin).flatMap(flow => scanFlow(flow).mistakes.map(each => ({
    paragraph: blockOf(each.paragraph.element), text: `${each.mistake.message} ${each.mistake.fix}`,
  })))
  const first = flows.paragraphs.find(each => each.element.name === 'w:p')?.element
  if (first !== undefined) {
    for (const each of mistakes.filter(mistake => mistake.part !== 'body')) comments.push({ paragraph: first, text: `${placeOf(each)}: ${each.message} ${each.fix}` })
  }
  const known = readRelationships(archive, main, { left: MOST_ELEMENTS }).find(each => each.type === COMMENTS)?.target
  const existing = known === undefined ? undefined : archive.get(known)
  const from = existing === undefined ? 0 : 1 + Math.max(-1, ...[...decodePart(known ?? '', existing.bytes).matchAll(/<[\w.-]*:?comment\s[^>]*?id="(\d+)"/g)].map(match => Number(match[1])))
  const changed = new Map<string, string>([[main, withAnchors(part, comments, from)]])
  const name = known ?? `${main.slice(0, main.lastIndexOf('/') + 1)}comments.xml`
  changed.set(name, withComments(existing === undefined ? undefined : decodePart(name, existing.bytes), comments, from))
  if (existing === undefined) {
    changed.set(CONTENT_TYPES, before(read.contentTypes.source, '</Types>', `<Override PartName="/${name}" ContentType="${COMMENTS_TYPE}"/>`))
    const relations = relationshipsName(main)
    const source = archive.get(relations)?.bytes.toString('utf8') ?? '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    changed.set(relations, before(source, '</Relationships>', `<Relationship Id="rIdDocgenComments" Type="${COMMENTS}" Target="/${name}"/>`))
  }
  return writeArchive(entriesOf(archive, changed))
}

const CONTENT_TYPES = '[Content_Types].xml'

/** The paragraph to mark for an element or attribute in it. */
function blockOf(element: XmlElement): XmlElement {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const inBox = at.name === 'w:p' && hasAncestor(at, 'w:txbxContent')
    if (at.name === 'w:p' && !inBox) return at
  }
  return element
}

function hasAncestor(element: XmlElement, name: string): boolean {
  for (let at = element.parent; at !== undefined; at = at.parent) if (at.name === name) return true
  return false
}

function withAnchors(part: XmlPart, comments: readonly Comment[], from: number): string {
  const { prefix: w, source } = part
  const inserts: { at: number; order: number; xml: string }[] = []
  for (const [index, { paragraph }] of comments.entries()) {
    if (paragraph.name !== 'w:p' || paragraph.innerEnd === paragraph.inner) continue
    const id = from + index
    inserts.push({ at: child(paragraph, 'w:pPr')?.end ?? paragraph.inner, order: index, xml: `<${w}commentRangeStart ${w}id="${id}"/>` })
    inserts.push({ at: paragraph.innerEnd, order: index, xml: `<${w}commentRangeEnd ${w}id="${id}"/><${w}r><${w}commentReference ${w}id="${id}"/></${w}r>` })
  }
  inserts.sort((a, b) => a.at - b.at || a.order - b.order)
  let xml = ''
  let at = 0
  for (const each of inserts) {
    xml += source.slice(at, each.at) + each.xml
    at = each.at
  }
  return xml + source.slice(at)
}

function withComments(existing: string | undefined, comments: readonly Comment[], from: number): string {
  const xml = comments.map(({ text }, index) =>
    `<w:comment xmlns:w="${WORD_NAMESPACE}" w:id="${from + index}" w:author="DocGen" w:initials="DG"><w:p><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p></w:comment>`).join('')
  if (existing === undefined) return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${WORD_NAMESPACE}">${xml}</w:comments>`
  const end = existing.lastIndexOf('</')
  return existing.slice(0, end) + xml + existing.slice(end)
}

function before(source: string, end: string, xml: string): string {
  const open = source.replace(/<(Types|Relationships)([^<>]*)\/>\s*$/, '<$1$2></$1>')
  const at = open.lastIndexOf(end)
  return open.slice(0, at) + xml + open.slice(at)
}

function entriesOf(archive: Archive, changed: ReadonlyMap<string, string>): PackedData[] {
  const entries: PackedData[] = [...archive.values()].map(entry => {
    const xml = changed.get(entry.name)
    return xml === undefined ? entry : packEntry(entry.name, Buffer.from(xml, 'utf8'))
  })
  for (const [name, xml] of changed) if (!archive.has(name)) entries.push(packEntry(name, Buffer.from(xml, 'utf8')))
  return entries
}
