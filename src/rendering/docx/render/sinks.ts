/**
 * Where a program writes to. This file has the plain sink; `packed-sink.ts` and `spliced-sink.ts` write deflate
 * streams.
 */
import type { ByteWriter } from '../../template/byte-writer.ts'
import type { StaticNode } from '../../template/program.ts'

export interface Sink {
  static(node: StaticNode): void
  /** Writes text that is already escaped. */
  text(xml: string): void
  /** Between these calls bytes repeat, so deflating them is worthwhile. */
  beginLoop(): void
  endLoop(): void
  /** Whether the last thing written ends a paragraph. */
  endsWithParagraph(): boolean
  /** Whether the last thing written ends a table. */
  endsWithTable(): boolean
  /** A sink that writes nothing and throws TEXT_FOUND as soon as a static with this text would be written. */
  searching(text: string): Sink
}

export const TEXT_FOUND = new Error('found')

/** Plain bytes. */
export class PlainSink implements Sink {
  readonly #pool: Buffer
  readonly #out: ByteWriter
  #last: StaticNode | string | undefined

  constructor(pool: Buffer, out: ByteWriter) {
    this.#pool = pool
    this.#out = out
  }

  static(node: StaticNode): void {
    this.#out.copy(this.#pool, node.at, node.size)
    this.#last = node
  }

  text(xml: string): void {
    this.#out.text(xml)
    this.#last = xml
  }

  beginLoop(): void {}
  endLoop(): void {}

  endsWithParagraph(): boolean {
    return endsParagraph(this.#pool, this.#last)
  }

  endsWithTable(): boolean {
    return endsTable(this.#pool, this.#last)
  }

  searching(text: string): Sink {
    return searchingSink(this.#pool, text)
  }
}

export function searchingSink(pool: Buffer, text: string): Sink {
  const sink: Sink = {
    static(node) {
      if (pool.subarray(node.at, node.at + node.size).includes(text)) throw TEXT_FOUND
    },
    text() {},
    beginLoop() {},
    endLoop() {},
    endsWithParagraph: () => true,
    endsWithTable: () => false,
    searching: () => sink,
  }
  return sink
}

export const endsParagraph = (pool: Buffer, last: StaticNode | string | undefined): boolean =>
  /<\/(?:\w+:)?p>\s*$|<(?:\w+:)?p(?:\s[^<>]*)?\/>\s*$/.test(tailOf(pool, last))

/** Bookmarks and the like behind a table do not keep it apart from the next one. */
export const endsTable = (pool: Buffer, last: StaticNode | string | undefined): boolean =>
  /<\/(?:\w+:)?tbl>(?:\s*<(?:\w+:)?(?:bookmark|comment|perm|proof)[^<>]*\/>)*\s*$/.test(tailOf(pool, last))

function tailOf(pool: Buffer, last: StaticNode | string | undefined): string {
  if (last === undefined) return ''
  return typeof last === 'string'
    ? last.slice(-400)
    : pool.toString('latin1', last.at + Math.max(0, last.size - 400), last.at + last.size)
}
