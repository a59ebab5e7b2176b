/** What Slack's editor makes of what people type: mrkdwn in the text, the truth in rich text. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findBlockProblems } from '../../../tools/slack-simulator/block-kit/validate.ts'
import { displayText, messageText } from '../../../tools/slack-simulator/driver/text/display-text.ts'
import { typedMessage } from '../../../tools/slack-simulator/driver/text/typed-text.ts'
import { startSlack, type SimulatedWorkspace, type Simulator } from '../../../tools/slack-simulator/simulator.ts'

let slack: Simulator
let acme: SimulatedWorkspace
beforeAll(async () => {
  slack = await startSlack()
  acme = slack.workspace('Acme')
  acme.person('ben')
  acme.channel('legal')
})
afterAll(() => slack.close())

const typed = (text: string) => typedMessage(acme.state, text)
const elementsOf = (text: string) => (typed(text).blocks?.[0] as { elements: object[] } | undefined)?.elements
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
const said = (text: string, style?: object) => ({ type: 'text', text, ...(style && { style }) })

it('makes bold, emoji and text of one line, and leaves the marks in `text`', () => {
  expect(typed('*Acme* Ltd :tada:').text).toBe('*Acme* Ltd :tada:')
  expect(elementsOf('*Acme* Ltd :tada:')).toEqual([
    section(said('Acme', { bold: true }), said(' Ltd '), { type: 'emoji', name: 'tada', unicode: '1f389' }),
  ])
})

it('makes an emoji of its character, too', () => {
  expect(typed('Done 🎉').text).toBe('Done :tada:')
})

it.each([
  ['`12.05.2027`', said('12.05.2027', { code: true })],
  ['*12*', said('12', { bold: true })],
  ['_see_', said('see', { italic: true })],
  ['~old~', said('old', { strike: true })],
  [
    '*a@b.example.com*',
    { type: 'link', url: 'mailto:a@b.example.com', text: 'a@b.example.com', unsafe: true, style: { bold: true } },
  ],
])('%s is styled', (text, element) => {
  expect(elementsOf(text)).toEqual([section(element)])
})

it.each(['5*3*2', 'snake_case_name', '2 * 3 * 4', ':unheard-of:', '10:30:00', '-5', '1.250'])('%s stays', (text) => {
  expect(elementsOf(text)).toEqual([section(said(text))])
  expect(typed(text).text).toBe(text)
})

it('makes quotations, lists and code', () => {
  expect(typed('> as agreed\n> twice').text).toBe('&gt; as agreed\n&gt; twice')
  expect(elementsOf('> as agreed')).toEqual([{ type: 'rich_text_quote', elements: [said('as agreed')] }])
  expect(typed('- one\n- two').text).toBe('• one\n• two')
  expect(elementsOf('1. one\n2. two')).toMatchObject([
    { type: 'rich_text_list', style: 'ordered', elements: [section(said('one')), section(said('two'))] },
  ])
  expect(elementsOf('see\n```\na < b\n```')).toMatchObject([
    section(said('see')),
    { type: 'rich_text_preformatted', elements: [said('a < b')] },
  ])
})

it('writes a mention of a channel without its name', () => {
  expect(typed('in #legal with @ben').text).toMatch(/^in <#C\w+\|> with <@U\w+>$/)
})

it('always makes blocks that Slack takes, and that show what was typed but for its marks', () => {
  const words = fc.array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('*', '_', '`', '~', '>', '- ', '1. ', ':tada:', '\n', '```'),
    ),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join('')
      const message = typed(text)
      if (message.blocks) expect(findBlockProblems(message.blocks, 'message')).toEqual([])
      const letters = (shown: string) => shown.replaceAll(/[^\p{L}\p{N}]|tada/gu, '').replaceAll(/\d/g, '')
      const shown = messageText(acme.state, { ...message, fileIds: [] } as never)
      expect(letters(shown)).toBe(letters(text))
      expect(letters(displayText(acme.state, message.text))).toBe(letters(text))
    }),
  )
})
