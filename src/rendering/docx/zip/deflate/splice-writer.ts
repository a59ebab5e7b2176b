/**
 * Writes a raw deflate stream of spliced statics, and of text that is encoded when rendering (see `splice.ts`).
 */
import type { ByteWriter } from '../../../template/byte-writer.ts'
import { BitWriter } from './bit-writer.ts'
import { BlockCode } from './block-code.ts'
import { PHRASE, type Spliced, matchLengths } from './splice.ts'
import type { PartSplice } from '../../../template/docx-body.ts'
import { DISTANCES, LITERALS, WINDOW } from './symbols.ts'

/** A part's splice, ready for use. */
interface LoadedSplice {
  readonly code: BlockCode
  readonly operations: Uint16Array
  /** Of each phrase: its matches, and where its literals are. */
  readonly matches: readonly (readonly number[])[]
  readonly literals: readonly number[]
}
const loadedSplices = new WeakMap<PartSplice, LoadedSplice>()

function loadSplice(splice: PartSplice, pool: Buffer): LoadedSplice {
  const loaded = loadedSplices.get(splice) ?? readSplice(splice, pool)
  loadedSplices.set(splice, loaded)
  return loaded
}

function readSplice({ bytes: { at: start, size }, phrases }: PartSplice, pool: Buffer): LoadedSplice {
  const coded = start + LITERALS + DISTANCES
  const operations = new Uint16Array((start + size - coded) / 2)
  for (let index = 0; index < operations.length; index++) operations[index] = pool.readUInt16LE(coded + index * 2)
  const literals: number[] = []
  for (let at = 0; literals.length < phrases; at = nextOperation(operations, at)) literals.push(at)
  const matches = literals.map((at) => matchLengths(operations[at] as number))
  return { code: new BlockCode(Uint8Array.from(pool.subarray(start, coded))), operations, matches, literals }
}

/** Where the operation behind literals begins. */
const nextOperation = (operations: Uint16Array, at: number): number =>
  at + 2 + (((operations[at + 1] as number) + 15) >> 4)

export class SpliceWriter {
  readonly #splice: LoadedSplice
  readonly #bits: BitWriter
  /** Offset in the part of the last occurrence of each phrase. */
  readonly #last: Int32Array
  #inBlock = false

  constructor(splice: PartSplice, pool: Buffer, out: ByteWriter) {
    this.#splice = loadSplice(splice, pool)
    this.#bits = new BitWriter(out)
    this.#last = new Int32Array(splice.phrases).fill(-WINDOW - 1)
  }

  /** Bytes in the output so far. */
  get size(): number {
    return this.#bits.out.size
  }

  /** Writes a static of `size` bytes at offset `at` of the part. */
  static(spliced: Spliced, at: number, size: number): void {
    this.#begin(size)
    const { code, operations, matches, literals } = this.#splice
    const end = spliced.at + spliced.size
    let position = at
    for (let index = spliced.at; index < end;) {
      const operation = operations[index] as number
      if (operation < PHRASE) {
        this.#literals(index)
        position += operation
        index = nextOperation(operations, index)
        continue
      }
      const phrase = operation - PHRASE
      const distance = position - (this.#last[phrase] as number)
      this.#last[phrase] = position
      const first = literals[phrase] as number
      if (distance > WINDOW) this.#literals(first)
      else for (const length of matches[phrase] as readonly number[]) code.match(this.#bits, length, distance)
      position += operations[first] as number
      index += 1
    }
  }

  /** Encodes bytes as literals. */
  bytes(bytes: Uint8Array, size: number): void {
    this.#begin(size)
    const { codes, sizes } = this.#splice.code
    for (let index = 0; index < size; index++) {
      const byte = bytes[index] as number
      this.#bits.put(codes[byte] as number, sizes[byte] as number)
    }
  }

  /** Ends the block on a whole byte: data deflated elsewhere may follow. */
  pause(): void {
    if (!this.#inBlock) return
    this.#bits.out.reserve(16)
    this.#splice.code.end(this.#bits)
    this.#inBlock = false
    // An empty stored block fills the byte.
    this.#bits.put(0, 3)
    this.#bits.align()
    this.#bits.put(0, 16)
    this.#bits.put(0xffff, 16)
  }

  /** Ends the stream. */
  finish(): void {
    this.#bits.out.reserve(16)
    if (this.#inBlock) this.#splice.code.end(this.#bits)
    // A last block with fixed codes and nothing in it.
    this.#bits.put(0b011, 10)
    this.#bits.align()
  }

  #begin(size: number): void {
    // No code is longer than 15 bits.
    this.#bits.out.reserve(size * 2 + 16)
    if (this.#inBlock) return
    this.#splice.code.begin(this.#bits, size * 2 + 16)
    this.#inBlock = true
  }

  #literals(at: number): void {
    const { operations } = this.#splice
    this.#bits.run(operations, at + 2, operations[at + 1] as number)
  }
}
