/**
 * A finished Word document; its hashes are computed when they are read.
 */
import { hash } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'
import type { RenderContext } from '../../../domain/template/render-data.ts'
import type { DocxBody, ReadyEntry } from '../../template/docx-body.ts'
import type { RenderedDocument } from '../../template/rendered-document.ts'
import { createScope } from '../../template/scope.ts'
import { splitLocalEntry } from '../zip/zip-records.ts'
import { Assets } from './assets.ts'
import { runProgram } from './run-program.ts'
import { PlainSink } from './sinks.ts'
import { MAX_KEPT_MEMORY, type WrittenEntry, scratch } from './written-entry.ts'

/** The input and output of a render, for computing hashes later. */
interface RenderInput {
  readonly body: DocxBody
  readonly pool: Buffer
  readonly answers: RenderContext
  readonly entries: readonly WrittenEntry[]
  readonly ready: readonly ReadyEntry[]
}

/**
 * A class, not an object literal with getters: V8 retains the closures of such getters, and with them the template
 * (measured).
 */
export class WordDocument implements RenderedDocument {
  readonly pieces: readonly Buffer[]
  readonly format = 'docx'
  readonly #origin: RenderInput
  #bytes: Buffer | undefined
  #parts: RenderedDocument['parts'] | undefined

  constructor(pieces: readonly Buffer[], origin: RenderInput) {
    this.pieces = pieces
    this.#origin = origin
  }

  get bytes(): Buffer {
    this.#bytes ??= this.pieces.length > 1 ? Buffer.concat(this.pieces) : (this.pieces[0] ?? Buffer.alloc(0))
    return this.#bytes
  }

  get parts(): RenderedDocument['parts'] {
    this.#parts ??= hashParts(this.#origin)
    return this.#parts
  }
}

/**
 * Runs the programs again into plain bytes. Their checksums must equal those in the file, which also checks the
 * packing.
 */
function hashParts({ body, pool, answers, entries, ready }: RenderInput): RenderedDocument['parts'] {
  const scope = createScope(answers)
  const hashes = [...ready, ...body.untouched.each].map((each) => ({
    name: each.name,
    sha256: each.sha256 ?? hashEntry(pool, each),
  }))
  const assets = new Assets(pool, body)
  scratch.reset(MAX_KEPT_MEMORY)
  for (const entry of entries) {
    const part = body.parts.find((each) => each.name === entry.name)
    if (part === undefined) {
      hashes.push({ name: entry.name, sha256: entry.sha256 ?? '' })
      continue
    }
    assets.beginPart()
    scratch.size = 0
    scratch.reserve(entry.size)
    runProgram(part.program, scope, new PlainSink(pool, scratch), assets)
    const bytes = scratch.buffer.subarray(0, scratch.size)
    if (crc32(bytes) !== entry.crc) throw new Error(`the packed form of ${entry.name} differs from the plain one`)
    hashes.push({ name: entry.name, sha256: hash('sha256', bytes) })
  }
  return hashes.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function hashEntry(pool: Buffer, { entry }: ReadyEntry): string {
  const { method, data } = splitLocalEntry(pool.subarray(entry.at, entry.at + entry.size))
  return hash('sha256', method === 0 ? data : inflateRawSync(data))
}
