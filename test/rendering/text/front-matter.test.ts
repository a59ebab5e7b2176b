/** The language that a Markdown template says in its front matter. */
import { describe, expect, test } from 'vitest'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { remarkNotes } from '../../../src/rendering/remark-notes.ts'
import { made } from '../support/word.ts'

const read = async (text: string, more: object = {}, format: 'markdown' | 'text' = 'markdown') => {
  const result = await readTemplate({ bytes: Buffer.from(text), format, ...more })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('front matter', () => {
  test.each([
    ['---\nlang: de-DE\n---\nHallo {{name}}', 'de-DE'],
    ['---\r\ntitle: Vertrag\r\nlang: "de"\r\n---\r\nHallo', 'de'],
    ["---\nlang: 'fr-CA' # of Canada\n...\nBonjour", 'fr-CA'],
    ['\uFEFF---\nlang: ja\n---\n', 'ja'],
    ['---\ntitle: no language\n---\nHello', undefined],
    ['Hello\n---\nlang: de-DE\n---\n', undefined],
    ['---\nlang: de-DE\nand no end', undefined],
    ['---\nmeta:\n  lang: de-DE\n---\n', undefined],
    ['lang: de-DE\n', undefined],
  ])('%j is %s', async (text, language) => expect((await read(text)).compiled.language).toBe(language))

  test('of a text file is text', async () =>
    expect((await read('---\nlang: de-DE\n---\n', {}, 'text')).compiled.language).toBeUndefined())

  test('with what is no language is remarked on with its line', async () => {
    const notes = remarkNotes(await read('---\ntitle: x\nlang: german\n---\nHallo {{name}}'))
    expect(notes).toMatchObject([{ name: 'text, paragraph 3', message: expect.stringContaining('“lang: german”') }])
  })

  test('stands in a Markdown document as it is', async () => {
    expect((await read('---\nlang: de-DE\n---\nHallo {{name}}')).compiled.outline).toMatchObject([{ name: 'name' }])
  })

  test('becomes the language of Word, and is no text there', async () => {
    const { compiled, converted } = await read('---\nlang: de-DE\n---\n\n# Vertrag\n\nHallo {{name}}', {
      output: 'word',
    })
    expect(compiled.language).toBe('de-DE')
    const { lines, parts } = await made(converted!.bytes, { name: 'Zoë' })
    expect(lines).toEqual(['Vertrag', 'Hallo Zoë'])
    expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="de-DE"/>')
  })
  test('goes behind the author’s word in Word, which decides the page too', async () => {
    const text = '---\nlang: de-DE\n---\n\nHallo {{name}}'
    const partsOf = async (given: string, language?: string) => {
      const { compiled, converted } = await read(given, { output: 'word', language })
      const { parts } = await made(converted!.bytes, { name: 'Zoë' })
      return [
        compiled.language,
        /<w:lang w:val="([^"]*)/.exec(parts.get('word/styles.xml') ?? '')?.[1],
        /w:pgSz w:w="(\d*)/.exec(parts.get('word/document.xml') ?? '')?.[1],
      ]
    }
    expect(await partsOf(text)).toEqual(['de-DE', 'de-DE', '11906'])
    // What the file says is not what its author says.
    expect(await partsOf(text, 'en-US')).toEqual(['de-DE', 'en-US', '12240'])
    expect(await partsOf('Hello {{name}}', 'en-US')).toEqual([undefined, 'en-US', '12240'])
    expect((await partsOf('Hello {{name}}'))[0]).toBeUndefined()
  })
})
