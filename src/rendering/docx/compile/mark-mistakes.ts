/**
 * A copy of a template with a Word comment for each mistake at its paragraph.
 */
import { Refused, type Result, ok } from '../../../domain/kernel/errors.ts'
import { type Mistake, placeOf } from '../../template/mistake.ts'
import { collectFlows } from '../flows/collect-flows.ts'
import { type WordPackage, readPackage } from '../package/package.ts'
import { readRelationships, relationshipsName } from '../package/relationships.ts'
import { decodePart } from '../xml/decode-part.ts'
import { MAX_ELEMENTS } from '../xml/element-budget.ts'
import { parsePart } from '../xml/parse-part.ts'
import { type XmlElement, type XmlPart, ancestor } from '../xml/xml-tree.ts'
import { type Archive, openArchive } from '../zip/archive.ts'
import { type PackedEntry, packEntry, writeArchive } from '../zip/write-archive.ts'
import { type MistakeComment, addCommentAnchors } from './comment-anchors.ts'
import { withComments, insertBefore } from './comments-part.ts'

const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'
const COMMENTS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments'

/** With more comments the document is unreadable, and Word slow. */
const MAX_COMMENTS = 500

/**
 * Adds a comment for each mistake. Mistakes outside of the body, where Word allows no comments, are listed at its first
 * paragraph with their place. A file without mistakes is returned unchanged; one that cannot be read is refused.
 */
export async function markMistakes(bytes: Uint8Array, mistakes: readonly Mistake[]): Promise<Result<Uint8Array>> {
  if (mistakes.length === 0) return ok(bytes)
  const archive = await openArchive(bytes)
  if (!archive.ok) return archive
  try {
    const read = readPackage(archive.value, { left: MAX_ELEMENTS })
    return read.ok ? ok(addComments(read.value, mistakes)) : read
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    throw error
  }
}

function addComments(read: WordPackage, mistakes: readonly Mistake[]): Buffer {
  const { archive, main } = read
  const part = parsePart(main, archive.get(main)?.bytes ?? Buffer.alloc(0), { left: MAX_ELEMENTS })
  const comments = commentsOn(part, mistakes)
  const known = readRelationships(archive, main, { left: MAX_ELEMENTS }).links.find(
    (each) => each.type === COMMENTS,
  )?.target
  const existing = known === undefined ? undefined : archive.get(known)
  const from =
    existing === undefined
      ? 0
      : 1 +
        Math.max(
          -1,
          ...[...decodePart(known ?? '', existing.bytes).matchAll(/<[\w.-]*:?comment\s[^>]*?id="(\d+)"/g)].map(
            (match) => Number(match[1]),
          ),
        )
  const changed = new Map<string, string>([[main, addCommentAnchors(part, comments, from)]])
  const name = known ?? `${main.slice(0, main.lastIndexOf('/') + 1)}comments.xml`
  changed.set(name, withComments(existing === undefined ? undefined : decodePart(name, existing.bytes), comments, from))
  if (existing === undefined) {
    changed.set(
      CONTENT_TYPES,
      insertBefore(
        read.contentTypes.source,
        '</Types>',
        `<Override PartName="/${name}" ContentType="${COMMENTS_TYPE}"/>`,
      ),
    )
    const relations = relationshipsName(main)
    const source =
      archive.get(relations)?.bytes.toString('utf8') ??
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    changed.set(
      relations,
      insertBefore(
        source,
        '</Relationships>',
        `<Relationship Id="rIdDocgenComments" Type="${COMMENTS}" Target="/${name}"/>`,
      ),
    )
  }
  return writeArchive(entriesOf(archive, changed))
}

const CONTENT_TYPES = '[Content_Types].xml'

function commentsOn(part: XmlPart, mistakes: readonly Mistake[]): MistakeComment[] {
  const { paragraphs } = collectFlows(part)
  const first = paragraphs.find((each) => each.element.name === 'w:p' && inBox(each.element) === undefined)?.element
  return mistakes.slice(0, MAX_COMMENTS).flatMap((each) => {
    const found =
      each.part === 'body' && each.paragraph !== undefined
        ? blockOf(paragraphs[each.paragraph - 1]?.element)
        : undefined
    if (found !== undefined) return [{ paragraph: found, text: `${each.message} Near “${each.around}”. ${each.fix}` }]
    return first === undefined ? [] : [{ paragraph: first, text: `${placeOf(each)}: ${each.message} ${each.fix}` }]
  })
}

const inBox = (element: XmlElement): XmlElement | undefined => ancestor(element, 'w:txbxContent')

/** The paragraph to comment: the one around a drawing or text box, where Word allows no comments. */
function blockOf(element: XmlElement | undefined): XmlElement | undefined {
  let at = element
  while (at !== undefined && (at.name !== 'w:p' || inBox(at) !== undefined)) at = at.parent
  return at
}

function entriesOf(archive: Archive, changed: ReadonlyMap<string, string>): PackedEntry[] {
  const entries: PackedEntry[] = [...archive.values()].map((entry) => {
    const xml = changed.get(entry.name)
    return xml === undefined ? entry : packEntry(entry.name, Buffer.from(xml, 'utf8'))
  })
  for (const [name, xml] of changed) if (!archive.has(name)) entries.push(packEntry(name, Buffer.from(xml, 'utf8')))
  return entries
}
