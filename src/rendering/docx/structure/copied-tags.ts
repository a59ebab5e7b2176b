/**
 * Tags in text that Word has copied from elsewhere: lines of a table of contents, the text of a reference.
 */
import type { CopyNode, ProgramNode } from '../../template/program.ts'
import { nestTags } from '../../template/tags/nest-tags.ts'
import type { ScannedFlow } from '../flows/scan-flow.ts'
import { type Interval, OUTERMOST, replaceWithXml, replacementOf } from '../sections/intervals.ts'
import type { OutlinePlaces } from './outline-places.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'

export const copyOf = (names: readonly string[], children: readonly ProgramNode[]): CopyNode => ({
  node: 'copy',
  names: [...new Set(names)],
  children,
})

/** A line of a table of contents as a whole. */
export function lineInterval({ flow, tags }: ScannedFlow, places: OutlinePlaces): Interval[] {
  const names = tags.filter(({ tag }) => tag.kind !== 'close' && tag.kind !== 'comment').map(({ tag }) => tag.name)
  const [paragraph] = flow.paragraphs
  if (paragraph === undefined || names.length === 0) return []
  const { start, end } = paragraph.element
  return [
    {
      from: start,
      to: end,
      rank: OUTERMOST,
      replacement: (inner) => replacementOf(copyOf(names, inner.nodes), [places.copy(inner.outline)]),
    },
  ]
}

/**
 * Marks fields as out of date whose copy has names that are not those of the whole document: Word makes the copy anew
 * when it opens the document.
 */
export function staleFields(part: XmlPart, scanned: readonly ScannedFlow[]): Interval[] {
  const copies = scanned.flatMap(({ tags }) => tags.filter(isCopied))
  if (copies.length === 0) return []
  const plain = new Set<string>()
  for (const { flow, tags } of scanned) {
    if (flow.kind !== 'text') continue
    for (const { open, close } of nestTags(tags, (each) => each.tag))
      if (close === undefined && !isCopied(open)) plain.add(open.tag.name)
  }
  const marks = new Set<XmlElement>()
  for (const { tag, pieces } of copies) {
    const mark = pieces[0]?.atom.copy?.begin
    if (mark !== undefined && !plain.has(tag.name)) marks.add(mark)
  }
  return [...marks].map((mark) => {
    const start = part.source.slice(mark.start, mark.inner)
    const xml = /dirty=/.test(start) ? start : start.replace(/\s*\/?>$/, ` ${part.prefix}dirty="true"$&`)
    return replaceWithXml(mark.start, mark.inner, xml)
  })
}

const isCopied = ({ pieces }: ScannedFlow['tags'][number]): boolean => pieces[0]?.atom.copy !== undefined
