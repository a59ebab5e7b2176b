/** What a stored value is taken for, whatever was stored. */
import { describe, expect, test } from 'vitest'
import { isImage, isPictureReference, isTexts, itemsOf } from '../../../src/answers/value-shapes.ts'
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import { question } from '../given.ts'

const DATA = { media_type: 'image/png', data: 'AAAA' }
const REFERENCE = { media_type: 'image/png', size: 3, sha256: 'a', address: '/x' }

describe.each<[string, unknown, 'image' | 'reference' | 'texts' | 'none']>([
  ['a picture', DATA, 'image'],
  ['a picture with its check sum', { ...DATA, sha256: 'a' }, 'image'],
  ['a reference', REFERENCE, 'reference'],
  ['texts', ['a', 'b'], 'texts'],
  ['no texts', [], 'texts'],
  ['data that are no text', { ...DATA, data: 5 }, 'none'],
  ['a reference beside such data', { ...REFERENCE, data: 5 }, 'none'],
  ['a check sum that is no text', { ...REFERENCE, sha256: 5 }, 'none'],
  ['a reference without one', { media_type: 'image/png', size: 3, address: '/x' }, 'none'],
  ['a list of pictures', [DATA], 'none'],
  ['a text and a number', ['a', 5], 'none'],
  ['a hole', Array.from({ length: 1 }), 'none'],
  ['nothing', null, 'none'],
  ['text', 'data', 'none'],
  ['true', true, 'none'],
])('%s', (_, raw, shape) => {
  test(`is ${shape}`, () => {
    const value = raw as AnswerValue
    expect({ image: isImage(value), reference: isPictureReference(value), texts: isTexts(value) }).toEqual({
      image: shape === 'image',
      reference: shape === 'reference',
      texts: shape === 'texts',
    })
  })
})

describe('the items of a list', () => {
  const plain = question('list', { fields: [question('text', { name: '.' })] })
  const rows = question('list', { fields: [question('text', { name: 'a' })] })
  const two = question('list', { fields: [question('text', { name: '.' }), question('text', { name: 'b' })] })
  test.each<[string, typeof plain, unknown, unknown]>([
    ['objects', rows, [{ a: 'x' }, {}], [{ a: 'x' }, {}]],
    ['plain values', plain, ['x', { '.': 'y' }], [{ '.': 'x' }, { '.': 'y' }]],
    ['words as they are', plain, [{ as_written: 'x' }], [{ '.': { as_written: 'x' } }]],
    ['words as they are beside other fields', two, [{ as_written: 'x' }], [{ as_written: 'x' }]],
    ['an object with such a field', rows, [{ as_written: 'x' }], [{ as_written: 'x' }]],
    ['a hole among them', rows, [{ a: 'x' }, ...Array.from({ length: 1 })], []],
    ['nothing among them', rows, [{ a: 'x' }, null], []],
    ['a number among them', plain, ['x', 5], []],
    ['no list', rows, 'x', []],
    ['an object', rows, { a: 'x' }, []],
  ])('%s', (_, list, value, items) => expect(itemsOf(list, value as AnswerValue)).toEqual(items))
})
