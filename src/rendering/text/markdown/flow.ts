/**
 * A Markdown template in one piece of text, as it is when everything is shown once: a harmless word stands for each
 * value, so that a parser of Markdown finds what stands round it.
 */
import type { FlowToken } from '../../template/tags/nest-tags.ts'
import { LITERAL } from '../../template/tags/scan-tags.ts'

interface ValuePiece {
  readonly kind: 'value'
  readonly name: string
  readonly word: string
  readonly at: number
  /** The tag in the template. */
  readonly tag: { readonly start: number; readonly end: number }
}

/** A part of the flow; sections know their other end by its index. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | ValuePiece
  | { readonly kind: 'open'; readonly name: string; readonly inverted: boolean; readonly at: number; other: number }
  | { readonly kind: 'close'; readonly at: number; readonly other: number }

/** What `withAddresses` puts before a word. */
export const AUTOLINK = 'https://'

export class MarkdownFlow {
  readonly pieces: readonly Piece[]
  readonly text: string
  readonly #mark: string
  readonly #values: readonly number[]

  /** `source` is the text that the tokens were read from. */
  constructor(tokens: readonly FlowToken[], source: string) {
    let mark = 'zq'
    while (source.includes(mark)) mark += 'q'
    this.#mark = mark
    const pieces: Piece[] = []
    const values: number[] = []
    let text = ''
    const add = (all: readonly FlowToken[]): void => {
      for (const token of all) {
        const [type, value, start, end] = token
        const at = text.length
        const brace = type === 'text' ? value : LITERAL.exec(value)?.[1]
        if (type === '!') continue
        if (type === '#' || type === '^') {
          const open: Piece = { kind: 'open', name: value, inverted: type === '^', at, other: 0 }
          const index = pieces.push(open) - 1
          add(token[4])
          open.other = pieces.push({ kind: 'close', at: text.length, other: index }) - 1
        } else if (brace !== undefined) {
          pieces.push({ kind: 'text', text: brace, at })
          text += brace
        } else {
          const word = `${mark}${values.length}${mark}`
          values.push(pieces.push({ kind: 'value', name: value.trim(), word, at, tag: { start, end } }) - 1)
          text += word
        }
      }
    }
    add(tokens)
    this.pieces = pieces
    this.#values = values
    this.text = text
  }

  /** A text of the flow in which `<word>` is an address, as which it is meant, and no HTML. */
  withAddresses(text: string): string {
    return text.replace(new RegExp(`<(${this.#mark}\\d+${this.#mark})>`, 'g'), `<${AUTOLINK}$1>`)
  }

  /** The values whose words a text holds, by the indexes of their pieces, with their places in the text. */
  valuesIn(text: string): { readonly index: number; readonly from: number; readonly to: number }[] {
    if (!text.includes(this.#mark)) return []
    return [...text.matchAll(new RegExp(`${this.#mark}(\\d+)${this.#mark}`, 'gi'))].flatMap((match) => {
      const index = this.#values[Number(match[1])]
      return index === undefined ? [] : [{ index, from: match.index, to: match.index + match[0].length }]
    })
  }
}
