/** What is different between two texts, and where. */
import { expect, test } from 'vitest'
import { compareTexts } from '../../../src/rendering/comparing/compare-texts.ts'

const lines = (...texts: string[]) => texts.map((text, index) => ({ place: `paragraph ${index + 1}`, text }))

test('the same text has no differences', () => {
  expect(compareTexts(lines('a', 'b'), lines('a', 'b'))).toEqual({ differences: [], count: 0 })
})

test('a changed paragraph is told before and after; one that was added or is gone, alone', () => {
  expect(compareTexts(lines('a', 'b', 'c', 'd'), lines('a', 'B', 'c', 'd', 'e'))?.differences).toEqual([
    { place: 'paragraph 2', before: 'b', after: 'B' },
    { place: 'paragraph 5', before: undefined, after: 'e' },
  ])
  expect(compareTexts(lines('a', 'b', 'c'), lines('a', 'c'))?.differences).toEqual([
    { place: 'paragraph 2', before: 'b', after: undefined },
  ])
})

test('more than a hundred are counted, and a long paragraph is cut', () => {
  const many = Array.from({ length: 150 }, (_, n) => `line ${n}`)
  const compared = compareTexts(
    lines('same', ...many),
    lines('same', ...many.map((each) => `${each} ${'x'.repeat(3_000)}`)),
  )
  expect([compared?.differences.length, compared?.count]).toEqual([100, 150])
  expect(compared?.differences[0]?.after).toHaveLength(2_001)
})

test('what has almost nothing in common is not compared to the end', () => {
  const many = (word: string) => lines(...Array.from({ length: 5_000 }, (_, n) => `${word} ${n}`))
  expect(compareTexts(many('one'), many('other'))).toBeUndefined()
})
