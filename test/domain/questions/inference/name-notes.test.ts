import { describe, expect, test } from 'vitest'
import { checkForeignWords } from '../../../../src/domain/questions/inference/foreign-words.ts'
import { inferQuestions } from '../../../../src/domain/questions/inference/infer-questions.ts'
import type { OutlineNode } from '../../../../src/domain/questions/outline.ts'

const v = (name: string): OutlineNode => ({ type: 'variable', name })
const section = (name: string, children: OutlineNode[], inverted = false): OutlineNode => ({
  type: 'section',
  name,
  inverted,
  repeats: false,
  children,
})

describe('one name in several spellings', () => {
  test('is remarked on once, with all of them', () => {
    const { notes, questions } = inferQuestions(
      ['tenant_name', 'TenantName', 'TENANT_NAME', 'tenant name', 'tenant-name', 'tenant_name'].map(v),
    )
    expect(questions).toHaveLength(5)
    expect(notes).toEqual([
      {
        name: 'tenant_name',
        message:
          '“tenant_name”, “TenantName”, “TENANT_NAME”, “tenant name”, “tenant-name” look like one name, but each ' +
          'spelling is asked on its own. If they mean the same, write “tenant_name” everywhere.',
      },
    ])
  })

  test('accents are a spelling; numbers, paths and plurals are other names', () => {
    expect(inferQuestions([v('Gebühr'), v('gebuhr')]).notes).toHaveLength(1)
    expect(inferQuestions(['rent', 'rents', 'rent_2', 'a.b', 'ab', '1', '1_'].map(v)).notes).toEqual([])
  })
})

describe('words of another template language', () => {
  test.each([
    ['else', '{{/has_pets}}{{^has_pets}}'],
    ['else if cats', '{{/has_pets}}{{^has_pets}}'],
    ['elseif', '{{/has_pets}}{{^has_pets}}'],
    ['endif', 'remove it'],
    ['this', '{{.}}'],
    ['this.name', '{{name}}'],
  ])('{{%s}} in a section is refused with what to write', (name, fix) => {
    const checked = checkForeignWords([section('has_pets', [v('cats'), v(name), v('dogs')])])
    expect(checked).toMatchObject({
      ok: false,
      error: { code: 'invalid_template', details: { field: 'file', reason: 'foreign_word' } },
    })
    expect(checked.ok ? '' : checked.error.message).toContain(`“{{${name}}}”`)
    expect(checked.ok ? '' : checked.error.message).toContain(fix)
  })

  test('the other case of an inverted section is the section', () => {
    const checked = checkForeignWords([section('paid', [v('else')], true)])
    expect(checked.ok ? '' : checked.error.message).toContain('{{/paid}}{{#paid}}')
  })

  test('outside of sections, and in longer names, they are names', () => {
    expect(checkForeignWords([v('else'), section('s', [v('someone_else'), v('ende'), v('end_date')])]).ok).toBe(true)
    expect(inferQuestions([v('else'), v('someone_else')]).notes).toEqual([
      { name: 'else', message: expect.stringContaining('stands in no section') },
    ])
  })
})
