/** What a person wrote is read from rich text, as plain words and as Markdown; only old messages are read from `text`. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionedUsers, writtenMessage } from '../../../../../src/adapters/inbound/slack/ui/input/rich-text.ts'
import { escapeMarkup } from '../../../../../src/adapters/inbound/slack/ui/views/elements/text.ts'
import { displayText } from '../../../../../tools/slack-simulator/driver/text/display-text.ts'
import { typedMessage } from '../../../../../tools/slack-simulator/driver/text/typed-text.ts'
import type { Workspace } from '../../../../../tools/slack-simulator/state/model.ts'

const WORKSPACE = {
  users: new Map([['U0BEN00001', { id: 'U0BEN00001', name: 'ben' }]]),
  channels: new Map([['C0LEGAL001', { id: 'C0LEGAL001', name: 'legal', kind: 'public' }]]),
} as unknown as Workspace
const NAMES = new Map([['U0BEN00001', 'Ben Okafor']])

/** As Slack's editor makes it, and as the app reads it. */
const read = (typed: string) => writtenMessage(typedMessage(WORKSPACE, typed), (user) => NAMES.get(user))

describe('formatting is not part of a plain answer', () => {
  it.each([
    ['*Acme* Ltd :tada:', 'Acme Ltd 🎉'],
    ['*12 May 2027*', '12 May 2027'],
    ['`12.05.2027`', '12.05.2027'],
    ['*12*', '12'],
    ['*ada@example.com*', 'ada@example.com'],
    ['> as agreed\n> on Friday', 'as agreed\non Friday'],
    ['```\na < b && c\n```', 'a < b && c'],
    ['- one\n- two', '• one\n• two'],
    ['1. one\n2. two', '1. one\n2. two'],
    ['Look at acme.com', 'Look at acme.com'],
    ['with @ben', 'with @Ben Okafor'],
    ['_see_ ~old~ new', 'see old new'],
    ['5*3*2 and snake_case_name', '5*3*2 and snake_case_name'],
    ['10:30', '10:30'],
  ])('%j is %j', (typed, plain) => {
    expect(read(typed).plain).toBe(plain)
  })
})

describe('a Markdown answer has its formatting', () => {
  it.each([
    ['*Acme* Ltd', '**Acme** Ltd'],
    ['_see_ `code` ~old~', '*see* `code` ~~old~~'],
    ['Terms:\n- one\n- two\nThe end', 'Terms:\n\n- one\n- two\n\nThe end'],
    ['1. one\n2. two', '1. one\n2. two'],
    ['> as agreed\n> on Friday', '> as agreed\n> on Friday'],
    ['```\nx\n```', '```\nx\n```'],
    ['**already** Markdown', '**already** Markdown'],
  ])('%j is %j', (typed, markdown) => {
    expect(read(typed).markdown).toBe(markdown)
  })
})

it('an emoji of the workspace’s own stays a shortcode, and a broken code does no harm', () => {
  const emoji = (given: object) => ({ type: 'emoji', name: 'acme', ...given })
  const blocks = (given: object) => [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [emoji(given)] }] },
  ]
  expect(writtenMessage({ blocks: blocks({}) }).plain).toBe(':acme:')
  expect(writtenMessage({ blocks: blocks({ unicode: '1f44b-1f3fd' }) }).plain).toBe('👋🏽')
  expect(writtenMessage({ blocks: blocks({ unicode: 'ffffff' }) }).plain).toBe(':acme:')
})

it('a channel has the name that the text says, else its id', () => {
  const channel = { type: 'channel', channel_id: 'C0LEGAL001' }
  const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [channel] }] }]
  expect(writtenMessage({ text: '<#C0LEGAL001|legal>', blocks }).plain).toBe('#legal')
  expect(writtenMessage({ text: '<#C0LEGAL001|>', blocks }).plain).toBe('#C0LEGAL001')
})

it('without rich text the text is read', () => {
  expect(writtenMessage({ text: '&lt;A&gt; <https://a.example|a.example>' })).toEqual({
    plain: '<A> a.example',
    markdown: '<A> a.example',
  })
  expect(writtenMessage({ text: 'a', blocks: [{ type: 'section' }, null, 5] }).plain).toBe('a')
})

it('finds who is mentioned, once each', () => {
  expect(mentionedUsers('<@U0BEN00001> <@W0ANA00001|ana> <@U0BEN00001>')).toEqual(['U0BEN00001', 'W0ANA00001'])
})

it('what is shown can be copied back: the joiners are gone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('*', '_', '~', '`', ':', 'a', ' ', '>', '<', '&', '1') }),
      (words) => {
        const copied = displayText(WORKSPACE, escapeMarkup(words))
        expect(writtenMessage({ text: escapeMarkup(copied) }).plain).toBe(words)
      },
    ),
  )
})

it.each(['snake_case_name', 'a_b@c.example', '5*3*2', 'x~y'])('%s is shown as it is', (words) => {
  expect(escapeMarkup(words)).toBe(words)
})
