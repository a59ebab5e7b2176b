/**
 * The Huffman code of deflate blocks, made once for a part and used for all its documents (RFC 1951, 3.2.5 and 3.2.7).
 */
import { ByteWriter } from '../../../template/byte-writer.ts'
import { BitWriter } from './bit-writer.ts'
import { codeLengths, codesOf } from './huffman.ts'
import { DISTANCES, END_OF_BLOCK, LENGTH_STEP, LITERALS, type CodeStep, distanceStep } from './symbols.ts'

/** The order in which the lengths of the code of lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

export class BlockCode {
  readonly #lengths: Uint8Array
  readonly codes: Uint16Array
  readonly sizes: Uint8Array
  readonly #distanceCodes: Uint16Array
  readonly #distanceSizes: Uint8Array
  readonly #header: Uint16Array
  readonly #headerSize: number

  /** `lengths`: of the codes of all literals and lengths, then of all distances. */
  constructor(lengths: Uint8Array) {
    this.#lengths = lengths
    this.sizes = lengths.subarray(0, LITERALS)
    this.codes = codesOf(this.sizes)
    this.#distanceSizes = lengths.subarray(LITERALS)
    this.#distanceCodes = codesOf(this.#distanceSizes)
    const header = new BitWriter(new ByteWriter(1024))
    this.#headerSize = this.#writeHeader(header)
    // Zeros fill the last word.
    header.put(0, 15)
    header.align()
    this.#header = Uint16Array.from({ length: Math.ceil(this.#headerSize / 16) }, (_, word) =>
      header.out.buffer.readUInt16LE(word * 2),
    )
  }

  /** Begins a block that is not the last one, and reserves room for what will be in it. */
  begin(bits: BitWriter, room: number): void {
    bits.out.reserve(this.#header.length * 2 + room)
    bits.run(this.#header, 0, this.#headerSize)
  }

  /** Returns the number of its bits. */
  #writeHeader(bits: BitWriter): number {
    const counts = ORDER.map(() => 0)
    for (const length of this.#lengths) counts[length] = (counts[length] ?? 0) + 1
    const sizes = codeLengths(counts, 7)
    const codes = codesOf(sizes)
    let written = 0
    const put = (value: number, count: number): void => {
      bits.put(value, count)
      written += count
    }
    put(0b100, 3)
    put(LITERALS - 257, 5)
    put(DISTANCES - 1, 5)
    put(ORDER.length - 4, 4)
    for (const symbol of ORDER) put(sizes[symbol] ?? 0, 3)
    for (const length of this.#lengths) put(codes[length] ?? 0, sizes[length] ?? 0)
    return written
  }

  end(bits: BitWriter): void {
    bits.put(this.codes[END_OF_BLOCK] as number, this.sizes[END_OF_BLOCK] as number)
  }

  /** Writes a match: `length` (3–258) bytes from `distance` bytes back. */
  match(bits: Pick<BitWriter, 'put'>, length: number, distance: number): void {
    const by = LENGTH_STEP[length] as CodeStep
    bits.put(this.codes[by.symbol] as number, this.sizes[by.symbol] as number)
    if (by.extra > 0) bits.put(length - by.base, by.extra)
    const from = distanceStep(distance)
    bits.put(this.#distanceCodes[from.symbol] as number, this.#distanceSizes[from.symbol] as number)
    if (from.extra > 0) bits.put(distance - from.base, from.extra)
  }
}
