/** Makes the program of a text or Markdown file: its text, its values with their places, its sections. */
import type { BytePool } from '../template/pool.ts'
import type { ProgramNode } from '../template/program.ts'
import type { MarkdownFlow, Piece } from './markdown/flow.ts'
import type { Places, Wrapped } from './markdown/places.ts'

/** A piece of the flow, or a part of one; `index` is that of the piece. */
interface Item {
  readonly piece: Piece
  readonly index: number
  readonly from: number
  readonly to: number
}

/** The program of a flow; `places` where it is Markdown. */
export function buildProgram(flow: MarkdownFlow, places: Places | undefined, pool: BytePool): ProgramNode[] {
  const items = splitPieces(flow, places?.wraps ?? [])
  const wraps = (places?.wraps ?? []).flatMap((each) => wholeItems(each, items))
  const begins = new Map(wraps.map((each) => [each.first, each]))
  const ends = new Set(wraps.map((each) => each.last))
  const marks = new Set(wraps.flatMap((each) => each.marks))
  const open: ProgramNode[][] = [[]]
  const put = (node: ProgramNode): void => {
    open.at(-1)?.push(node)
  }
  for (const [at, item] of items.entries()) {
    const { piece, index, from, to } = item
    const begun = begins.get(at)
    if (begun !== undefined) {
      const children: ProgramNode[] = []
      put({ node: 'wrap', wrap: begun.wrapped.wrap, children })
      open.push(children)
    }
    if (piece.kind === 'text') {
      const isEdge = to === piece.at + piece.text.length && places?.of.get(index + 1)?.in === 'text'
      const text = flow.text.slice(from, to)
      if (!marks.has(at)) put(pool.add(isEdge ? guardEnd(text) : text))
    } else if (piece.kind === 'value') {
      const markdown = places?.of.get(index)
      put({ node: 'value', name: piece.name, place: 'source', ...(markdown === undefined ? {} : { markdown }) })
    } else if (piece.kind === 'open') {
      const children: ProgramNode[] = []
      put({ node: 'section', name: piece.name, inverted: piece.inverted, children })
      open.push(children)
    } else open.pop()
    if (ends.has(at)) open.pop()
  }
  return open[0] ?? []
}

/** Text before a value, where a sign at its end would join the answer's. */
const guardEnd = (text: string): string =>
  text.replace(/(?<!\\)(?:\\\\)*\\$/, '$&\\').replace(/&(?=#?[A-Za-z0-9]*$)/, '\\&')

function splitPieces({ pieces }: MarkdownFlow, wraps: readonly Wrapped[]): Item[] {
  const cuts = wraps.flatMap(({ from, to, inner }) => [from, inner.from, inner.to, to]).toSorted((a, b) => a - b)
  const items: Item[] = []
  let next = 0
  for (const [index, piece] of pieces.entries()) {
    const end = piece.at + (piece.kind === 'text' ? piece.text.length : piece.kind === 'value' ? piece.word.length : 0)
    let from = piece.at
    while ((cuts[next] ?? Infinity) <= from) next += 1
    for (let cut = cuts[next] ?? Infinity; piece.kind === 'text' && cut < end; cut = cuts[++next] ?? Infinity) {
      if (cut > from) items.push({ piece, index, from, to: cut })
      from = cut
    }
    if (piece.kind !== 'text' || end > from) items.push({ piece, index, from, to: end })
  }
  return items
}

interface WrappedItems {
  readonly wrapped: Wrapped
  /** The items that are its marks. */
  readonly marks: readonly number[]
  readonly first: number
  readonly last: number
}

/** The items between the marks; none where a section reaches over one of them. */
function wholeItems(wrapped: Wrapped, items: readonly Item[]): WrappedItems[] {
  const { from, to } = wrapped.inner
  const isSection = ({ piece }: Item): boolean => piece.kind === 'open' || piece.kind === 'close'
  let first = lowerBound(items, from)
  while (first < items.length && isSection(items[first] as Item) && items[first]?.from === from) first += 1
  let last = first
  while (last + 1 < items.length && (items[last + 1]?.to ?? Infinity) <= to) last += 1
  const within = (index: number): boolean => {
    const piece = items[index]?.piece
    return piece !== undefined && 'other' in piece && inner.has(piece.other)
  }
  const inner = new Set(items.slice(first, last + 1).map((each) => each.index))
  // A section that begins or ends at an edge is inside if its other end is.
  while (last > first && isSection(items[last] as Item) && !within(last)) inner.delete(items[last--]?.index ?? 0)
  while (first > 0 && items[first - 1]?.piece.kind === 'open' && within(first - 1))
    inner.add(items[--first]?.index ?? 0)
  for (let at = first; at <= last; at++) if (isSection(items[at] as Item) && !within(at)) return []
  const marks = [...indexesIn(items, wrapped.from, from), ...indexesIn(items, to, wrapped.to)]
  return [{ wrapped, marks, first, last }]
}

/** The texts between two offsets. */
function indexesIn(items: readonly Item[], from: number, to: number): number[] {
  const indexes: number[] = []
  for (let at = lowerBound(items, from); (items[at]?.from ?? to) < to; at++)
    if (items[at]?.piece.kind === 'text') indexes.push(at)
  return indexes
}

/** The first item that begins at an offset or later. */
function lowerBound(items: readonly Item[], offset: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.from ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
