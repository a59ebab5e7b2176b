/**
 * What another engine's tags say about sections and fields is no guess.
 */
import { describe, expect, test } from 'vitest'
import { inferQuestions } from '../../../../src/domain/questions/inference/infer-questions.ts'
import { type OutlineNode, type OutlineSection, outlineNodeSchema } from '../../../../src/domain/questions/outline.ts'

const variable = (name: string): OutlineNode => ({ type: 'variable', name })
const section = (
  name: string,
  stated: Pick<OutlineSection, 'means' | 'fields'>,
  ...children: OutlineNode[]
): OutlineNode => ({ type: 'section', name, inverted: false, repeats: true, ...stated, children })
const asked = (...outline: OutlineNode[]): unknown =>
  inferQuestions(outline.map((each) => outlineNodeSchema.parse(each))).questions.map(({ name, kind, fields }) =>
    fields === undefined ? `${name} ${kind}` : [name, fields.map((each) => each.name)],
  )

describe('sections', () => {
  test('a condition round rows is no list, with the item of a list in it too', () => {
    expect(asked(section('sellers', { means: 'condition' }, variable('price')))).toEqual([
      'sellers yes_no',
      'price money',
    ])
    const inside = section('urgent', { means: 'condition' }, variable('.'))
    expect(asked(section('things', { means: 'list', fields: [] }, inside))).toEqual([
      ['things', ['.']],
      'urgent yes_no',
    ])
  })

  test('a list is a list wherever it stands; one without any field is asked as yes or no', () => {
    expect(asked(section('child', { means: 'list' }, variable('age')))).toEqual([['child', ['age']]])
    expect(asked(section('child', { means: 'list', fields: ['gone'] }))).toEqual(['child yes_no'])
  })
})

describe('fields', () => {
  test('belong to the list that states them, and other names to what is round it', () => {
    const books = section('books', { means: 'list', fields: ['title'] }, variable('title'), variable('name'))
    expect(asked(section('authors', { means: 'list', fields: ['name', 'books'] }, books), variable('name'))).toEqual([
      ['authors', ['books', 'name']],
      'name text',
    ])
    expect(asked(section('books', { means: 'list', fields: ['title'] }, variable('title'), variable('firm')))).toEqual([
      ['books', ['title']],
      'firm text',
    ])
  })

  test('also where the inner list is the document’s', () => {
    const inner = section('inner', { means: 'list', fields: [] }, variable('a'), variable('.'))
    expect(asked(section('outer', { means: 'list', fields: ['a'] }, inner))).toEqual([
      ['outer', ['a']],
      ['inner', ['.']],
    ])
  })
})
