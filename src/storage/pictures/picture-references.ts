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
export const withReferences = (value: AnswerValue, generation_id?: string): ShownValue =>
  showPictures(value, generation_id) as ShownValue

/** The same for the data of an event, wherever in it answers stand. */
export function showPictures(data: unknown, generation_id?: string): unknown {
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map((each) => showPictures(each, generation_id))
  if (isPicture(data)) {
    const facts = factsOf(data)
    return generation_id === undefined ? facts : { ...facts, address: addressOf(generation_id, facts.sha256) }
  }
  return Object.fromEntries(Object.entries(data).map(([name, each]) => [name, showPictures(each, generation_id)]))
}

const MEMBERS: ReadonlySet<string> = new Set(['media_type', 'data', 'file_name'])

/** Not an item of a list that has a field called `data`. */
const isPicture = (value: object): value is ImageAnswer =>
  'data' in value &&
  typeof value.data === 'string' &&
  'media_type' in value &&
  (value.media_type === 'image/png' || value.media_type === 'image/jpeg') &&
  Object.keys(value).every((name) => MEMBERS.has(name))

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
