/**
 * Sections round the rows and paragraphs that carbone repeats by an index.
 */
import type { Flow } from '../docx/flows/flows.ts'
import type { JoinedFlow } from '../docx/flows/join-flow.ts'
import { type XmlElement, type XmlPart, ancestor } from '../docx/xml/xml-tree.ts'
import { escapeXml } from '../template/encode-text.ts'
import type { IndexedLoop } from './syntax.ts'
import type { SourceEdit } from './remove-elements.ts'

/** Puts a section around each row (or paragraph) of each list, and removes their samples. */
export function loopEdits(part: XmlPart, flow: Flow, joined: JoinedFlow, loops: readonly IndexedLoop[]): SourceEdit[] {
  if (flow.kind !== 'text') return []
  const unitsAt = (places: readonly number[]): Set<XmlElement> =>
    new Set(places.map((at) => unitOf(joined.paragraphAt(at).paragraph.element)))
  const all = unitsAt(loops.flatMap((each) => each.at))
  return loops.flatMap(({ name, at, samples }) => {
    const units = unitsAt(at)
    const parents = new Set([...units].map((each) => each.parent))
    // A sample is removed only beside its list; elsewhere it may be all that its cell or table holds.
    const dropped = [...unitsAt(samples)].filter((each) => !all.has(each) && parents.has(each.parent))
    return [
      ...[...units].flatMap((unit) => wrapInSection(part, unit, name)),
      ...dropped.map((each) => ({ from: each.start, to: each.end, xml: '' })),
    ]
  })
}

/** The tags are in paragraphs or rows of their own, which are dropped when the template is compiled. */
function wrapInSection(part: XmlPart, unit: XmlElement, name: string): SourceEdit[] {
  const { prefix: w } = part
  const alone = (text: string): string => {
    const own = paragraph(part, `<${w}r><${w}t>${escapeXml(text)}</${w}t></${w}r>`)
    return unit.name === 'w:tr' ? `<${w}tr><${w}tc>${own}</${w}tc></${w}tr>` : own
  }
  return [
    { from: unit.start, to: unit.start, xml: alone(`{{#${name}}}`) },
    { from: unit.end, to: unit.end, xml: alone(`{{/${name}}}`) },
  ]
}

const paragraph = (part: XmlPart, runs: string): string => `<${part.prefix}p>${runs}</${part.prefix}p>`

const unitOf = (element: XmlElement): XmlElement => ancestor(element, 'w:tr') ?? element
