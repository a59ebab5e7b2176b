/**
 * What is seen on the page, as places in the source.
 */
import { type Paragraph, type PartFlows, type PlacedTag, hasBraces } from './flows.ts'
import type { ScannedFlow } from './scan-flow.ts'
import { firstIndex } from './search.ts'
import { sourceOffset } from './source-offsets.ts'

/** What lies on the page: answers whether anything is seen between two places. */
export class Page {
  /** Offsets of everything that is seen and is not a section's tag, ascending. */
  readonly #solids: readonly number[]

  constructor({ paragraphs, solids }: PartFlows, scanned: readonly ScannedFlow[]) {
    const tags = Map.groupBy(scanned.flatMap(each => each.tags), each => each.paragraph)
    const all = [...solids]
    for (const paragraph of paragraphs) addTextSolids(paragraph, tags.get(paragraph) ?? [], all)
    this.#solids = all.sort((a, b) => a - b)
  }

  /** How many things are seen in [from, to). */
  count(from: number, to: number): number {
    return Math.max(0, this.#index(to) - this.#index(from))
  }

  empty(from: number, to: number): boolean {
    const next = this.#solids[this.#index(from)]
    return next === undefined || next >= to
  }

  #index(offset: number): number {
    return firstIndex(this.#solids, each => each >= offset)
  }
}

/** Text outside of tags, and variables, make a paragraph more than its section tags. */
function addTextSolids(paragraph: Paragraph, tags: readonly PlacedTag[], solids: number[]): void {
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
    if (tag.kind === 'variable') solids.push(sourceOffset(paragraph, offset))
    at = offset + tag.end - tag.start
  }
  addChunk(text.length)
}
