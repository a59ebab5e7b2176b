/**
 * Writes a part as a raw deflate stream: statics that were deflated beforehand, and what lies between them.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { ByteWriter } from '../../template/byte-writer.ts'
import type { StaticNode } from '../../template/program.ts'
import { appendCrc } from '../zip/crc.ts'
import { type Sink, endsParagraph, endsTable, searchingSink } from './sinks.ts'

/** Compression levels of zlib: fast for text written once, thorough for loops. */
const FAST_LEVEL = 1

const THOROUGH_LEVEL = 6

const MIN_THOROUGH_BYTES = 32 * 1024

const MAX_STORED_BYTES = 65_535

/** A long loop is deflated in pieces, so that memory does not grow with it. */
export const MAX_LOOP_BYTES = 512 * 1024

/** A raw deflate stream (RFC 1951) with its CRC and sizes. */
export class PackedSink implements Sink {
  readonly #pool: Buffer
  readonly #out: ByteWriter
  /** Bytes to be stored or deflated. */
  readonly #live: ByteWriter
  readonly #whole: boolean
  #depth = 0
  /** Number of bytes that loops wrote, and where the current loop began. */
  #looped = 0
  #loopAt = 0
  #last: StaticNode | string | undefined
  crc = 0
  size = 0

  constructor(pool: Buffer, out: ByteWriter, live: ByteWriter, whole: boolean) {
    this.#pool = pool
    this.#out = out
    this.#live = live
    this.#whole = whole
    if (whole) this.#depth = 1
  }

  static(node: StaticNode): void {
    this.#last = node
    const { packed } = node
    if (packed === undefined || this.#depth > 0) {
      this.#live.copy(this.#pool, node.at, node.size)
      if (this.#depth > 0 && this.#live.size > MAX_LOOP_BYTES && !this.#whole) this.#deflate()
      return
    }
    if (this.#live.size > 0) this.#store()
    this.#out.copy(this.#pool, packed.at, packed.size)
    this.crc = appendCrc(this.crc, packed.crc, packed.shift)
    this.size += node.size
  }

  text(xml: string): void {
    this.#live.text(xml)
    this.#last = xml
    if (this.#depth > 0 && this.#live.size > MAX_LOOP_BYTES && !this.#whole) this.#deflate()
  }

  beginLoop(): void {
    if (this.#depth === 0 && this.#live.size > 0) this.#store()
    this.#depth += 1
    if (this.#depth === (this.#whole ? 2 : 1)) this.#loopAt = this.#live.size
  }

  endLoop(): void {
    this.#depth -= 1
    if (this.#whole && this.#depth === 1) this.#looped += this.#live.size - this.#loopAt
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
    if (this.#whole) {
      const bytes = this.#take()
      const packed = deflateRawSync(bytes, {
        level: this.#looped > MIN_THOROUGH_BYTES ? THOROUGH_LEVEL : FAST_LEVEL,
        ...memoryFor(bytes.length),
      })
      this.#out.copy(packed, 0, packed.length)
      return
    }
    if (this.#live.size > 0) this.#store()
    // A last block with fixed codes and nothing in it.
    this.#out.reserve(2)
    this.#out.buffer[this.#out.size] = 0x03
    this.#out.buffer[this.#out.size + 1] = 0x00
    this.#out.size += 2
  }

  #take(): Buffer {
    const bytes = this.#live.buffer.subarray(0, this.#live.size)
    this.crc = crc32(bytes, this.crc)
    this.size += bytes.length
    this.#live.size = 0
    return bytes
  }

  #store(): void {
    const bytes = this.#take()
    const out = this.#out
    for (let at = 0; at < bytes.length; at += MAX_STORED_BYTES) {
      const size = Math.min(MAX_STORED_BYTES, bytes.length - at)
      out.reserve(size + 5)
      const { buffer } = out
      buffer[out.size] = 0
      buffer.writeUInt16LE(size, out.size + 1)
      buffer.writeUInt16LE(~size & 0xffff, out.size + 3)
      out.size += 5
      out.copy(bytes, at, size)
    }
  }

  #deflate(): void {
    deflateLoop(this.#take(), this.#out)
  }
}

/**
 * Limits zlib's memory to what the data needs: a window of its size, and the likely size of the output. More memory
 * would give the same bytes.
 */
const memoryFor = (size: number): { windowBits: number; chunkSize: number } => ({
  windowBits: size < 7_900 ? 13 : size < 16_000 ? 14 : 15,
  chunkSize: Math.max(1_024, size >> 2),
})

/** Deflates a loop, ending on a whole byte (RFC 1951, 3.2.4: an empty stored block). */
export function deflateLoop(bytes: Buffer, out: ByteWriter): void {
  const packed = deflateRawSync(bytes, { level: THOROUGH_LEVEL, finishFlush: constants.Z_SYNC_FLUSH })
  out.copy(packed, 0, packed.length)
}
