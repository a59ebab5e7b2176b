/**
 * What is visible on the page, as places in the source.
 */
import { type Paragraph, type PartFlows, type PlacedTag, hasBraces } from './flows.ts'
import type { ScannedFlow } from './scan-flow.ts'
import { firstIndex } from '../xml/search.ts'
import { sourceOffset } from './source-offsets.ts'

/** Answers whether anything is visible between two places. */
export class Page {
  readonly #flows: PartFlows
  readonly #scanned: readonly ScannedFlow[]
  #all: readonly number[] | undefined

  constructor(flows: PartFlows, scanned: readonly ScannedFlow[]) {
    this.#flows = flows
    this.#scanned = scanned
  }

  /**
   * Offsets of everything visible that is not a section's tag, ascending. Computed on first use: parts with nothing but
   * variables never need it.
   */
  get #solids(): readonly number[] {
    this.#all ??= visibleOffsets(this.#flows, this.#scanned)
    return this.#all
  }

  /** Number of visible things in [from, to). */
  count(from: number, to: number): number {
    const solids = this.#solids
    return Math.max(0, firstIndex(solids, (each) => each >= to) - firstIndex(solids, (each) => each >= from))
  }

  isEmpty(from: number, to: number): boolean {
    const solids = this.#solids
    const next = solids[firstIndex(solids, (each) => each >= from)]
    return next === undefined || next >= to
  }
}

function visibleOffsets(
  { paragraphs, visible: solids }: PartFlows,
  scanned: readonly ScannedFlow[],
): readonly number[] {
  const tags = Map.groupBy(
    scanned.flatMap((each) => each.tags),
    (each) => each.paragraph,
  )
  const all = [...solids]
  for (const paragraph of paragraphs) addTextOffsets(paragraph, tags.get(paragraph) ?? [], all)
  return all.sort((a, b) => a - b)
}

/** Text outside of tags, and variables, make a paragraph more than its section tags. */
function addTextOffsets(paragraph: Paragraph, tags: readonly PlacedTag[], solids: number[]): void {
  const { text, atoms } = paragraph
  if (!hasBraces(text)) {
    for (const atom of atoms) if (atom.isText && /\S/.test(atom.text)) solids.push(atom.from)
    return
  }
  let at = 0
  const addChunk = (to: number): void => {
    const offset = to > at ? text.slice(at, to).search(/\S/) : -1
    if (offset >= 0) solids.push(sourceOffset(paragraph, at + offset))
  }
  for (const { tag, offset } of tags) {
    addChunk(offset)
    if (tag.kind === 'variable' || tag.kind === 'literal') solids.push(sourceOffset(paragraph, offset))
    at = offset + tag.end - tag.start
  }
  addChunk(text.length)
}
