/**
 * Compiles one XML part: finds its tags, anchors its sections, and makes a program of it.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { Mistake } from '../../template/mistake.ts'
import type { ProgramNode } from '../../template/program.ts'
import { collectFlows } from '../flows/collect-flows.ts'
import { Page } from '../flows/page.ts'
import { scanFlow } from '../flows/scan-flow.ts'
import { assemble } from '../sections/assemble.ts'
import { RangeMarks } from '../sections/range-marks.ts'
import { listIntervals } from '../structure/list-rounds.ts'
import { PageSetup } from '../structure/page-setup.ts'
import { Rounds } from '../structure/rounds.ts'
import { idIntervals } from '../structure/unique-ids.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import { staleFields } from '../structure/copied-tags.ts'
import { type FileContext, FlowCompiler } from './flow-compiler.ts'
import { type TaggedLink, linkIntervals, findLinkMistakes } from './links.ts'
import {
  breakRowMistake,
  cutFieldMistake,
  findColumnMistakes,
  findLookAlikes,
  unhandledTagMistake,
  listMistakes,
} from './part-mistakes.ts'
import { findPictures } from './pictures/find-pictures.ts'
import { skippedIntervals } from './pictures/skipped-pictures.ts'

export interface CompiledPart {
  /** Undefined when the part holds no tags: it is copied as it is. */
  readonly program: readonly ProgramNode[] | undefined
  readonly outline: readonly OutlineNode[]
  readonly mistakes: readonly Mistake[]
  /** What looks like a tag and is none. */
  readonly remarks: readonly Mistake[]
  /** The relationships that only its placeholder pictures use. */
  readonly pictureIds?: readonly string[]
  /** Whether Markdown may become blocks in it. */
  readonly holdsBlocks: boolean
  /** The lists that begin anew in the rounds of its sections. */
  readonly lists: ReadonlySet<string>
}

/**
 * Compiles a parsed part. `label` is its name for people (`body`, `header 1`); `links` are its hyperlinks with tags in
 * their address. What only looks like a tag is looked for when the template is kept.
 */
export function compilePart(
  part: XmlPart,
  label: string,
  file: FileContext,
  links: readonly TaggedLink[],
  isKept: boolean,
): CompiledPart {
  const collected = collectFlows(part)
  const pictures = findPictures(part)
  const scanned = collected.flows
    .filter((each) => each.kind !== 'attribute' || !pictures.claimed.has(each.start))
    .map(scanFlow)
  const page = new Page(collected, scanned)
  const looks = findLookAlikes(isKept ? collected.paragraphs : [], label)
  const nothing: CompiledPart = { ...NOTHING, remarks: looks.remarks }
  const mistakes = [
    ...scanned.flatMap((each) => listMistakes(each, label)),
    ...scanned.flatMap((each) => findColumnMistakes(each, page, label)),
    ...findLinkMistakes(links, label),
    ...looks.mistakes,
  ]
  if (mistakes.length > 0) return { ...nothing, mistakes }
  const rounds = new Rounds(file.slots)
  const notes = file.notes.own(part, rounds)
  const added = [...pictures.intervals, ...linkIntervals(part, links), ...notes.intervals]
  if (scanned.length === 0 && added.length === 0) return nothing

  const marks = new RangeMarks(part, collected.marks)
  const compiler = new FlowCompiler({ part, file, page, marks, rounds, collected, setup: () => setup })
  for (const flow of scanned) compiler.add(flow)
  const { sections, refused } = compiler
  // Only sections take breaks along.
  const isBroken = sections.length > 0 && collected.breaks.length > 0
  const setup = isBroken ? new PageSetup(part, collected.breaks, sections, page) : undefined
  const unfit = [
    ...refused.map((each) => cutFieldMistake(each, label)),
    ...(setup?.refused ?? []).map((each) => breakRowMistake(each.openTag, label)),
  ]
  if (unfit.length > 0) return { ...nothing, mistakes: unfit }

  const repeated = [...notes.repeated, ...sections]
  const references = file.notes.refer(part, collected.references, repeated)
  const ids = idIntervals(part, collected, repeated, references.references, rounds, file.slots)
  const numbered = listIntervals(part, collected.paragraphs, sections, file.numbering, rounds)
  marks.ids = ids
  const piece = assemble(
    part.source,
    [
      ...added,
      ...compiler.finish(),
      ...skippedIntervals(part, pictures.placeholders, page, scanned, marks),
      ...(setup?.intervals ?? []),
      ...references.intervals,
      ...ids,
      ...numbered.intervals,
      ...(label === 'body' ? staleFields(part, scanned) : []),
    ],
    file.pool,
    withoutOptionalIds,
  )
  if (piece.left !== undefined) return { ...nothing, mistakes: [unhandledTagMistake(part, label, piece.left)] }
  const { holdsBlocks } = compiler
  const { nodes: program, outline } = piece
  return { ...nothing, program, outline, holdsBlocks, lists: numbered.lists, pictureIds: pictures.ids }
}

const NOTHING: CompiledPart = {
  program: undefined,
  outline: [],
  mistakes: [],
  remarks: [],
  holdsBlocks: false,
  lists: new Set(),
}

/**
 * Removes optional ids of paragraphs and drawings: repeated they would clash, and Word assigns new ones when they are
 * missing.
 */
function withoutOptionalIds(xml: string): string {
  return !xml.includes('14:')
    ? xml
    : xml.replace(/ w14:(?:paraId|textId)="[^"]*"| wp14:(?:anchorId|editId)="[^"]*"/g, '')
}
