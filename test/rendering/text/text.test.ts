/**
 * Text and Markdown templates, and the compiled form that all formats share.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import type { TemplateFormat } from '../../../src/domain/template/template-format.ts'
import { decodeCompiled, encodeCompiled } from '../../../src/rendering/template/compiled-template.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import { renderDocument } from '../../../src/rendering/render.ts'

const made = async (template: string, data: RenderContext, format: TemplateFormat = 'markdown'): Promise<string> => {
  const result = await compileTemplate(Buffer.from(template), format)
  if (!result.ok) throw new Error(result.error.message)
  const document = renderDocument(decodeCompiled(encodeCompiled(result.value)), data)
  if (!document.ok) throw new Error(document.error.message)
  return Buffer.from(document.value.bytes).toString()
}

describe('a text template', () => {
  test('is filled literally, lines of sections go', async () => {
    const template =
      '\ufeffDear {{name}},\n{{#items}}\n- {{what}}: ' +
      '{{{n}}}\n{{/items}}\n{{^items}}\nnothing\n{{/items}}\n{{! note }}\nend'
    expect(
      await made(template, {
        name: '<&{{x}}',
        items: [
          { what: 'pen', n: '2' },
          { what: 'ink', n: '1' },
        ],
      }),
    ).toBe('Dear <&{{x}},\n- pen: 2\n- ink: 1\nend')
    expect(await made(template, { name: 'A', items: [] })).toBe('Dear A,\nnothing\nend')
  })

  test('prints links and lists as text', async () => {
    const data = { l: { href: 'https://e.org', text: 'E' }, m: [{ '.': 'a' }, { '.': 'b' }], md: { markdown: '**b**' } }
    expect(await made('{{l}} {{m}} {{md}}', data)).toBe('[E](https://e.org) a, b **b**')
    expect(await made('{{l}}', data, 'text')).toBe('E (https://e.org)')
  })

  test('marks variables that are a paragraph by themselves in its outline', async () => {
    const template =
      '{{first}}\r\n\r\nDear {{name}}\n\n{{street}}\n{{town}}\n\n{{#s}}\n{{{clause}}}\n{{/s}}\n\n' +
      '    {{code}}\n\n- {{item}}\n\n{{a}} {{b}}\n\n  {{last}}  '
    const result = await compileTemplate(Buffer.from(template), 'markdown')
    const outline = result.ok ? result.value.outline : []
    const variables = outline.flatMap((node) => (node.type === 'section' ? node.children : [node]))
    expect(variables).toHaveLength(10)
    expect(variables.filter((node) => node.type === 'variable' && node.alone).map(({ name }) => name)).toEqual([
      'first',
      'clause',
      'last',
    ])
  })

  test('marks lists in its outline', async () => {
    const result = await compileTemplate(
      Buffer.from(
        '{{#a}}\n- {{x}}\n{{/a}}\n{{#b}}\n1. y\n{{/b}}\n{{#c}}\n| {{z}} | ' +
          '|\n{{/c}}\n{{#d}}\ntext\n{{/d}}\n{{#e}}- x{{/e}}',
      ),
      'markdown',
    )
    expect(
      result.ok && result.value.outline.map((each) => each.type === 'section' && [each.name, each.repeats]),
    ).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
      ['e', false],
    ])
  })

  test('100,000 rounds and 10,000 variables cost time in proportion', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `v${index}`)
    const text = await made(
      names.map((name) => `{{${name}}}`).join('\n'),
      Object.fromEntries(names.map((name) => [name, name])),
    )
    expect(text.split('\n')).toEqual(names)
    expect(
      (await made('{{#a}}{{.}};{{/a}}', { a: Array.from({ length: 100_000 }, () => ({ '.': 'x' })) })).length,
    ).toBe(200_000)
  })
})

describe('the compiled form', () => {
  test('refuses bytes that are foreign, damaged or of another version', async () => {
    const result = await compileTemplate(Buffer.from('a {{x}}'), 'text')
    if (!result.ok) throw new Error()
    const bytes = encodeCompiled(result.value)
    const reason = (input: Uint8Array): unknown => {
      try {
        decodeCompiled(input)
        return 'accepted'
      } catch (error) {
        return (error as { error: { details: { reason: string } } }).error.details.reason
      }
    }
    expect(reason(bytes)).toBe('accepted')
    expect(reason(Buffer.from('{}'))).toBe('foreign')
    expect(reason(new Uint8Array())).toBe('foreign')
    for (let at = 4; at < bytes.length; at += 7) {
      const damaged = Uint8Array.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      expect(reason(damaged)).toBe('damaged')
    }
    expect(reason(bytes.subarray(0, bytes.length - 1))).toBe('damaged')
    expect(reason(encodeCompiled({ ...result.value, compiler: '0' }))).toBe('other_version')
  })
})
