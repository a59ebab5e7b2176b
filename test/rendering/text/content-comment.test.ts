/** The content id of a Markdown document: a comment that no reader shows. */
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { addContentComment, splitContentComment } from '../../../src/rendering/text/content-comment.ts'

const ID = 'ab'.repeat(32)
const COMMENT = `<!-- docgen-content-id: ${ID} -->`

/** What readers see, with each comment left out as browsers do. */
const shown = (markdown: string): string =>
  new MarkdownIt({ html: true }).render(markdown).replaceAll(/<!--[^]*?-->\n?/g, '')

describe('is added where nobody sees it', () => {
  test.each([
    ['after a paragraph', 'Dear Ada,\n\nyours\n'],
    ['without a line end', 'Dear Ada'],
    ['after a list', '- one\n- two\n'],
    ['after a table', '| a | b |\n| - | - |\n| 1 | 2 |\n'],
    ['after a quotation', '> as he said'],
    ['after code', '    indented\n'],
    ['after a closed fence', '```\ncode\n```\n'],
    ['after a closed block of HTML', '<pre>\nx\n</pre>\n'],
    ['in an empty document', ''],
  ])('%s', (_, text) => {
    const marked = addContentComment(text, ID)
    expect(marked.endsWith(`\n${COMMENT}\n`)).toBe(true)
    expect(shown(marked)).toBe(shown(text))
    expect(splitContentComment(marked)).toMatchObject({ content_id: ID })
  })
})

describe('is left out where it would be seen', () => {
  test.each([
    ['in a fence that is never closed', 'Dear Ada\n\n```\ncode\n'],
    ['in a fence of tildes', '~~~\ncode'],
    ['in a block of HTML that is never closed', '<pre>\nx\n'],
    ['in a comment that is never closed', '<!-- x\n'],
  ])('%s', (_, text) => {
    expect(addContentComment(text, ID)).toBe(text)
  })

  test('and where there is no id', () => {
    expect(addContentComment('Dear Ada', '')).toBe('Dear Ada')
  })
})

test('is taken out again, and the text is as it was but for spaces at its end', () => {
  const { text } = splitContentComment(addContentComment('Dear Ada,\n\nyours\n', ID))
  expect(text.trimEnd()).toBe('Dear Ada,\n\nyours')
  expect(splitContentComment('Dear Ada')).toEqual({ text: 'Dear Ada' })
})
