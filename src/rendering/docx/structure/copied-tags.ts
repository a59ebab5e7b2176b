/**
 * Tags in text that Word has copied from elsewhere: lines of a table of contents, the text of a reference.
 */
import type { CopyNode, ProgramNode } from '../../template/program.ts'
import { type NestedTag, nestTags } from '../../template/tags/nest-tags.ts'
import type { PlacedTag } from '../flows/flows.ts'
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
 * Marks fields as out of date whose copy has names that are asked for neither in the whole document nor in the sections
 * round the copy: Word makes the copy anew when it opens the document.
 */
export function staleFields(part: XmlPart, scanned: readonly ScannedFlow[]): Interval[] {
  if (!scanned.some(({ tags }) => tags.some(isCopied))) return []
  const stale = new Set<XmlElement>()
  const note = (tag: PlacedTag, known: ReadonlySet<string>): void => {
    const mark = tag.pieces[0]?.atom.copy?.begin
    if (mark !== undefined && !known.has(tag.tag.name)) stale.add(mark)
  }
  const visit = (nodes: readonly NestedTag<PlacedTag>[], around: ReadonlySet<string>): ReadonlySet<string> => {
    const own = nodes.filter(({ open, close }) => close === undefined && !isCopied(open))
    const known = new Set([...around, ...own.map(({ open }) => open.tag.name)])
    for (const { open, close, children } of nodes) {
      if (isCopied(open)) note(open, known)
      if (close !== undefined) visit(children, known)
    }
    return known
  }
  const whole = new Set<string>()
  for (const { flow, tags } of scanned)
    if (flow.kind === 'text')
      for (const each of visit(
        nestTags(tags, ({ tag }) => tag),
        whole,
      ))
        whole.add(each)
  for (const { flow, tags } of scanned) if (flow.kind === 'copy') for (const each of tags) note(each, whole)
  return [...stale].map((mark) => {
    const start = part.source.slice(mark.start, mark.inner)
    const xml = /dirty=/.test(start) ? start : start.replace(/\s*\/?>$/, ` ${part.prefix}dirty="true"$&`)
    return replaceWithXml(mark.start, mark.inner, xml)
  })
}

const isCopied = ({ pieces }: PlacedTag): boolean => pieces[0]?.atom.copy !== undefined
