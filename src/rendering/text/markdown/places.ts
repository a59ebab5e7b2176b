/** The places of a Markdown file's values, and the pieces of it that answers may change. */
import type { MarkdownPlace, MarkdownWrap } from '../../template/program.ts'
import type { MarkdownFlow } from './flow.ts'

/** A piece of the flow from its first mark to behind its last one; `inner` is without them. */
export interface Wrapped {
  readonly wrap: MarkdownWrap
  readonly from: number
  readonly to: number
  readonly inner: { readonly from: number; readonly to: number }
}

export class Places {
  readonly flow: MarkdownFlow
  /** By the indexes of the values' pieces. */
  readonly of = new Map<number, MarkdownPlace>()
  readonly wraps: Wrapped[] = []

  constructor(flow: MarkdownFlow) {
    this.flow = flow
  }

  /** Notes one place for all values whose words a text holds. */
  note(text: string, place: MarkdownPlace): void {
    for (const { index } of this.flow.valuesIn(text)) this.of.set(index, place)
  }

  /** Where the word of the first value in a text begins in the flow, and where that of the last one ends. */
  rangeOf(text: string): { readonly from: number; readonly to: number } | undefined {
    const found = this.flow.valuesIn(text)
    const first = this.flow.pieces[found[0]?.index ?? -1]
    const last = this.flow.pieces[found.at(-1)?.index ?? -1]
    if (first?.kind !== 'value' || last?.kind !== 'value') return undefined
    return { from: first.at, to: last.at + last.word.length }
  }
}

/** Whether the tag that begins at an offset of the template is the whole address of a link or picture. */
export function wholeAddresses(places: Places | undefined): (start: number) => boolean {
  const starts = new Set<number>()
  for (const [index, place] of places?.of ?? []) {
    const piece = places?.flow.pieces[index]
    const isWhole = place.in === 'brackets' || (place.in === 'address' && place.begins === 'whole')
    if (isWhole && piece?.kind === 'value') starts.add(piece.tag.start)
  }
  return (start) => starts.has(start)
}
