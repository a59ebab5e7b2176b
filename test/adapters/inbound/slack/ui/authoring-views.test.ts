/** What an author sees of a file in Slack: its mistakes, and what should be looked at. */
import { expect, test } from 'vitest'
import { textsFor } from '../../../../../src/adapters/inbound/slack/ui/texts/texts.ts'
import { draftMessage } from '../../../../../src/adapters/inbound/slack/ui/views/authoring/draft-message.ts'
import { mistakesMessage } from '../../../../../src/adapters/inbound/slack/ui/views/authoring/template-file-messages.ts'
import { findBlockProblems } from '../../../../../tools/slack-simulator/block-kit/validate.ts'

const texts = textsFor('en-US')
const remarks = Array.from({ length: 8 }, (_, index) => `Remark ${index + 1} <b> & ${'long '.repeat(100)}`)

test('a file with mistakes: what should be looked at is told with them, and how many more there are', () => {
  const { blocks } = mistakesMessage('a.docx', [{ place: 'body', message: 'Wrong.' }], remarks, texts)
  expect(findBlockProblems(blocks, 'message')).toEqual([])
  const shown = JSON.stringify(blocks)
  for (const each of ['Wrong.', 'Have a look', 'Remark 1 &lt;b&gt;', 'Remark 5', 'And 3 more.'])
    expect(shown).toContain(each)
  expect(shown).not.toContain('Remark 6')
})

test('a file with mistakes only', () => {
  const { blocks } = mistakesMessage('a.docx', [{ place: 'body', message: 'Wrong.' }], [], texts)
  expect(JSON.stringify(blocks)).not.toContain('Have a look')
})

test('a draft: how many more remarks there are', () => {
  const draft = { id: 'a', name: 'A', version: 1, published: false, questions: [] }
  const notes = remarks.map((message) => ({ name: 'body', message }))
  const { blocks } = draftMessage({ ...draft, notes }, texts)
  expect(findBlockProblems(blocks, 'message')).toEqual([])
  expect(JSON.stringify(blocks)).toContain('And 3 more.')
  expect(JSON.stringify(draftMessage({ ...draft, notes: notes.slice(0, 5) }, texts).blocks)).not.toContain('more.')
})
