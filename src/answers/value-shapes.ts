/** Checks the shape of stored answers at run time: no stored value may stop a document from being made. */
import {
  isAsWritten,
  type AnswerValue,
  type ImageAnswer,
  type ItemAnswer,
  type PictureReference,
  type ShownValue,
} from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'

/** An array of texts. `Array.from`, because `every` skips holes. */
export const isTexts = (value: AnswerValue | ShownValue): value is readonly string[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'string')

/** The items of a list. A list of plain values is an array of those in wire form. */
export function itemsOf({ fields = [] }: Pick<Question, 'fields'>, value: AnswerValue): readonly ItemAnswer[] {
  if (!Array.isArray(value)) return []
  const isPlain = fields.length === 1 && fields[0]?.name === '.'
  const items = Array.from<unknown>(value).map((item) =>
    typeof item === 'string' || (isPlain && isAsWritten(item)) ? { '.': item } : item,
  )
  return items.every(isItem) ? items : []
}

const isItem = (value: unknown): value is ItemAnswer => typeof value === 'object' && value !== null

/** A picture with its data. */
export const isImage = (value: AnswerValue | ShownValue): value is ImageAnswer =>
  typeof value === 'object' &&
  (value as unknown) !== null &&
  !Array.isArray(value) &&
  'data' in value &&
  typeof value.data === 'string'

/** A picture without its data. */
export const isPictureReference = (value: AnswerValue | ShownValue): value is PictureReference =>
  typeof value === 'object' &&
  (value as unknown) !== null &&
  !Array.isArray(value) &&
  'sha256' in value &&
  typeof value.sha256 === 'string' &&
  !('data' in value)
