/**
 * Reads a Word template that was written for another engine, and writes it in this one's language.
 */
import { type Result, Refused, ok } from '../../domain/errors.ts'
import type { Syntax } from '../../domain/template-format.ts'
import { type Archive, openArchive } from '../docx/archive.ts'
import { type Flow, collectFlows } from '../docx/flows.ts'
import { type JoinedFlow, joinFlow } from '../docx/scan-flow.ts'
import { piecesOf } from '../docx/source-offsets.ts'
import { append, around } from '../docx/compile-part.ts'
import { type PackedData, packEntry, writeArchive } from '../docx/pack.ts'
import { readPackage } from '../docx/package.ts'
import { MOST_ELEMENTS, type XmlElement, type XmlPart, ancestor, child, parsePart } from '../docx/xml.ts'
import type { Mistake } from '../mistake.ts'
import { escapeXml } from '../values.ts'
import { readCarbone } from './carbone.ts'
import { readDocxtemplater } from './docxtemplater.ts'
import { readJinja } from './jinja.ts'
import { type Conversion, ConvertedFile, type IndexedLoop, type Problem, type Reader } from './syntax.ts'

/** Something that has no counterpart in this engine's language, and what became of it. */
export interface Loss extends Mistake {
  readonly accepted: string
}

export interface ConvertedTemplate {
  /** The Word file with this engine's tags. */
  readonly bytes: Uint8Array
  /** How many tags were rewritten. */
  readonly tags: number
  readonly losses: readonly Loss[]
}

const READERS: Readonly<Record<Syntax, Reader>> = { docxtemplater: readDocxtemplater, jinja: readJinja, carbone: readCarbone }

/**
 * Converts a Word template. Refusals are those of `compileTemplate` for a file as a whole; what has no counterpart is listed with its place
 * and stands in the file as its `accepted` says.
 */
export async function convertForeign(bytes: Uint8Array, syntax: Syntax): Promise<Result<ConvertedTemplate>> {
  const archive = await openArchive(bytes)
  if (!archive.ok) return archive
  try {
    const budget = { left: MOST_ELEMENTS }
    const read = readPackage(archive.value, budget)
    if (!read.ok) return read
    const labels = new Map(read.value.flows.map(each => [each.name, each.label]))
    const losses: Loss[] = []
    const file = new ConvertedFile()
    const changed = new Map<string, string>()
    for (const entry of archive.value.values()) {
      if (!entry.name.endsWith('.xml') || entry.name === '[Content_Types].xml' || !entry.bytes.includes('{')) continue
      const label = labels.get(entry.name)
      if (label === undefined && !entry.name.startsWith('docProps/') && !entry.name.includes('/charts/')) continue
      const part = parsePart(entry.name, entry.bytes, budget)
      const converted = convertPart(part, label ?? entry.name, flow => READERS[syntax](flow, file))
      append(losses, converted.losses)
      if (converted.source !== part.source) changed.set(entry.name, converted.source)
    }
    return ok({ bytes: writeArchive(entriesOf(archive.value, changed)), tags: file.tags, losses })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    throw error
  }
}

const mayHoldTags = (text: string): boolean => text.includes('{')

interface SourceEdit {
  readonly from: number
  readonly to: number
  readonly xml: string
}

function convertPart(part: XmlPart, label: string, read: (flow: string) => Conversion): { source: string; losses: Loss[] } {
  const losses: Loss[] = []
  const edits: SourceEdit[] = []
  for (const flow of collectFlows(part, mayHoldTags).flows) {
    if (flow.kind === 'deleted') continue
    const joined = joinFlow(flow, mayHoldTags)
    const conversion = read(joined.text)
    if (!flow.twin) append(losses, conversion.problems.map(problem => lossOf(problem, label, joined)))
    append(edits, textEdits(joined, conversion))
    append(edits, loopEdits(part, flow, joined, conversion.loops ?? []))
  }
  return { source: apply(part.source, edits), losses }
}

function lossOf({ at, message, fix, accepted }: Problem, part: string, joined: JoinedFlow): Loss {
  const { paragraph, offset } = joined.paragraphAt(at)
  return { part, paragraph: paragraph.number, heading: paragraph.heading, around: around(paragraph, offset), message, fix, accepted }
}

/** The new tag in place of the first piece of the old one. */
function textEdits(joined: JoinedFlow, conversion: Conversion): SourceEdit[] {
  return conversion.edits.flatMap(edit => {
    const { paragraph, offset } = joined.paragraphAt(edit.start)
    return piecesOf(paragraph, offset, offset + edit.end - edit.start).map((piece, index) => ({ from: piece.from, to: piece.to, xml: index === 0 ? escapeXml(edit.text) : '' }))
  })
}

/** A section round the row (or paragraph) of each list, and its sample dropped. */
function loopEdits(part: XmlPart, flow: Flow, joined: JoinedFlow, loops: readonly IndexedLoop[]): SourceEdit[] {
  if (flow.kind !== 'text') return []
  return loops.flatMap(loop => {
    const unit = unitOf(joined.paragraphAt(loop.at).paragraph.element)
    const edits: SourceEdit[] = []
    const tag = (text: string): string => `<${part.prefix}r><${part.prefix}t>${escapeXml(text)}</${part.prefix}t></${part.prefix}r>`
    const [begin, end] = [tag(`{{#${loop.name}}}`), tag(`{{/${loop.name}}}`)]
    if (unit.name === 'w:tr') {
      const paragraphs = paragraphsIn(unit)
      const [first, last] = [paragraphs[0], paragraphs.at(-1)]
      if (first === undefined || last === undefined) return []
      const at = child(first, 'w:pPr')?.end ?? first.inner
      edits.push({ from: at, to: at, xml: begin }, { from: last.innerEnd, to: last.innerEnd, xml: end })
    } else edits.push({ from: unit.start, to: unit.start, xml: paragraph(part, begin) }, { from: unit.end, to: unit.end, xml: paragraph(part, end) })
    const sample = loop.sample === undefined ? undefined : unitOf(joined.paragraphAt(loop.sample).paragraph.element)
    return sample === undefined || sample === unit ? edits : [...edits, { from: sample.start, to: sample.end, xml: '' }]
  })
}

const paragraph = (part: XmlPart, runs: string): string => `<${part.prefix}p>${runs}</${part.prefix}p>`
const unitOf = (element: XmlElement): XmlElement => ancestor(element, 'w:tr') ?? element
const paragraphsIn = (element: XmlElement): XmlElement[] => element.children.flatMap(each => (each.name === 'w:p' ? [each] : paragraphsIn(each)))

/** Later edits inside a dropped range are of no account. */
function apply(source: string, edits: readonly SourceEdit[]): string {
  const isInsert = (edit: SourceEdit): number => (edit.from === edit.to ? 0 : 1)
  const sorted = edits.toSorted((a, b) => a.from - b.from || isInsert(a) - isInsert(b) || b.to - a.to)
  let xml = ''
  let at = 0
  for (const edit of sorted) {
    if (edit.from < at) continue
    xml += source.slice(at, edit.from) + edit.xml
    at = edit.to
  }
  return xml + source.slice(at)
}

function entriesOf(archive: Archive, changed: ReadonlyMap<string, string>): PackedData[] {
  return [...archive.values()].map(entry => {
    const xml = changed.get(entry.name)
    return xml === undefined ? entry : packEntry(entry.name, Buffer.from(xml, 'utf8'))
  })
}
