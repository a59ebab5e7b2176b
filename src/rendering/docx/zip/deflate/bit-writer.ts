/**
 * Writes bits, the lowest first, to bytes.
 */
import type { ByteWriter } from '../../../template/byte-writer.ts'

export class BitWriter {
  readonly out: ByteWriter
  #bits = 0
  #count = 0

  constructor(out: ByteWriter) {
    this.out = out
  }

  /** Writes up to 16 bits. The caller has reserved room for them. */
  put(bits: number, count: number): void {
    this.#bits |= bits << this.#count
    this.#count += count
    if (this.#count < 16) return
    const { out } = this
    out.buffer[out.size] = this.#bits & 0xff
    out.buffer[out.size + 1] = (this.#bits >>> 8) & 0xff
    out.size += 2
    this.#bits >>>= 16
    this.#count -= 16
  }

  /** Writes `count` bits from 16-bit words. The caller has reserved room for them. */
  run(words: Uint16Array, from: number, count: number): void {
    const { out } = this
    const { buffer } = out
    let { size } = out
    let bits = this.#bits
    let index = from
    let left = count
    for (; left >= 16; left -= 16) {
      bits |= (words[index] as number) << this.#count
      buffer[size] = bits & 0xff
      buffer[size + 1] = (bits >>> 8) & 0xff
      bits >>>= 16
      size += 2
      index += 1
    }
    this.#bits = bits
    out.size = size
    if (left > 0) this.put(words[index] as number, left)
  }

  /** Writes what is left, up to the next whole byte. */
  align(): void {
    this.out.reserve(2)
    for (; this.#count > 0; this.#count -= 8) {
      this.out.buffer[this.out.size] = this.#bits & 0xff
      this.out.size += 1
      this.#bits >>>= 8
    }
    this.#bits = 0
    this.#count = 0
  }
}
