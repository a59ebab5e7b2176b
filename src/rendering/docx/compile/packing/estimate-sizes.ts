/** Estimates how large a part becomes with each strategy of packing. */
import { constants, deflateRawSync } from 'node:zlib'
import type { Program, ProgramNode } from '../../../template/program.ts'

/** Shorter statics are larger as deflate blocks of their own than stored. */
export const MIN_PACKED_BYTES = 100
const TYPICAL_VALUE = 16

/** Of more statics than this, only a sample is deflated to estimate the size. */
const MAX_TRIALS = 1_000

/** Estimated sizes of a part: as segments, deflated as a whole, and the bytes of its statics. */
export function estimateSizes(program: Program, raw: Buffer): { segments: number; whole: number; bytes: number } {
  const all: Buffer[] = []
  const long: Buffer[] = []
  let segments = 0
  for (const node of walkProgram(program)) {
    if (node.node === 'value') segments += TYPICAL_VALUE
    if (node.node !== 'static') continue
    const bytes = raw.subarray(node.at, node.at + node.size)
    all.push(bytes)
    if (node.size < MIN_PACKED_BYTES) segments += node.size
    else long.push(bytes)
  }
  const step = Math.ceil(long.length / MAX_TRIALS)
  let tried = 0
  let packed = 0
  for (let index = 0; index < long.length; index += step) {
    const bytes = long[index] as Buffer
    tried += bytes.length
    packed += Math.min(bytes.length, deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH }).length)
  }
  if (tried > 0) segments += (packed * long.reduce((size, each) => size + each.length, 0)) / tried
  const joined = Buffer.concat(all)
  return { segments, whole: deflateRawSync(joined).length, bytes: joined.length }
}

/** All nodes of a program, in document order. */
export function* walkProgram(program: Program): Generator<ProgramNode> {
  for (const node of program) {
    yield node
    if ('children' in node) yield* walkProgram(node.children)
  }
}
