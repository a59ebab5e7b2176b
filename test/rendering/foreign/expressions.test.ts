/**
 * Expressions of other engines: what computes nothing, whatever is put round it.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expressionKey, readCondition, readExpression, readPath } from '../../../src/rendering/foreign/expressions.ts'

const name = fc
  .stringMatching(/^[a-zäß_][a-z0-9_]{0,8}$/)
  .filter((each) => !/^(?:not|and|or|if|true|false|none)$/.test(each))
const segment = fc.oneof(
  name.map((each) => ({ written: `.${each}`, read: `.${each}` })),
  name.map((each) => ({ written: `['${each}']`, read: `.${each}` })),
  name.map((each) => ({ written: `[“${each}”]`, read: `.${each}` })),
  fc.nat(99).map((each) => ({ written: `[${each}]`, read: `[${each}]` })),
)
const path = fc.tuple(name, fc.array(segment, { maxLength: 4 })).map(([first, others]) => ({
  written: first + others.map((each) => each.written).join(''),
  read: first + others.map((each) => each.read).join(''),
}))

test('parentheses and negations round a path count, however many and however spaced', () => {
  const layers = fc.array(fc.constantFrom('not ', '(', 'not(', ' ( '), { maxLength: 6 })
  fc.assert(
    fc.property(path, layers, ({ written, read }, around) => {
      const text = around.reduceRight((inner, layer) => layer + inner + (layer.includes('(') ? ' )' : ''), written)
      expect(readCondition(text)).toEqual({
        expression: { kind: 'path', path: read },
        not: around.filter((each) => each.startsWith('not')).length % 2 === 1,
      })
    }),
    { numRuns: 500 },
  )
})

test('what computes is never a path', () => {
  const operator = fc.constantFrom(
    ' + ',
    '-',
    '*',
    ' and ',
    ' or ',
    ' == ',
    '|',
    ' if ',
    ', ',
    '()',
    '[-1]',
    '[i]',
    '~',
  )
  fc.assert(
    fc.property(path, operator, path, (one, between, other) => {
      const text =
        between === '()' || between.startsWith('[') ? one.written + between : one.written + between + other.written
      expect(readExpression(text).kind).toBe('computed')
      expect(readCondition(`not (${text})`)).toMatchObject({ not: true, expression: { kind: 'computed' } })
    }),
    { numRuns: 500 },
  )
})

test('a key does not depend on spaces and the kind of quotation marks', () => {
  const pieces = fc.array(fc.constantFrom('a', '==', '"b c"', '+', '(', ')', '1'), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(pieces, (all) => {
      const typographic = all.map((each) => (each === '"b c"' ? '“b c”' : each)).join('  ')
      const single = all.map((each) => (each === '"b c"' ? "'b c'" : each)).join(' ')
      expect(expressionKey(typographic)).toBe(expressionKey(single))
    }),
  )
  expect(expressionKey('a == "b c"')).not.toBe(expressionKey('a == "bc"'))
  expect(expressionKey('a b')).not.toBe(expressionKey('ab'))
})

test('fixed values, and names that only look like them', () => {
  expect(['True', 'none', '0', '3.5', '"x"', "''", '(False)'].map((each) => readExpression(each))).toEqual([
    { kind: 'fixed', text: 'True', holds: true },
    { kind: 'fixed', text: 'None', holds: false },
    { kind: 'fixed', text: '0', holds: false },
    { kind: 'fixed', text: '3.5', holds: true },
    { kind: 'fixed', text: 'x', holds: true },
    { kind: 'fixed', text: '', holds: false },
    { kind: 'fixed', text: 'False', holds: false },
  ])
  for (const each of ['trueish', 'constructor', 'None_', 'nothing', 'notes'])
    expect(readCondition(each)).toEqual({ expression: { kind: 'path', path: each }, not: false })
  expect(readPath('first-name')).toEqual({ kind: 'path', path: 'first-name' })
  expect(readExpression('first-name').kind).toBe('computed')
})
