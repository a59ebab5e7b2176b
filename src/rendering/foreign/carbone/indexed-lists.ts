/**
 * Lists that carbone marks by an index: what stands from the first `[i]` up to `[i+1]` is one round, in a text, in
 * cells, rows, or paragraphs and tables; the samples are removed.
 */
import type { Flow, Paragraph } from '../../docx/flows/flows.ts'
import type { JoinedFlow } from '../../docx/flows/join-flow.ts'
import { piecesOf, sourceOffset } from '../../docx/flows/source-offsets.ts'
import { firstIndex } from '../../docx/xml/search.ts'
import { type XmlElement, type XmlPart, ancestor } from '../../docx/xml/xml-tree.ts'
import { type Problem, type Remark, quoteTag } from '../problems.ts'
import { type SourceEdit, removeElements } from '../remove-elements.ts'
import type { IndexedLoop, TagRange } from '../syntax.ts'
import { textEdits, wrapElements } from '../unit-edits.ts'

/** Tags of one list with the samples behind them; a list may be shown in several places. */
interface Showing {
  readonly name: string
  readonly at: readonly TagRange[]
  readonly samples: readonly TagRange[]
}

/** Puts a section around each round, and removes the samples. Nothing repeats outside of a text: a problem. */
export function loopEdits(
  part: XmlPart,
  flow: Flow,
  joined: JoinedFlow,
  loops: readonly IndexedLoop[],
): { edits: SourceEdit[]; problems: Problem[]; remarks: Remark[] } {
  const starts = loops.flatMap(({ at: [first] }) => (first === undefined ? [] : [first]))
  if (flow.kind !== 'text' || starts.length === 0)
    return { edits: [], problems: starts.map((each) => placeProblem(joined, each)), remarks: [] }
  const edits = new ListEdits(part, joined, loops)
  for (const loop of loops) for (const showing of showings(loop)) edits.add(showing)
  return { edits: edits.all(), problems: [], remarks: edits.alone.map((each) => aloneRemark(joined, each)) }
}

const placeProblem = ({ text }: JoinedFlow, { start, end }: TagRange): Problem => ({
  at: start,
  message: `${quoteTag(text.slice(start, end))} is a value of each item, and nothing repeats in this place.`,
  fix: 'Take it out, or ask for one value under a name without [i].',
  accepted: 'One value is asked for.',
})

const aloneRemark = ({ text }: JoinedFlow, { start, end }: TagRange): Remark => ({
  at: start,
  message: `${quoteTag(text.slice(start, end))} has no [i+1] behind it: carbone shows the first item only, here all.`,
  fix: 'Write [0] for [i] where only the first one is meant.',
})

function showings({ name, at, samples }: IndexedLoop): Showing[] {
  const found: { name: string; at: TagRange[]; samples: TagRange[] }[] = []
  const all = [...at.map((tag) => ({ tag, isSample: false })), ...samples.map((tag) => ({ tag, isSample: true }))]
  for (const { tag, isSample } of all.toSorted((a, b) => a.tag.start - b.tag.start)) {
    const last = found.at(-1)
    if (isSample) last?.samples.push(tag)
    else if (last === undefined || last.samples.length > 0) found.push({ name, at: [tag], samples: [] })
    else last.at.push(tag)
  }
  return found
}

class ListEdits {
  readonly #part: XmlPart
  readonly #joined: JoinedFlow
  /** Where paragraphs with tags begin that are samples of no list. */
  readonly #used: readonly number[]
  readonly #opens: SourceEdit[] = []
  readonly #closes: SourceEdit[] = []
  readonly #texts: SourceEdit[] = []
  readonly #removed = new Set<XmlElement>()
  /** Up to where a paragraph’s text belongs to lists already. */
  readonly #shown = new Map<Paragraph, number>()
  /** The first tag of each list without a sample. */
  readonly alone: TagRange[] = []

  constructor(part: XmlPart, joined: JoinedFlow, loops: readonly IndexedLoop[]) {
    this.#part = part
    this.#joined = joined
    const samples = new Set(loops.flatMap((each) => each.samples))
    const tags = loops.flatMap((each) => each.at.filter((tag) => !samples.has(tag)))
    this.#used = tags.map((each) => this.#paragraphOf(each).start).toSorted((a, b) => a - b)
  }

  /** What closes at a place comes before what opens there, inner ones first. */
  all(): SourceEdit[] {
    return [...this.#closes.toReversed(), ...this.#opens, ...this.#texts, ...removeElements(this.#part, this.#removed)]
  }

  add({ name, at, samples }: Showing): void {
    const [last, sample] = [at.at(-1), samples[0]]
    if (last === undefined) return
    if (sample === undefined) {
      this.#addAlone(name, at)
      return
    }
    const from = this.#paragraphOf(last)
    const to = this.#paragraphOf(sample)
    if (from === to) {
      const inText = at.filter((each) => this.#paragraphOf(each) === from)
      this.#addInText(
        name,
        inText,
        samples.filter((each) => this.#paragraphOf(each) === from),
      )
      this.#addAlone(
        name,
        at.filter((each) => !inText.includes(each)),
      )
      return
    }
    const row = ancestor(from, 'w:tr')
    if (row !== undefined && row === ancestor(to, 'w:tr') && cellOf(from) !== cellOf(to)) {
      const rowOf = (tag: TagRange): XmlElement | undefined => ancestor(this.#paragraphOf(tag), 'w:tr')
      const samplesByRow = Map.groupBy(samples, rowOf)
      for (const [each, own] of Map.groupBy(at, rowOf)) this.#addElements(name, own, samplesByRow.get(each) ?? [])
      return
    }
    this.#addElements(name, at, samples)
  }

  #paragraphOf({ start }: TagRange): XmlElement {
    return this.#joined.paragraphAt(start).paragraph.element
  }

  /** Without a sample each row, or paragraph, is a round. */
  #addAlone(name: string, at: readonly TagRange[]): void {
    this.alone.push(...at.slice(0, 1))
    const units = new Set(at.map((each) => this.#paragraphOf(each)).map((each) => ancestor(each, 'w:tr') ?? each))
    for (const each of units) this.#wrap(each, each, name)
  }

  /** Carbone repeats whole pieces of text: what stands before a tag in its piece belongs to it. */
  #addInText(name: string, at: readonly TagRange[], samples: readonly TagRange[]): void {
    const [first, last] = [at[0], at.at(-1)]
    const [sample, lastSample] = [samples[0], samples.at(-1)]
    if (first === undefined || last === undefined || sample === undefined || lastSample === undefined) return
    const { paragraph } = this.#joined.paragraphAt(first.start)
    const from = Math.max(this.#pieceStart(first), this.#shown.get(paragraph) ?? 0)
    const place = sourceOffset(paragraph, this.#joined.paragraphAt(from).offset)
    this.#opens.push({ from: place, to: place, xml: `{{#${name}}}` })
    const piece = this.#pieceStart(sample)
    const start = piece >= last.end ? piece : sample.start
    this.#texts.push(...textEdits(this.#joined, { start, end: lastSample.end, text: `{{/${name}}}` }))
    this.#shown.set(paragraph, lastSample.end)
  }

  /** Where the piece of text begins that a tag begins in. */
  #pieceStart({ start }: TagRange): number {
    const { paragraph, offset } = this.#joined.paragraphAt(start)
    return start - offset + (piecesOf(paragraph, offset, offset + 1)[0]?.atom.offset ?? offset)
  }

  /** From the element with the first tag to the one before the sample's, side by side. */
  #addElements(name: string, at: readonly TagRange[], samples: readonly TagRange[]): void {
    const [sample, lastSample] = [samples[0], samples.at(-1)]
    const last = at.at(-1)
    const pair =
      last === undefined || sample === undefined
        ? undefined
        : siblingsOf(this.#paragraphOf(last), this.#paragraphOf(sample))
    const parent = pair?.[1].parent
    if (pair === undefined || parent === undefined || lastSample === undefined) {
      this.#addAlone(name, at)
      return
    }
    const childOf = (tag: TagRange): XmlElement | undefined => childAbove(this.#paragraphOf(tag), parent)
    const first = at.map(childOf).find((each) => each !== undefined) ?? pair[0]
    const { children } = parent
    const indexOf = (element: XmlElement): number => firstIndex(children, (each) => each.start >= element.start)
    const end = indexOf(pair[1])
    this.#wrap(first, children[end - 1] ?? first, name)
    const others = at.filter((each) => childOf(each) === undefined)
    if (others.length > 0) this.#addAlone(name, others)
    const to = childOf(lastSample) ?? pair[1]
    for (const each of children.slice(end, indexOf(to) + 1)) if (!this.#isUsed(each)) this.#removed.add(each)
  }

  #wrap(first: XmlElement, last: XmlElement, name: string): void {
    const [open, close] = wrapElements(this.#part, first, last, name)
    this.#opens.push(open)
    this.#closes.push(close)
  }

  #isUsed({ start, end }: XmlElement): boolean {
    const next = this.#used[firstIndex(this.#used, (each) => each >= start)]
    return next !== undefined && next < end
  }
}

const cellOf = (paragraph: XmlElement): XmlElement | undefined => ancestor(paragraph, 'w:tc')

/** The child of an element that an element is, or is in. */
function childAbove(element: XmlElement, parent: XmlElement): XmlElement | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) if (at.parent === parent) return at
  return undefined
}

/** The elements side by side that two elements are, or are in; undefined where the second is not behind the first. */
function siblingsOf(one: XmlElement, other: XmlElement): readonly [XmlElement, XmlElement] | undefined {
  for (let at: XmlElement | undefined = other; at?.parent !== undefined; at = at.parent) {
    const first = childAbove(one, at.parent)
    if (first !== undefined) return first.start < at.start ? [first, at] : undefined
  }
  return undefined
}
