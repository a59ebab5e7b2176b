import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, type Cli } from '../../../support/services/cli.ts'
import { ANSWERS, LETTER } from '../../../support/services/http-service.ts'
import { p, wordFile } from '../../../rendering/support/word.ts'

let docgen: Cli
const file = (name: string) => path.join(docgen.cwd, name)
beforeAll(async () => {
  docgen = await cli()
  await writeFile(file('letter.txt'), LETTER)
  await writeFile(file('broken.md'), 'Dear {{name}},\n{{#open}}\nand no end')
  await writeFile(file('answers.json'), JSON.stringify(ANSWERS))
})
afterAll(() => docgen.close())

describe('docgen inspect', () => {
  it('lists the questions of a file', async () => {
    const { code, out } = await docgen.run('inspect letter.txt')
    expect(code).toBe(0)
    expect(out).toMatch(/lawyer_name\s+text\s+Lawyer name\s+yes\s+if has_lawyer/)
    expect(out).toMatch(/^ {2}quantity\s+integer/m)
  })

  it('gives JSON Schema 2020-12 that accepts the answers and refuses what is missing or wrong', async () => {
    const { json } = await docgen.run('inspect letter.txt --json')
    const accepts = new Ajv2020({
      validateFormats: false,
      strict: true,
      strictTypes: false,
      strictRequired: false,
    }).compile(json)
    expect(accepts(ANSWERS), JSON.stringify(accepts.errors)).toBe(true)
    expect(accepts({ ...ANSWERS, has_lawyer: true })).toBe(false)
    expect(accepts({ ...ANSWERS, has_lawyer: true, lawyer_name: 'Roe' })).toBe(true)
    expect(accepts({ ...ANSWERS, tenant_name: undefined, unknown: 1 })).toBe(false)
    expect(accepts({ ...ANSWERS, each_item: [{ item_name: 'Key' }] })).toBe(false)
    expect(accepts({ ...ANSWERS, amount: 'much' })).toBe(false)
  })

  it('refuses words of other template languages, and takes a clause alone in its paragraph for long text', async () => {
    await writeFile(file('else.md'), '{{#has_pets}}\nYes\n{{else}}\nNo\n{{/has_pets}}')
    const refused = await docgen.run('inspect else.md')
    expect(refused).toMatchObject({ code: 3, out: '' })
    expect(refused.err).toContain('write {{/has_pets}}{{^has_pets}} instead')
    await writeFile(file('clause.docx'), wordFile({ body: p('Dear {{carrier}}') + p('{{force_majeure}}') }))
    const { out } = await docgen.run('inspect clause.docx')
    expect(out).toMatch(/carrier\s+text/)
    expect(out).toMatch(/force_majeure\s+long_text/)
  })

  it('refuses a file with mistakes and says where they are', async () => {
    const { code, out, err } = await docgen.run('inspect broken.md')
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/Error: .*open/)
    expect(err).toMatch(/line 2/)
    const asJson = await docgen.run('inspect broken.md --json')
    expect(JSON.parse(asJson.err)).toMatchObject({
      error: { code: 'invalid_template', details: { mistakes: [{ paragraph: 2 }] } },
    })
  })

  it('writes a copy with the mistakes marked, and never over a file that is there', async () => {
    await writeFile(file('wrong.docx'), wordFile({ body: p('{{#a}} one') + p('two {{b+}}') }))
    const { code, err } = await docgen.run('inspect wrong.docx --marked marked.docx')
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/marked as comments in “marked.docx”[^]*paragraph 1[^]*paragraph 2[^]*Use letters/),
    })
    expect((await readFile(file('marked.docx'))).subarray(0, 2).toString()).toBe('PK')
    expect(await docgen.run('inspect wrong.docx --marked marked.docx')).toMatchObject({ code: 5 })
  })

  it('reads another engine’s template, and says what it loses', async () => {
    await writeFile(file('theirs.docx'), wordFile({ body: p('Dear {name}, {total | currency}') }))
    const refused = await docgen.run('inspect theirs.docx --syntax docxtemplater')
    expect(refused).toMatchObject({
      code: 3,
      err: expect.stringMatching(/One thing in this docxtemplater template[^]*With --accept-losses: “total”/),
    })
    const accepted = await docgen.run('inspect theirs.docx --syntax docxtemplater --accept-losses')
    expect(accepted).toMatchObject({
      code: 0,
      out: expect.stringMatching(/2 tags of docxtemplater[^]*name[^]*total[^]*Look at this/),
    })
    expect(await docgen.run('inspect letter.txt --syntax jinja')).toMatchObject({
      code: 3,
      err: expect.stringContaining('Only Word files'),
    })
    expect(await docgen.run('inspect letter.txt --syntax latex')).toMatchObject({ code: 2 })
  })

  it('tells what should be looked at with the mistakes', async () => {
    await writeFile(file('looks.docx'), wordFile({ body: p('{{#a}} one') + p('Dear ${name}') }))
    expect(await docgen.run('inspect looks.docx')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/never closed[^]*Look at this: [^]*\$\{name\}/),
    })
    await writeFile(file('joins.docx'), wordFile({ body: p('{%- if a %}x{% endif %}') + p('{{ a + b }}') }))
    expect(await docgen.run('inspect joins.docx --syntax jinja')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/is an expression[^]*Look at this: [^]*joins its paragraph/),
    })
  })

  it('tells a file that is not there from one that is no template', async () => {
    expect(await docgen.run('inspect nowhere.docx')).toMatchObject({
      code: 4,
      err: expect.stringContaining('There is no file “nowhere.docx”'),
    })
    expect(await docgen.run('inspect answers.json')).toMatchObject({ code: 3 })
  })
})

describe('docgen render', () => {
  it('makes the document, and the same one again', async () => {
    expect(await docgen.run('render letter.txt --data answers.json --out one.txt')).toMatchObject({ code: 0 })
    expect(await docgen.run('render letter.txt --data - --out two.txt', JSON.stringify(ANSWERS))).toMatchObject({
      code: 0,
    })
    const text = await readFile(file('one.txt'), 'utf8')
    expect(text).toBe('Dear Zoë,\nFrom 21 November 2026 you pay 1,250.00.\n- Key: 2\n')
    expect(await readFile(file('two.txt'), 'utf8')).toBe(text)
    expect((await docgen.run('render letter.txt --data answers.json --out -')).out).toBe(text)
  })

  it('prints lists of plain values', async () => {
    await writeFile(file('keys.txt'), 'Keys:{{#each_key}} {{.}}{{/each_key}}')
    expect((await docgen.run(`render keys.txt --data '{"each_key":["a","b"]}' --out -`)).out).toBe('Keys: a b')
  })

  it('reads what people write', async () => {
    const data = JSON.stringify({ ...ANSWERS, start_date: 'tomorrow', has_lawyer: 'nope', amount: '1,250.5' })
    expect((await docgen.run(`render letter.txt --data '${data}' --out -`)).out).toContain(
      'From 22 November 2026 you pay 1,250.50.',
    )
  })

  it('makes Word of Markdown where the document is called .docx, the same bytes each time', async () => {
    await writeFile(file('note.md'), '# Hello {{name}}\n\n- one\n- two\n')
    expect(await docgen.run(`render note.md --data '{"name":"Ada"}' --out note.docx`)).toMatchObject({ code: 0 })
    expect(await docgen.run(`render note.md --data '{"name":"Ada"}' --output word`)).toMatchObject({
      code: 0,
      out: expect.stringContaining('note (2).docx'),
    })
    const made = await readFile(file('note.docx'))
    expect(made.subarray(0, 2).toString()).toBe('PK')
    expect(await readFile(file('note (2).docx'))).toEqual(made)
  })

  it('names every answer that is missing, wrong or unknown', async () => {
    const wrong = await docgen.run(
      `render letter.txt --data '{"tenant_name":"Z","start_date":"31.02.2026","colour":"red"}' --json`,
    )
    expect(wrong.code).toBe(3)
    expect(JSON.parse(wrong.err).error.details.problems.map(({ field }: { field: string }) => field)).toEqual([
      'start_date',
      'colour',
    ])
    const missing = await docgen.run(`render letter.txt --data '{"tenant_name":"Z","has_lawyer":true}' --json`)
    expect(JSON.parse(missing.err).error.details.problems.map(({ field }: { field: string }) => field)).toEqual([
      'lawyer_name',
      'start_date',
      'amount',
      'each_item',
    ])
  })

  it('fills a template with samples', async () => {
    expect(await docgen.run('render letter.txt --sample')).toMatchObject({ code: 0 })
    expect(await readFile(file('letter (sample).txt'), 'utf8')).toContain('«Tenant name»')
  })

  it('overwrites nothing unasked: not what --out names, not the template', async () => {
    await writeFile(file('mine.txt'), 'precious')
    expect(await docgen.run('render letter.txt --data answers.json --out mine.txt')).toMatchObject({
      code: 5,
      err: expect.stringContaining('--force'),
    })
    expect(await readFile(file('mine.txt'), 'utf8')).toBe('precious')
    await docgen.run('render letter.txt --data answers.json --out mine.txt --force')
    expect(await readFile(file('mine.txt'), 'utf8')).toContain('Zoë')
    const { out } = await docgen.run('render letter.txt --data answers.json')
    expect(out).toContain('letter (document).txt')
    expect((await docgen.run('render letter.txt --data answers.json')).out).toContain('letter (document) (2).txt')
    expect(await readFile(file('letter.txt'), 'utf8')).toBe(LETTER)
  })

  it('says plainly what is wrong with the command line or the data', async () => {
    expect(await docgen.run('render letter.txt')).toMatchObject({ code: 2, err: expect.stringContaining('--sample') })
    expect(await docgen.run('render')).toMatchObject({ code: 2, err: expect.stringContaining('file') })
    expect(await docgen.run('paint')).toMatchObject({ code: 2 })
    expect(await docgen.run(`render letter.txt --data '{"a":'`)).toMatchObject({
      code: 3,
      err: expect.stringContaining('not valid JSON'),
    })
    expect(await docgen.run('render letter.txt --data -', '[1]')).toMatchObject({
      code: 3,
      err: expect.stringContaining('JSON object'),
    })
    expect(await docgen.run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('generate') })
  })
})

describe('the language of a document that is rendered from a file', () => {
  const data = `--data '{"start_date":"6 May 1990"}' --out -`

  it('is the one that is given, else the file’s, else the locale', async () => {
    await writeFile(file('plain.txt'), '{{start_date}}')
    await writeFile(file('said.md'), '---\nlang: de-DE\n---\nFrom {{start_date}}')
    expect((await docgen.run(`render plain.txt ${data}`)).out).toBe('6 May 1990')
    expect((await docgen.run(`render plain.txt --language de-DE ${data}`)).out).toBe('6. Mai 1990')
    expect((await docgen.run(`render said.md ${data}`)).out).toContain('6. Mai 1990')
    expect((await docgen.run(`render said.md --language fr-FR ${data}`)).out).toContain('6 mai 1990')
    expect((await docgen.run('inspect said.md')).out).toContain('markdown, no mistakes, in de-DE')
  })

  it('is refused where it is none', async () => {
    const { code, err } = await docgen.run(`render plain.txt --language german ${data}`)
    expect(code).not.toBe(0)
    expect(err).toContain('“german” is no language')
  })
})
