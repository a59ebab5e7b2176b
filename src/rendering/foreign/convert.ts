/**
 * Converts a Word template that was written for another engine to this engine's syntax.
 */
import { Refused, type Result, ok } from '../../domain/kernel/errors.ts'
import type { Syntax } from '../../domain/template/template-format.ts'
import { append } from '../docx/compile/append.ts'
import { placedMistake } from '../docx/compile/part-mistakes.ts'
import { collectFlows } from '../docx/flows/collect-flows.ts'
import type { Flow } from '../docx/flows/flows.ts'
import { type JoinedFlow, joinFlow } from '../docx/flows/join-flow.ts'
import { readPackage } from '../docx/package/package.ts'
import { MAX_ELEMENTS } from '../docx/xml/element-budget.ts'
import { parsePart } from '../docx/xml/parse-part.ts'
import { type XmlPart, ancestor } from '../docx/xml/xml-tree.ts'
import { type Archive, openArchive } from '../docx/zip/archive.ts'
import { type PackedEntry, packEntry, writeArchive } from '../docx/zip/write-archive.ts'
import type { Mistake } from '../template/mistake.ts'
import { readCarbone } from './carbone/carbone.ts'
import { removeComments } from './remove-comments.ts'
import { ConvertedFile, type Meanings } from './converted-file.ts'
import { readDocxtemplater } from './docxtemplater.ts'
import { readJinja } from './jinja.ts'
import type { Problem, Remark } from './problems.ts'
import { joinSpanningTags } from './spanning-tags.ts'
import type { SyntaxReader } from './syntax.ts'
import { loopEdits } from './carbone/indexed-lists.ts'
import { pictureRemarks, textEdits, unitEdits, wrappedEdits } from './unit-edits.ts'
import type { SourceEdit } from './remove-elements.ts'

/** A construct without a counterpart in this engine's syntax, and what became of it. */
export interface Loss extends Mistake {
  readonly accepted: string
}

export interface ConvertedTemplate {
  /** The Word file with this engine's tags. */
  readonly bytes: Uint8Array
  /** How many tags were rewritten. */
  readonly tags: number
  /** The names of what the other engine loops over: certainly lists. */
  readonly lists: readonly string[]
  readonly losses: readonly Loss[]
  /** What the author should know although nothing is lost. */
  readonly remarks: readonly Mistake[]
  /** What its tags say about names. */
  readonly meanings: Meanings
}

const READERS: Readonly<Record<Syntax, SyntaxReader>> = {
  docxtemplater: readDocxtemplater,
  jinja: readJinja,
  carbone: readCarbone,
}

/**
 * Converts a Word template. Refusals are those of `compileTemplate` for a file as a whole; what has no counterpart is
 * listed with its place and replaced as its `accepted` says.
 */
export async function convertForeign(bytes: Uint8Array, syntax: Syntax): Promise<Result<ConvertedTemplate>> {
  const archive = await openArchive(bytes)
  if (!archive.ok) return archive
  try {
    const budget = { left: MAX_ELEMENTS }
    const read = readPackage(archive.value, budget)
    if (!read.ok) return read
    const labels = new Map(read.value.flows.map((each) => [each.name, each.label]))
    const losses: Loss[] = []
    const remarks: Mistake[] = []
    const file = new ConvertedFile()
    const changed = new Map<string, string>()
    for (const entry of archive.value.values()) {
      if (!entry.name.endsWith('.xml') || entry.name === '[Content_Types].xml' || !entry.bytes.includes('{')) continue
      const label = labels.get(entry.name)
      if (label === undefined && !entry.name.startsWith('docProps/') && !entry.name.includes('/charts/')) continue
      const part = parsePart(entry.name, entry.bytes, budget)
      const converted = convertPart(part, label ?? entry.name, syntax, file)
      append(losses, converted.losses)
      append(remarks, converted.remarks)
      if (converted.source !== part.source) changed.set(entry.name, converted.source)
    }
    const written = writeArchive(entriesOf(archive.value, changed))
    const { tags, lists, meanings } = file
    return ok({ bytes: written, tags, lists, losses, remarks, meanings })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    throw error
  }
}

const mayHoldTags = (text: string): boolean => text.includes('{') || text.includes('}')

function convertPart(
  part: XmlPart,
  label: string,
  syntax: Syntax,
  file: ConvertedFile,
): { source: string; losses: Loss[]; remarks: Mistake[] } {
  const losses: Loss[] = []
  const remarks: Mistake[] = []
  const edits: SourceEdit[] = []
  const collected = collectFlows(part, mayHoldTags)
  let flows: readonly Flow[] = collected.flows.filter((each) => each.kind !== 'deleted')
  if (syntax === 'jinja') {
    const taken = removeComments(part, flows, file)
    append(edits, taken.edits)
    append(
      losses,
      taken.problems.filter((each) => !each.flow.isFallback).map((each) => lossOf(each.problem, label, each.joined)),
    )
    flows = taken.flows
  }
  const spanning = joinSpanningTags(part, flows, collected.paragraphs, syntax)
  append(edits, spanning.edits)
  for (const flow of spanning.flows) {
    const joined = joinFlow(flow)
    const conversion = READERS[syntax](joined.text, file)
    if (conversion.problems.length > 0 && isCachedTitle(flow)) continue
    const { loops = [], wrapped = [], units = [] } = conversion
    const lists = loopEdits(part, flow, joined, loops)
    append(edits, lists.edits)
    for (const each of conversion.edits) append(edits, textEdits(joined, each))
    const sections = wrappedEdits(part, flow, joined, wrapped)
    const elements = unitEdits(part, flow, joined, units)
    const pictures = syntax === 'docxtemplater' ? pictureRemarks(part, flow, joined) : []
    append(edits, sections.edits)
    append(edits, elements.edits)
    if (flow.isFallback) continue
    for (const each of [...conversion.problems, ...lists.problems, ...sections.problems].toSorted(
      (a, b) => a.at - b.at,
    ))
      losses.push(lossOf(each, label, joined))
    for (const each of [...(conversion.remarks ?? []), ...lists.remarks, ...elements.remarks, ...pictures].toSorted(
      (a, b) => a.at - b.at,
    ))
      remarks.push(placed(each, label, joined))
  }
  return { source: applyEdits(part.source, edits), losses, remarks }
}

/** Word’s own record of what its titles were: half a tag in it is text. */
const isCachedTitle = ({ paragraphs: [first] }: Flow): boolean =>
  first !== undefined && ancestor(first.element, 'HeadingPairs', 'TitlesOfParts') !== undefined

const lossOf = (problem: Problem, part: string, joined: JoinedFlow): Loss => ({
  ...placed(problem, part, joined),
  accepted: problem.accepted,
})

function placed(remark: Remark, part: string, joined: JoinedFlow): Mistake {
  const { paragraph, offset } = joined.paragraphAt(remark.at)
  return placedMistake(remark, part, paragraph, offset)
}

/** Applies the edits; those inside a removed range are ignored. */
function applyEdits(source: string, edits: readonly SourceEdit[]): string {
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

function entriesOf(archive: Archive, changed: ReadonlyMap<string, string>): PackedEntry[] {
  return [...archive.values()].map((entry) => {
    const xml = changed.get(entry.name)
    return xml === undefined ? entry : packEntry(entry.name, Buffer.from(xml, 'utf8'))
  })
}
