/** Which shape a stored answer has. The types are not trusted: no stored value may stop a document. */
import type { AnswerValue, ImageAnswer, ItemAnswer } from '../domain/questions/answer.ts'

// `Array.from` because `every` passes over holes.
export const isTexts = (value: AnswerValue): value is readonly string[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'string')

/** In wire form a list of plain values is an array of texts. */
export const itemsOf = (value: AnswerValue): readonly ItemAnswer[] =>
  isItems(value) ? value : isTexts(value) ? value.map((text) => ({ '.': text })) : []

export const isItems = (value: AnswerValue): value is readonly ItemAnswer[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'object' && one !== null)

export const isImage = (value: AnswerValue): value is ImageAnswer =>
  typeof value === 'object' &&
  (value as unknown) !== null &&
  !Array.isArray(value) &&
  'data' in value &&
  typeof value.data === 'string'
