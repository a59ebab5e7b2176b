/** Large sealed values, stored as objects of their own that the event names. */
import { hash } from 'node:crypto'
import type { DocumentStore } from '../../../ports/documents/document-store.ts'
import type { Tampering } from '../../../ports/events/findings.ts'
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import { storeExactly } from '../../../storage/store-exactly.ts'

/** What stands in event data in place of a sealed field. */
export type SealedValue = { readonly $sealed: string } | { readonly $sealed_object: SealedObject }

interface SealedObject {
  readonly key: string
  /** Of the sealed bytes. */
  readonly size: number
  readonly sha256: string
}

/** The event that a field belongs to; its sealed bytes open nowhere else. */
export interface FieldContext {
  readonly tenant: string
  readonly stream: string
  readonly id: string
  readonly type: string
}

/** The keys that seal, and the store for large values. */
export interface SealedFieldsDeps {
  readonly keys: KeyRing
  readonly documents: DocumentStore
}

/** The findings that a field can show. */
type BadFieldKind = Extract<Tampering, 'unsealed' | 'seal_broken' | 'object_missing' | 'object_changed'>

/** What stands in a field, or in the object that it names, is not what was recorded there. */
export class BadField extends Error {
  readonly kind: BadFieldKind
  readonly field: string
  constructor(kind: BadFieldKind, field: string, finding: string, options?: ErrorOptions) {
    super(`“${field}”: ${finding}`, options)
    this.name = 'BadField'
    this.kind = kind
    this.field = field
  }
}

/** Whether a value names a sealed object. */
export const isSealedObject = (value: unknown): value is SealedObject =>
  typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string'

/** The key of a field’s object in the document store. */
export const objectKey = (place: FieldContext, field: string): string =>
  `${place.tenant}/${place.stream}/values/${place.id}-${field}`

/** Stores sealed bytes as an object; gives the value that names it. */
export async function storeObject(
  deps: SealedFieldsDeps,
  place: FieldContext,
  field: string,
  bytes: Uint8Array,
): Promise<SealedValue> {
  const key = objectKey(place, field)
  await storeExactly(deps.documents, key, bytes)
  return { $sealed_object: { key, size: bytes.length, sha256: hash('sha256', bytes) } }
}

/** The sealed bytes of an object. Throws `BadField` when it is missing, foreign or changed. */
export async function readObject(
  { documents }: SealedFieldsDeps,
  place: FieldContext,
  field: string,
  { key, size, sha256 }: SealedObject,
): Promise<Uint8Array> {
  if (key !== objectKey(place, field))
    throw new BadField('object_changed', field, `the object ${key} is not this event’s`)
  const bytes = await documents.get(key)
  if (bytes === undefined) throw new BadField('object_missing', field, `the object ${key} is missing`)
  if (bytes.length !== size || hash('sha256', bytes) !== sha256) {
    throw new BadField('object_changed', field, `the object ${key} is not the one that was stored`)
  }
  return bytes
}
