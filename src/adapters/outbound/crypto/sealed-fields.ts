/**
 * Secret fields of event data: sealed in place as `{ "$sealed": base64 }`, or, when large, as an object of their own
 * that the event names.
 */
import { ERASED } from '../../../domain/questions/answer.ts'
import { SealBroken } from './sealing.ts'
import {
  type SealedValue,
  type FieldContext,
  type SealedFieldsDeps,
  BadField,
  isSealedObject,
  objectKey,
  storeObject,
  readObject,
} from './sealed-objects.ts'

/** Values whose JSON has more bytes become objects. */
const MAX_INLINE_BYTES = 64 * 1024

type EventFields = Readonly<Record<string, unknown>>

/** The data with the named fields sealed, and the objects that were stored for it. Absent fields stay absent. */
export async function sealFields(
  deps: SealedFieldsDeps,
  place: FieldContext,
  data: EventFields,
  fields: readonly string[],
): Promise<{ readonly data: EventFields; readonly sealed: boolean; readonly objects: readonly string[] }> {
  const present = fields.filter((field) => data[field] !== undefined)
  const objects: string[] = []
  const result: Record<string, unknown> = { ...data }
  for (const field of present) {
    const plain = Buffer.from(JSON.stringify(data[field]))
    const bytes = await deps.keys.seal(place.stream, plain, sealContext(place, field))
    result[field] =
      plain.length > MAX_INLINE_BYTES
        ? await storeObject(deps, place, field, bytes)
        : { $sealed: Buffer.from(bytes).toString('base64') }
    if (plain.length > MAX_INLINE_BYTES) objects.push(objectKey(place, field))
  }
  return { data: result, sealed: present.length > 0, objects }
}

/**
 * The data with the named fields opened; those whose key is gone read as `{ erased: true }`. No version
 * ever recorded an unsealed value in such a field, so one was not written by us. Throws `BadField`.
 */
export async function openFields(
  deps: SealedFieldsDeps,
  place: FieldContext,
  data: EventFields,
  fields: readonly string[],
): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...data }
  for (const [field, value] of Object.entries(data)) {
    const sealed = isSealed(value)
    if (sealed && !fields.includes(field))
      throw new BadField('unsealed', field, 'it is an open field and holds a sealed value')
    if (!sealed && fields.includes(field))
      throw new BadField('unsealed', field, 'it is a sealed field and holds an unsealed value')
    if (sealed) result[field] = await openField(deps, place, field, value)
  }
  return result
}

async function openField(
  deps: SealedFieldsDeps,
  place: FieldContext,
  field: string,
  value: SealedValue,
): Promise<unknown> {
  const bytes =
    '$sealed' in value
      ? Buffer.from(value.$sealed, 'base64')
      : await readObject(deps, place, field, value.$sealed_object)
  try {
    const plain = await deps.keys.open(place.stream, bytes, sealContext(place, field))
    return plain === undefined ? ERASED : JSON.parse(Buffer.from(plain).toString('utf8'))
  } catch (cause) {
    if (cause instanceof SealBroken) throw new BadField('seal_broken', field, cause.message, { cause })
    throw cause
  }
}

/** The data without its sealed fields. */
export function dropSealedFields(data: EventFields): Record<string, unknown> {
  const open: Record<string, unknown> = {}
  for (const field of Object.keys(data)) if (!isSealed(data[field])) open[field] = data[field]
  return open
}

/** Exactly what `sealFields` writes: nothing beside the seal, which something else could be read from. */
function isSealed(value: unknown): value is SealedValue {
  if (typeof value !== 'object' || value === null) return false
  const members = Object.entries(value)
  if (members.length !== 1) return false
  const [[name, sealed]] = members as [[string, unknown]]
  return name === '$sealed' ? typeof sealed === 'string' : name === '$sealed_object' && isSealedObject(sealed)
}

const sealContext = (place: FieldContext, field: string): string => `${place.id}/${place.type}/${field}`
