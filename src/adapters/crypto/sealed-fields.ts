/** Secret fields of event data: sealed in place as `{ "$sealed": base64 }`, or, when large, as an object of their own that the event names. */
import { hash } from 'node:crypto'
import { ERASED } from '../../domain/answer.ts'
import type { DocumentStore } from '../../ports/document-store.ts'
import type { KeyRing } from '../../ports/key-ring.ts'

/** Values whose JSON has more bytes become objects. */
const MAX_INLINE_BYTES = 64 * 1024

type Sealed = { readonly $sealed: string } | { readonly $sealed_object: SealedObject }

interface SealedObject {
  readonly key: string
  /** Of the sealed bytes. */
  readonly size: number
  readonly sha256: string
}

/** The event that a field belongs to; its sealed bytes open nowhere else. */
export interface FieldPlace {
  readonly tenant: string
  readonly stream: string
  readonly id: string
  readonly type: string
}

export interface SealedFieldsDeps {
  readonly keys: KeyRing
  readonly documents: DocumentStore
}

type Data = Readonly<Record<string, unknown>>

/** The data with the named fields sealed, and the objects that were stored for it. Absent fields stay absent. */
export async function sealFields(
  deps: SealedFieldsDeps, place: FieldPlace, data: Data, fields: readonly string[],
): Promise<{ readonly data: Data; readonly sealed: boolean; readonly objects: readonly string[] }> {
  const present = fields.filter((field) => data[field] !== undefined)
  const objects: string[] = []
  const result: Record<string, unknown> = { ...data }
  for (const field of present) {
    const plain = Buffer.from(JSON.stringify(data[field]))
    const bytes = await deps.keys.seal(place.stream, plain, context(place, field))
    result[field] = plain.length > MAX_INLINE_BYTES ? await asObject(deps, place, field, bytes) : { $sealed: Buffer.from(bytes).toString('base64') }
    if (plain.length > MAX_INLINE_BYTES) objects.push(objectKey(place, field))
  }
  return { data: result, sealed: present.length > 0, objects }
}

/** The data with all sealed fields opened; those whose key is gone read as `{ erased: true }`. Throws `SealBroken` or `MissingObject`. */
export async function openFields(deps: SealedFieldsDeps, place: FieldPlace, data: Data): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...data }
  for (const [field, value] of Object.entries(data)) {
    if (!isSealed(value)) continue
    const bytes = '$sealed' in value ? Buffer.from(value.$sealed, 'base64') : await objectBytes(deps, value.$sealed_object)
    const plain = await deps.keys.open(place.stream, bytes, context(place, field))
    result[field] = plain === undefined ? ERASED : JSON.parse(Buffer.from(plain).toString('utf8'))
  }
  return result
}

/** The data without its sealed fields. */
export function withoutSealed(data: Data): Record<string, unknown> {
  const open: Record<string, unknown> = {}
  for (const field of Object.keys(data)) if (!isSealed(data[field])) open[field] = data[field]
  return open
}

/** The bytes of a large value are not there, or not those that the event names. */
export class MissingObject extends Error {
  override readonly name = 'MissingObject'
}

function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && ('$sealed' in value || '$sealed_object' in value)
}

const context = (place: FieldPlace, field: string): string => `${place.id}/${place.type}/${field}`

const objectKey = (place: FieldPlace, field: string): string => `${place.tenant}/${place.stream}/values/${place.id}-${field}`

async function asObject(deps: SealedFieldsDeps, place: FieldPlace, field: string, bytes: Uint8Array): Promise<Sealed> {
  const key = objectKey(place, field)
  await deps.documents.put(key, bytes)
  return { $sealed_object: { key, size: bytes.length, sha256: hash('sha256', bytes) } }
}

async function objectBytes(deps: SealedFieldsDeps, { key, size, sha256 }: SealedObject): Promise<Uint8Array> {
  const bytes = await deps.documents.get(key)
  if (bytes === undefined) throw new MissingObject(`The object ${key} is missing.`)
  if (bytes.length !== size || hash('sha256', bytes) !== sha256) throw new MissingObject(`The object ${key} is not the one that was stored.`)
  return bytes
}
