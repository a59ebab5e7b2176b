/** References to the pictures of a generation: what stands in views in place of their bytes, and how they are found. */
import { hash } from 'node:crypto'
import { describePicture } from '../../answers/describe-picture.ts'
import { isImage } from '../../answers/value-shapes.ts'
import type { AnswerSet } from '../../domain/interview/answers.ts'
import {
  isErased,
  type AnswerValue,
  type ImageAnswer,
  type PictureReference,
  type ShownValue,
} from '../../domain/questions/answer.ts'

/** Where a picture of a generation is read: a path of the API. */
const addressOf = (generation_id: string, sha256: string): string =>
  `/api/v1/generations/${generation_id}/pictures/${sha256}`

/** What an address refers to; undefined for any other text. The host of a whole URL is not looked at. */
export function readPictureAddress(
  address: string,
): { readonly generation_id: string; readonly sha256: string } | undefined {
  const path = /^(?:https?:\/\/[^/?#]{1,255})?\/api\/v1\/generations\/([\w-]{1,64})\/pictures\/([0-9a-f]{64})$/
  const [, generation_id, sha256] = path.exec(address) ?? []
  return generation_id === undefined || sha256 === undefined ? undefined : { generation_id, sha256 }
}

/** By answer: the same value stays in the state of a generation as long as the answer does. */
const known = new WeakMap<ImageAnswer, Omit<PictureReference, 'address'>>()

function factsOf(picture: ImageAnswer): Omit<PictureReference, 'address'> {
  const found = known.get(picture)
  if (found !== undefined) return found
  const { file_name, ...facts } = describePicture(picture)
  const sha256 = hash('sha256', Buffer.from(picture.data, 'base64'))
  const made = { ...facts, sha256, ...(file_name === undefined ? {} : { file_name }) }
  known.set(picture, made)
  return made
}

/** The value with a reference in place of each picture; without an id they have no address. */
export function withReferences(value: AnswerValue, generation_id?: string): ShownValue {
  if (isImage(value)) {
    const facts = factsOf(value)
    return generation_id === undefined ? facts : { ...facts, address: addressOf(generation_id, facts.sha256) }
  }
  if (!Array.isArray(value)) return value as ShownValue
  return (value as readonly AnswerValue[]).map((item) =>
    typeof item === 'string' || isImage(item) || !isFields(item)
      ? withReferences(item, generation_id)
      : Object.fromEntries(Object.entries(item).map(([name, one]) => [name, withReferences(one, generation_id)])),
  ) as ShownValue
}

const isFields = (item: AnswerValue): item is AnswerValue & Readonly<Record<string, AnswerValue>> =>
  typeof item === 'object' && (item as unknown) !== null && !Array.isArray(item)

/** The picture with this SHA-256 (hex) among the answers; undefined where there is none. */
export function findPicture({ given }: AnswerSet, sha256: string): ImageAnswer | undefined {
  for (const { value } of given.values())
    if (value !== undefined && !isErased(value) && isImage(value) && factsOf(value).sha256 === sha256) return value
  return undefined
}

/** Whether this very picture is among the answers. */
export const holdsPicture = (answers: AnswerSet, picture: ImageAnswer): boolean =>
  [...answers.given.values()].some(
    ({ value }) =>
      value !== undefined &&
      !isErased(value) &&
      isImage(value) &&
      value.data.length === picture.data.length &&
      value.data === picture.data,
  )
