/** What a paste becomes in Slack's editor, as the public record tells. */
import { expect, it } from 'vitest'
import { findBlockProblems } from '../../../tools/slack-simulator/block-kit/validate.ts'
import { copiedText, pastedMessage } from '../../../tools/slack-simulator/driver/text/pasted-text.ts'
import type { Workspace } from '../../../tools/slack-simulator/state/model.ts'

const WORKSPACE = { users: new Map(), channels: new Map() } as unknown as Workspace
const paste = (pasted: string, words?: string) => pastedMessage(WORKSPACE, pasted, words)

it('makes a table of cells, in an attachment and nowhere else', () => {
  const { text, blocks, attachments = [] } = paste('Bolt\t12\r\nNut\t\r\n')
  expect([text, blocks]).toEqual(['', undefined])
  const [{ blocks: inside } = {}] = attachments
  const raw = (words: string) => ({ type: 'raw_text', text: words })
  expect(inside).toEqual([
    {
      type: 'table',
      rows: [
        [raw('Bolt'), raw('12')],
        [raw('Nut'), raw(' ')],
      ],
    },
  ])
  expect(findBlockProblems(inside, 'message')).toEqual([])
})

it('leaves the words that were typed beside it where they are', () => {
  expect(paste('Bolt\t12', 'Here:')).toMatchObject({ text: 'Here:', attachments: [{ id: 1 }] })
})

it.each([
  ['of more rows than a table has', 'a\tb\n'.repeat(101).trim()],
  ['of more columns', 'a\t'.repeat(20) + 'b'],
  ['of one column', 'Ann\nBob'],
  ['of Word’s characters', '“Müller”\u00A0& Söhne\u00AD – 5\u202F€'],
])('a paste %s stays text', (_, pasted) => {
  expect(paste(pasted)).toEqual({
    text: pasted.replace('&', '&amp;'),
    blocks: [
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: pasted }] }] },
    ],
  })
})

it('cuts what is longer than a message may be', () => {
  expect(paste('x'.repeat(50_000)).text).toHaveLength(40_000)
})

it('copies spaces as no-break spaces', () => {
  expect(copiedText('12 May 2027')).toBe('12\u00A0May\u00A02027')
})
