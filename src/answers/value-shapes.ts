/** Checks the shape of stored answers at run time: no stored value may stop a document from being made. */
import type { AnswerValue, ImageAnswer, ItemAnswer } from '../domain/questions/answer.ts'

/** An array of texts. `Array.from`, because `every` skips holes. */
export const isTexts = (value: AnswerValue): value is readonly string[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'string')

/** The items of a list. A list of plain values is an array of texts in wire form. */
export const itemsOf = (value: AnswerValue): readonly ItemAnswer[] =>
  isItems(value) ? value : isTexts(value) ? value.map((text) => ({ '.': text })) : []

/** An array of objects. */
const isItems = (value: AnswerValue): value is readonly ItemAnswer[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'object' && one !== null)

/** A picture with its data. */
export const isImage = (value: AnswerValue): value is ImageAnswer =>
  typeof value === 'object' &&
  (value as unknown) !== null &&
  !Array.isArray(value) &&
  'data' in value &&
  typeof value.data === 'string'
