/**
 * What compiling, registering and rendering cost, measured in regular expressions that are run: what few templates need
 * costs the others nothing.
 */
import { describe, expect, test } from 'vitest'
import { inferQuestions } from '../../src/domain/questions/inference/infer-questions.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { renderDocument } from '../../src/rendering/render.ts'
import { expressionsRun } from '../support/expressions-run.ts'
import { compiled, p, wordFile } from './support/word.ts'

const CONDITIONS = 128
const conditions = wordFile({
  body: Array.from(
    { length: CONDITIONS },
    (_, index) => p(`{{#c${index}}}`) + p(`Some words of the agreement, ${index}.`) + p(`{{/c${index}}}`),
  ).join(''),
})

describe('a template of 128 conditions', () => {
  test('compiled for one document', async () => {
    const run = await expressionsRun(() => compileTemplate(conditions, 'docx', 'once'))
    expect(run / CONDITIONS).toBeLessThan(ONCE)
  })

  test('compiled to be kept', async () => {
    const run = await expressionsRun(() => compileTemplate(conditions, 'docx', 'keep'))
    expect(run / CONDITIONS).toBeLessThan(KEPT)
  })

  test('its questions', async () => {
    const { outline } = await compiled(conditions)
    const run = await expressionsRun(() => inferQuestions(outline))
    expect(run / CONDITIONS).toBeLessThan(QUESTION)
  })
})

/** Per condition. */
const ONCE = 5.6
const KEPT = 10
const QUESTION = 21

test('a file is not read again for its language where no run is marked with one', async () => {
  const body = 'Guten Tag. '.repeat(3)
  const styles =
    '<w:styles NS><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault>' +
    '</w:docDefaults></w:styles>'
  const file = (count: number) =>
    wordFile({ body: p('{{name}}') + p(body).repeat(count), parts: { 'word/styles.xml': styles } })
  const cost = async (count: number) => {
    const template = file(count)
    expect((await compiled(template)).language).toBe('de-DE')
    const kept = await expressionsRun(() => compileTemplate(template, 'docx', 'keep'))
    return kept - (await expressionsRun(() => compileTemplate(template, 'docx', 'again')))
  }
  // One look at each paragraph for what looks like a tag.
  expect((await cost(1_000)) - (await cost(100))).toBeLessThanOrEqual(900)
})

test('an ordinary answer in Markdown is looked at once', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `value ${index}`)
  const source = names.map((name) => `A paragraph with {{${name}}} in it.\n`).join('\n')
  const template = await compileTemplate(Buffer.from(source), 'markdown')
  if (!template.ok) throw new Error(template.error.message)
  const run = (answer: string) =>
    expressionsRun(() => renderDocument(template.value, Object.fromEntries(names.map((name) => [name, answer]))))
  for (const answer of ['Ada Lovelace', '31 March 2026', 'EUR 1,250.00', 'Straße 5', '+49 (30) 123', 'a@b.org'])
    expect(await run(answer), answer).toBeLessThanOrEqual(names.length)
  expect(await run('*a* _b_ and `c`')).toBeLessThanOrEqual(20 * names.length)
})
