/**
 * Writes the zip entries that differ from document to document.
 */
import { hash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import { ByteWriter } from '../../template/byte-writer.ts'
import type { DocxPart, ExtensibleEntry, ReadyEntry } from '../../template/docx-body.ts'
import type { PoolRange } from '../../template/program.ts'
import type { Scope } from '../../template/scope.ts'
import { type EntryFacts, LOCAL_SIZE, writeLocalHeader } from '../zip/zip-records.ts'
import type { Assets } from './assets.ts'
import { PackedSink } from './packed-sink.ts'
import { runProgram } from './run-program.ts'
import { SplicedSink } from './spliced-sink.ts'

/** An entry written in this render, with its offset in the output. */
export interface WrittenEntry extends EntryFacts {
  readonly offset: number
  /** SHA-256 of an entry that no program writes. */
  readonly sha256?: string | undefined
}

/** Buffers that all renders reuse, one after the other; each render resets them first. */
export const output = new ByteWriter(1 << 16)

export const scratch = new ByteWriter(1 << 14)

export const MAX_KEPT_MEMORY = 4 << 20

export function writePart(part: DocxPart, pool: Buffer, scope: Scope, assets: Assets): WrittenEntry {
  const offset = beginEntry(part.name)
  const dataAt = output.size
  const sink =
    part.splice === undefined
      ? new PackedSink(pool, output, scratch, part.strategy === 'whole')
      : new SplicedSink(pool, output, scratch, part.splice)
  runProgram(part.program, scope, sink, assets)
  sink.finish()
  return endEntry(
    { name: part.name, method: 8, crc: sink.crc, packedSize: output.size - dataAt, size: sink.size },
    offset,
  )
}

const NOTHING: PoolRange = { at: 0, size: 0 }

/** Copies an entry unchanged, or writes it with elements added; `first` before its `middle`, if it has one. */
export function writeExtensible(
  entry: ExtensibleEntry & { readonly middle?: PoolRange | undefined },
  added: string,
  pool: Buffer,
  entries: WrittenEntry[],
  ready: ReadyEntry[],
  first = '',
): void {
  if (added === '' && first === '') {
    if (entry.ready !== undefined) ready.push(entry.ready)
    return
  }
  const { before, middle = NOTHING, after } = entry
  const bytes = Buffer.concat([
    pool.subarray(before.at, before.at + before.size),
    Buffer.from(first, 'utf8'),
    pool.subarray(middle.at, middle.at + middle.size),
    Buffer.from(added, 'utf8'),
    pool.subarray(after.at, after.at + after.size),
  ])
  const offset = beginEntry(entry.name)
  const packed = deflateRawSync(bytes)
  output.copy(packed, 0, packed.length)
  entries.push({
    ...endEntry(
      { name: entry.name, method: 8, crc: crc32(bytes), packedSize: packed.length, size: bytes.length },
      offset,
    ),
    sha256: hash('sha256', bytes),
  })
}

/** Writes a picture without deflating it: it is compressed already. */
export function writeUncompressed(name: string, bytes: Uint8Array): WrittenEntry {
  const offset = beginEntry(name)
  output.copy(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length)
  return {
    ...endEntry({ name, method: 0, crc: crc32(bytes), packedSize: bytes.length, size: bytes.length }, offset),
    sha256: hash('sha256', bytes),
  }
}

function beginEntry(name: string): number {
  const offset = output.size
  const header = LOCAL_SIZE + Buffer.byteLength(name)
  output.reserve(header)
  output.size += header
  return offset
}

function endEntry(facts: EntryFacts, offset: number): WrittenEntry {
  writeLocalHeader(output.buffer, offset, facts)
  return { ...facts, offset }
}
