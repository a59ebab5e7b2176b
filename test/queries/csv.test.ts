/** What a spreadsheet makes of our tables. */
import { expect, test } from 'vitest'
import { formatCsv } from '../../src/queries/csv.ts'

test('cells with commas, quotes and line ends stay one cell', () => {
  expect(
    formatCsv(
      ['a', 'b'],
      [
        ['x,"y"\r\nz', 1.5],
        ['', null],
      ],
    ),
  ).toBe('a,b\r\n"x,""y""\r\nz",1.5\r\n,\r\n')
})

test.each(['=1+1', '+1', '-1', '@cmd', '\t=1', '  =1', '\r=1', '=HYPERLINK("http://evil","x")'])(
  '%j is a text and no formula',
  (cell) => {
    const [, line = ''] = formatCsv(['a'], [[cell]]).split(/\r\n(?=[^=])/)
    expect(line.replace(/^"/, '').startsWith("'")).toBe(true)
  },
)

test('numbers stay numbers, also negative ones', () => {
  expect(formatCsv(['a'], [[-1]])).toBe('a\r\n-1\r\n')
})
