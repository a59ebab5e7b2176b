/**
 * Deflates the statics of a part in advance, each by itself but all in one Huffman code, so that their bits can be
 * joined in any order. What repeats (mostly XML tags) is a phrase: when rendering, it becomes a match with its last
 * occurrence, in whichever static that was.
 */
import { BlockCode } from './block-code.ts'
import { codeLengths } from './huffman.ts'
import { choosePhrases, joinFollowers } from './phrases.ts'
import { type Run, findRepeats } from './repeats.ts'
import { DISTANCES, LITERALS, MAX_MATCH_LENGTH, MIN_MATCH_LENGTH, distanceSymbol, lengthSymbol } from './symbols.ts'

export const PHRASE = 0x8000
const NO_PHRASES: ReadonlyMap<string, number> = new Map()

/** The operations of a static: their range in the splice. */
export interface Spliced {
  readonly at: number
  readonly size: number
}

/** Splices the statics of a part: the bytes of a splice, and the operations of each static. */
export function spliceStatics(statics: readonly Buffer[]): {
  bytes: Buffer
  phrases: number
  each: readonly Spliced[]
} {
  const pieces = joinFollowers(statics.map((bytes) => bytes.toString('latin1').match(/<[^>]*>|<|[^<]+/g) ?? []))
  const phrases = choosePhrases(pieces)
  const written = [...phrases.keys()].map((phrase) => findRepeats([phrase], NO_PHRASES))
  const parsed = pieces.map((tokens) => findRepeats(tokens, phrases))
  const lengths = lengthsFor(written, parsed, pieces, phrases)
  const code = new BlockCode(lengths)
  const operations: number[] = []
  for (const run of written.flat()) writeRun(run as Run, code, operations)
  const each = parsed.map((runs) => {
    const at = operations.length
    for (const run of runs) {
      if (typeof run === 'number') operations.push(PHRASE + run)
      else writeRun(run, code, operations)
    }
    return { at, size: operations.length - at }
  })
  const bytes = Buffer.alloc(lengths.length + operations.length * 2)
  bytes.set(lengths)
  operations.forEach((operation, index) => bytes.writeUInt16LE(operation, lengths.length + index * 2))
  return { bytes, phrases: phrases.size, each }
}

/** Code lengths that make the statics short and can still encode any byte. */
function lengthsFor(
  written: readonly (readonly (Run | number)[])[],
  parsed: readonly (readonly (Run | number)[])[],
  pieces: readonly (readonly string[])[],
  phrases: ReadonlyMap<string, number>,
): Uint8Array {
  const literals = Array.from({ length: LITERALS }, () => 1)
  const distances = Array.from({ length: DISTANCES }, () => 1)
  const raise = (counts: number[], symbol: number): void => {
    counts[symbol] = (counts[symbol] ?? 0) + 1
  }
  for (const run of [...written, ...parsed].flat()) {
    if (typeof run === 'number') continue
    for (const item of run.items) {
      raise(literals, typeof item === 'number' ? item : lengthSymbol(item.length))
      if (typeof item !== 'number') raise(distances, distanceSymbol(item.distance))
    }
  }
  let matches = 0
  for (const token of pieces.flat()) {
    if (!phrases.has(token)) continue
    for (const length of matchLengths(token.length)) {
      raise(literals, lengthSymbol(length))
      matches += 1
    }
  }
  // The last occurrence of a phrase is known only when a document is made: all distances from 256 bytes on count as
  // equally likely.
  for (let symbol = 16; symbol < DISTANCES; symbol++)
    distances[symbol] = (distances[symbol] ?? 0) + Math.ceil(matches / (DISTANCES - 16))
  const lengths = new Uint8Array(LITERALS + DISTANCES)
  lengths.set(codeLengths(literals, 15))
  lengths.set(codeLengths(distances, 15), LITERALS)
  return lengths
}

/** A phrase as matches of 3–258 bytes. */
export function matchLengths(size: number): number[] {
  const lengths: number[] = []
  let left = size
  while (left > MAX_MATCH_LENGTH) {
    const length = left - MAX_MATCH_LENGTH < MIN_MATCH_LENGTH ? left - MIN_MATCH_LENGTH : MAX_MATCH_LENGTH
    lengths.push(length)
    left -= length
  }
  lengths.push(left)
  return lengths
}

function writeRun(run: Run, code: BlockCode, operations: number[]): void {
  const sizeAt = operations.push(run.bytes, 0) - 1
  let word = 0
  let count = 0
  const bits = {
    put(value: number, size: number): void {
      word |= value << (count % 16)
      if ((count % 16) + size >= 16) {
        operations.push(word & 0xffff)
        word >>>= 16
      }
      count += size
    },
  }
  for (const item of run.items) {
    if (typeof item === 'number') bits.put(code.codes[item] as number, code.sizes[item] as number)
    else code.match(bits, item.length, item.distance)
  }
  if (count % 16 > 0) operations.push(word & 0xffff)
  operations[sizeAt] = count
}
