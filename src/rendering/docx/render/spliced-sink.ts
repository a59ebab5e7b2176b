/**
 * Writes a part whose statics were spliced when it was compiled; loops are deflated in between.
 */
import { crc32 } from 'node:zlib'
import type { ByteWriter } from '../../template/byte-writer.ts'
import type { StaticNode } from '../../template/program.ts'
import { appendCrc, extendCrc } from '../zip/crc.ts'
import { SpliceWriter } from '../zip/deflate/splice-writer.ts'
import { type Sink, endsParagraph, endsTable, searchingSink } from './sinks.ts'
import type { PartSplice } from '../../template/docx-body.ts'
import { MAX_LOOP_BYTES, deflateLoop } from './packed-sink.ts'

/** A raw deflate stream (RFC 1951) with its CRC and sizes. */
export class SplicedSink implements Sink {
  readonly #pool: Buffer
  readonly #out: ByteWriter
  readonly #live: ByteWriter
  readonly #writer: SpliceWriter
  #depth = 0
  #last: StaticNode | string | undefined
  crc = 0
  size = 0

  constructor(pool: Buffer, out: ByteWriter, live: ByteWriter, splice: PartSplice) {
    this.#pool = pool
    this.#out = out
    this.#live = live
    this.#writer = new SpliceWriter(splice, pool, out)
  }

  static(node: StaticNode): void {
    this.#last = node
    const { packed } = node
    if (packed === undefined || this.#depth > 0) {
      this.#live.copy(this.#pool, node.at, node.size)
      this.#wrote()
      return
    }
    this.#writer.static(packed, this.size, node.size)
    this.crc = appendCrc(this.crc, packed.crc, packed.shift)
    this.size += node.size
  }

  text(xml: string): void {
    this.#last = xml
    this.#live.text(xml)
    this.#wrote()
  }

  beginLoop(): void {
    if (this.#depth === 0) this.#writer.pause()
    this.#depth += 1
  }

  endLoop(): void {
    this.#depth -= 1
    if (this.#depth === 0 && this.#live.size > 0) this.#deflate()
  }

  endsWithParagraph(): boolean {
    return endsParagraph(this.#pool, this.#last)
  }

  endsWithTable(): boolean {
    return endsTable(this.#pool, this.#last)
  }

  searching(text: string): Sink {
    return searchingSink(this.#pool, text)
  }

  /** Ends the stream. */
  finish(): void {
    this.#writer.finish()
  }

  #wrote(): void {
    const { buffer, size } = this.#live
    if (this.#depth === 0) {
      this.#writer.bytes(buffer, size)
      this.crc = extendCrc(this.crc, buffer, size)
      this.size += size
      this.#live.size = 0
    } else if (size > MAX_LOOP_BYTES) this.#deflate()
  }

  #deflate(): void {
    const bytes = this.#live.buffer.subarray(0, this.#live.size)
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    this.#live.size = 0
    deflateLoop(bytes, this.#out)
  }
}
