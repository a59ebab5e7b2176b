import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fromStoredJson,
  toStoredBytes,
  type JsonObject,
} from '../../../../src/adapters/outbound/eventstoredb/reading/exact-json.ts'

const parse = (text: string): JsonObject => JSON.parse(text) as JsonObject

const roundTrip = (text: string): string => fromStoredJson(toStoredBytes(text, parse(text)))

describe('a JSON text', () => {
  test('comes back byte for byte, however it is written', () => {
    const blank = fc.constantFrom('', ' ', '\n', '\t ')
    const texts = fc
      .tuple(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), blank, blank)
      .map(([value, before, after]) => `${before}${JSON.stringify(value, undefined, before.length)}${after}`)
    fc.assert(
      fc.property(texts, (text) => {
        expect(roundTrip(text)).toBe(text)
      }),
    )
  })

  test.each([
    '{"a":1,"a":2}',
    '{"b":1,"1":2}',
    '{"n":1.0,"big":123456789012345678901234567890,"e":1E2}',
    '{"\\u0061":"\\ud800"}',
    '{"__proto__":{"a":1}}',
    '{"$text":"a"}',
    '{"$text":"{\\"a\\":1}"}',
    '{"$text":"a","b":1}',
    '{"$text":1}',
    ' {}',
    '{}',
  ])('comes back byte for byte: %s', (text) => expect(roundTrip(text)).toBe(text))

  test('is stored as it is, for other tools to read, unless it looks like one that was wrapped', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(2), (value, blanks) => {
        const text = JSON.stringify(value, undefined, blanks)
        expect(Object.hasOwn(value, '$text') || toStoredBytes(text, parse(text)).toString() === text).toBe(true)
      }),
    )
  })

  test('that an earlier version wrapped, as its client would have printed it otherwise, comes back', () => {
    for (const text of ['{"a":1,"a":2}', '{ "b": 1.0 }', '{"$text":"a"}'])
      expect(fromStoredJson(Buffer.from(JSON.stringify({ $text: text })))).toBe(text)
  })
})

test.each(['plain ü', '{ broken', '{"$text": 1}', '{"$text":"a"', '[1, 2]', ' {"a":1.0}'])(
  'what others wrote comes as the text it is: %s',
  (text) => {
    expect(fromStoredJson(Buffer.from(text))).toBe(text)
  },
)

test('nothing at all stands for an empty object', () => expect(fromStoredJson([])).toBe('{}'))
