/**
 * The serialisable form of a compiled template. A cache keeps it as bytes; any instance loads it without parsing the
 * author's file.
 *
 * Bytes: "DGC1" · SHA-256 of the rest · length of the head (uint32, little endian) · head (JSON) · pool of static
 * bytes.
 */
import { hash } from 'node:crypto'
import { Refused } from '../../domain/kernel/errors.ts'
import type { Outline } from '../../domain/questions/outline.ts'
import type { TemplateFormat } from '../../domain/template/template-format.ts'
import type { DocxBody } from './docx-body.ts'
import type { Mistake } from './mistake.ts'
import type { Program } from './program.ts'
import { COMPILER_VERSION } from './version.ts'

export interface TextBody {
  readonly kind: 'text'
  readonly program: Program
}

export interface CompiledTemplate {
  readonly format: TemplateFormat
  /** COMPILER_VERSION of the engine that made it. */
  readonly compiler: string
  readonly outline: Outline
  readonly body: TextBody | DocxBody
  /** All static bytes; nodes point into it. */
  readonly pool: Uint8Array
  /** What the author should know, although the template is accepted; left out where there is nothing. */
  readonly remarks?: readonly Mistake[] | undefined
  /** The language that the file says it is in, BCP 47; left out where it says none. Read when it is uploaded. */
  readonly language?: string | undefined
}

const MAGIC = Buffer.from('DGC1', 'latin1')
const DIGEST_SIZE = 32
const HEAD_AT = MAGIC.length + DIGEST_SIZE + 4

/** The template as bytes, the same for the same template. */
export function encodeCompiled(template: CompiledTemplate): Uint8Array {
  const { pool, ...head } = template
  const headBytes = Buffer.from(JSON.stringify(head), 'utf8')
  const bytes = Buffer.allocUnsafe(HEAD_AT + headBytes.length + pool.length)
  MAGIC.copy(bytes)
  bytes.writeUInt32LE(headBytes.length, MAGIC.length + DIGEST_SIZE)
  headBytes.copy(bytes, HEAD_AT)
  bytes.set(pool, HEAD_AT + headBytes.length)
  hash('sha256', bytes.subarray(MAGIC.length + DIGEST_SIZE), 'buffer').copy(bytes, MAGIC.length)
  return bytes
}

/**
 * The template that `encodeCompiled` wrote. Throws Refused (`unprocessable`, `details.reason`: `foreign`, `damaged` or
 * `other_version`) for anything else; the caller then compiles the author's file again.
 */
export function decodeCompiled(bytes: Uint8Array): CompiledTemplate {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < HEAD_AT || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) throw decodeRefusal('foreign')
  const digest = hash('sha256', buffer.subarray(MAGIC.length + DIGEST_SIZE), 'buffer')
  if (!digest.equals(buffer.subarray(MAGIC.length, MAGIC.length + DIGEST_SIZE))) throw decodeRefusal('damaged')
  const headSize = buffer.readUInt32LE(MAGIC.length + DIGEST_SIZE)
  if (HEAD_AT + headSize > buffer.length) throw decodeRefusal('damaged')
  const head = JSON.parse(buffer.toString('utf8', HEAD_AT, HEAD_AT + headSize)) as Omit<CompiledTemplate, 'pool'>
  if (head.compiler !== COMPILER_VERSION) throw decodeRefusal('other_version')
  return { ...head, pool: buffer.subarray(HEAD_AT + headSize) }
}

/** The digest that encoded bytes carry, in hex: `decodeCompiled` holds them to it. */
export const readDigest = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(MAGIC.length, MAGIC.length + DIGEST_SIZE)).toString('hex')

const decodeRefusal = (reason: 'foreign' | 'damaged' | 'other_version'): Refused =>
  new Refused({
    code: 'unprocessable',
    message: `These bytes are not a compiled template of this version (${reason}). Compile the template again.`,
    details: { reason },
  })
