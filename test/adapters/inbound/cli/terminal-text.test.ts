import { describe, expect, it } from 'vitest'
import { tableLines } from '../../../../src/adapters/inbound/cli/terminal/table.ts'
import {
  safeLine,
  safeText,
  shorten,
  widthOf,
  wrap,
} from '../../../../src/adapters/inbound/cli/terminal/terminal-text.ts'

describe('text for a terminal', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['the title of the window', 'a\u001b]0;owned\u0007b', 'ab'],
    ['eight-bit control sequences', 'a\u009b31mb', 'ab'],
    ['a bell and a backspace', 'a\u0007\u0008b', 'a��b'],
    ['a carriage return that would overwrite the line', 'yes\rno', 'yes�no'],
    ['what turns the reading direction', 'abc\u202egnp.exe', 'abc�gnp.exe'],
  ])('does not obey %s', (_, hostile, shown) => {
    expect(safeText(hostile)).toBe(shown)
  })

  it('keeps line breaks, tabs, emoji and right-to-left letters', () => {
    const text = 'שלום\n\tGröße 👩‍👩‍👧'
    expect(safeText(text)).toBe(text)
    expect(safeLine('a\n\t b')).toBe('a b')
  })

  it('measures what is seen: wide letters and emoji take two columns, accents and colours none', () => {
    expect(widthOf('\u001b[1mZoe\u0308\u001b[0m')).toBe(3)
    expect(widthOf('日本')).toBe(4)
    expect(widthOf('👩‍👩‍👧!')).toBe(3)
  })

  it('wraps between words, breaks words that are too long, and keeps indents', () => {
    expect(wrap('one two three four', 10)).toEqual(['one two', 'three four'])
    expect(wrap('abcdefghijklmnop', 10)).toEqual(['abcdefghij', 'klmnop'])
    expect(wrap('  one two three', 10)).toEqual(['  one two', '  three'])
    expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b'])
  })

  it('shortens to the columns there are', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef')
    expect(shorten('abcdefg', 6)).toBe('abcde…')
    expect(widthOf(shorten('日本語日本語', 7))).toBeLessThanOrEqual(7)
  })
})

describe('tables', () => {
  it('are as wide as their content, and never wider than the terminal', () => {
    const rows = [
      ['name', 'a long explanation that does not fit into the room there is'],
      ['other', 'short'],
    ]
    expect(tableLines(['Key', 'Text'], rows, Number.POSITIVE_INFINITY).body).toHaveLength(2)
    const narrow = tableLines(['Key', 'Text'], rows, 40)
    expect(narrow.body.length).toBeGreaterThan(2)
    for (const line of [narrow.head, ...narrow.body]) expect(widthOf(line)).toBeLessThanOrEqual(40)
    expect(narrow.body.join(' ').replaceAll(/\s+/g, ' ')).toContain(
      'a long explanation that does not fit into the room there is',
    )
  })
})
