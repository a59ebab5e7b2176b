/** The words of a slash command, in the quotes of any keyboard. */
import { describe, expect, test } from 'vitest'
import { tokenize } from '../../../src/answers/meaning/tokenize.ts'

const pair = (text: string, value?: string) => ({ text, value })

describe('a value in quotes is one, without them', () => {
  test.each([
    ['"Acme Ltd"'],
    ['“Acme Ltd”'],
    ['”Acme Ltd”'],
    ['„Acme Ltd“'],
    ['«Acme Ltd»'],
    ['»Acme Ltd«'],
    ['‘Acme Ltd’'],
    ["'Acme Ltd'"],
    ['‹Acme Ltd›'],
    ['›Acme Ltd‹'],
  ])('%s', (quoted) => {
    expect(tokenize(`new party=${quoted} x=1`)).toEqual([pair('new'), pair('party', 'Acme Ltd'), pair('x', '1')])
  })
})

test.each([
  ['a  b\tc', [pair('a'), pair('b'), pair('c')]],
  ['"two words" b', [pair('two words'), pair('b')]],
  ['"two words"=b', [pair('two words', 'b')]],
  ['a= b', [pair('a', ''), pair('b')]],
  ['a=', [pair('a', '')]],
  ['a=b=c', [pair('a', 'b=c')]],
  ['a="b=c d"', [pair('a', 'b=c d')]],
  ["a=O'Brien b", [pair('a', "O'Brien"), pair('b')]],
  ['a="open to the end', [pair('a', 'open to the end')]],
  ['a="a 12"x8" b', [pair('a', 'a 12"x8'), pair('b')]],
  ['  ', []],
])('%j', (text, words) => expect(tokenize(text)).toEqual(words))

test.each(['“b c”', '„b c“', '«b c»', '»b c«', '‹b c›', '›b c‹', '‘b c’', '"b c"', "'b c'", '”b c”', '„b c”'])(
  'quotes of any language hold a value together: a=%s',
  (quoted) =>
    expect(tokenize(`a=${quoted} d`)).toEqual([
      { text: 'a', value: 'b c' },
      { text: 'd', value: undefined },
    ]),
)
