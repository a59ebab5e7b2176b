/**
 * Deflates the statics of a template in advance, where that keeps documents small enough.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { ByteWriter } from '../../../template/byte-writer.ts'
import type { DocxPart } from '../../../template/docx-body.ts'
import type { BytePool } from '../../../template/pool.ts'
import type { Program, ProgramNode } from '../../../template/program.ts'
import { crcShift } from '../../zip/crc.ts'
import { SpliceWriter } from '../../zip/deflate/splice-writer.ts'
import { type Spliced, spliceStatics } from '../../zip/deflate/splice.ts'
import { MIN_PACKED_BYTES, estimateSizes, walkProgram } from './estimate-sizes.ts'

/** How much larger a document may become by copying packed statics instead of deflating its parts: a factor. */
const MAX_GROWTH = 1.55
/** Deflating a part smaller than this takes no longer than writing its code. */
const MIN_SPLICED_BYTES = 1_000
/** Splicing more bytes than this would exceed the time limit for compiling. */
const MAX_SPLICED_BYTES = 512 * 1024

/**
 * Chooses a strategy for each part: packed statics where the document does not grow too much, else the part deflated as
 * a whole. `copied` is the size of everything else in the document.
 */
export function packPrograms(
  programs: ReadonlyMap<string, Program>,
  raw: Buffer,
  pool: BytePool,
  copied: number,
): DocxPart[] {
  const candidates = [...programs].map(([name, program]) => ({ name, program, ...estimateSizes(program, raw) }))
  const smallest = copied + candidates.reduce((size, each) => size + each.whole, 0)
  let size = smallest
  const segmented = new Set<string>()
  for (const each of candidates.toSorted((a, b) => a.segments - a.whole - (b.segments - b.whole))) {
    const grown = size + each.segments - each.whole
    if (grown > MAX_GROWTH * smallest) continue
    size = grown
    segmented.add(each.name)
  }
  return candidates.map(({ name, program, whole, bytes }): DocxPart => {
    if (segmented.has(name)) return { name, program: packStatics(program, raw, pool), strategy: 'segments' }
    const spliced =
      whole < MIN_SPLICED_BYTES || bytes > MAX_SPLICED_BYTES ? undefined : splicePart(name, program, raw, pool)
    if (spliced === undefined || size + spliced.size - whole > MAX_GROWTH * smallest)
      return { name, program, strategy: 'whole' }
    size += spliced.size - whole
    return spliced.part
  })
}

/** The part spliced, and its size with every section shown once. */
function splicePart(name: string, program: Program, raw: Buffer, pool: BytePool): { part: DocxPart; size: number } {
  const statics = [...walkProgram(program)].filter((node) => node.node === 'static')
  const { bytes, phrases, each } = spliceStatics(statics.map((node) => raw.subarray(node.at, node.at + node.size)))
  const trial = new SpliceWriter({ bytes: { at: 0, size: bytes.length }, phrases }, bytes, new ByteWriter(1 << 16))
  let written = 0
  for (const [index, node] of statics.entries()) {
    trial.static(each[index] as Spliced, written, node.size)
    written += node.size
  }
  trial.finish()
  const spliced = new Map(statics.map((node, index) => [node, each[index] as Spliced]))
  const pack = (nodes: Program): Program =>
    nodes.map((node): ProgramNode => {
      if ('children' in node) return { ...node, children: pack(node.children) }
      const own = node.node === 'static' ? spliced.get(node) : undefined
      if (node.node !== 'static' || own === undefined) return node
      return {
        ...node,
        packed: { ...own, crc: crc32(raw.subarray(node.at, node.at + node.size)), shift: crcShift(node.size) },
      }
    })
  return {
    part: { name, program: pack(program), strategy: 'spliced', splice: { bytes: pool.addBytes(bytes), phrases } },
    size: trial.size,
  }
}

function packStatics(program: Program, raw: Buffer, pool: BytePool): Program {
  return program.map((node): ProgramNode => {
    if ('children' in node) return { ...node, children: packStatics(node.children, raw, pool) }
    if (node.node !== 'static' || node.size < MIN_PACKED_BYTES) return node
    const bytes = raw.subarray(node.at, node.at + node.size)
    const packed = deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
    if (packed.length >= node.size * 0.9) return node
    return { ...node, packed: { ...pool.addBytes(packed), crc: crc32(bytes), shift: crcShift(node.size) } }
  })
}
