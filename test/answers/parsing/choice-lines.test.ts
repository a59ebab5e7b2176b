/** Choices as an author writes them, in the console and in Slack. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatChoices, parseChoices } from '../../../src/answers/parsing/choice-lines.ts'

test.each([
  ['red', [{ value: 'red', label: 'red' }]],
  ['r = Red', [{ value: 'r', label: 'Red' }]],
  ['r = a = b', [{ value: 'r', label: 'a = b' }]],
  ['r =', [{ value: 'r', label: 'r' }]],
  ['= b', [{ value: '= b', label: '= b' }]],
  [
    '  \n r=Red \r\n\n blue',
    [
      { value: 'r', label: 'Red' },
      { value: 'blue', label: 'blue' },
    ],
  ],
  ['', []],
])('%j', (text, choices) => {
  expect(parseChoices(text)).toEqual(choices)
})

test('no line gives an empty value or label', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('=', ' ', 'a', 'b', '\n', '\r'), { maxLength: 30 }), (characters) => {
      for (const { value, label } of parseChoices(characters.join(''))) {
        expect(value).not.toBe('')
        expect(label).not.toBe('')
      }
    }),
    { seed: 13 },
  )
})

test('what is read is written so that it is read again', () => {
  const name = fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,3})?$/)
  fc.assert(
    fc.property(fc.array(fc.record({ value: name, label: name }), { maxLength: 5 }), (choices) => {
      expect(parseChoices(formatChoices(choices))).toEqual(choices)
    }),
    { seed: 13 },
  )
})
