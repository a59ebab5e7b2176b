/** What a person wrote is read from rich text, as plain words and as Markdown; only old messages are read from `text`. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mentionedUsers,
  wordsOf,
  writtenMessage,
} from '../../../../../src/adapters/inbound/slack/ui/input/rich-text.ts'
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
    ['with @ben', 'with Ben Okafor'],
    ['See 👋🏽 and 🇩🇪', 'See 👋🏽 and 🇩🇪'],
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
  expect(writtenMessage({ blocks: blocks({}) })).toMatchObject({
    plain: ':acme:',
    wordless: { kind: 'emoji', name: 'acme' },
  })
  expect(writtenMessage({ blocks: blocks({ unicode: '1f44b-1f3fd' }) }).plain).toBe('👋🏽')
  expect(writtenMessage({ blocks: blocks({ unicode: 'ffffff' }) }).plain).toBe(':acme:')
})

it('a channel has the name that the text says, else it has no words', () => {
  const channel = { type: 'channel', channel_id: 'C0LEGAL001' }
  const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [channel] }] }]
  expect(writtenMessage({ text: '<#C0LEGAL001|legal>', blocks }).plain).toBe('#legal')
  expect(writtenMessage({ text: '<#C0LEGAL001|legal>', blocks }).wordless).toBeUndefined()
  expect(writtenMessage({ text: '<#C0LEGAL001|>', blocks }).wordless).toEqual({ kind: 'mention' })
})

const section = (...elements: object[]) => [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]

it.each([
  ['a user group', section({ type: 'usergroup', usergroup_id: 'S0LEGAL001' }), '', 'mention'],
  ['a stranger', section({ type: 'user', user_id: 'U0STRANGER' }), '', 'mention'],
  ['a date without its text', section({ type: 'date', timestamp: 1, format: '{date}' }), '', 'date'],
  ['a channel in plain text', undefined, 'in <#C0LEGAL001|>', 'mention'],
  ['a user group in plain text', undefined, '<!subteam^S0LEGAL001>', 'mention'],
  ['a stranger in plain text', undefined, '<@U0STRANGER>', 'mention'],
])('%s has no words', (_, blocks, text, kind) => {
  expect(writtenMessage({ text, blocks }).wordless).toEqual({ kind })
})

it.each([
  [section({ type: 'usergroup', usergroup_id: 'S1' }, { type: 'text', text: ' x' }), '@ x'],
  [section({ type: 'broadcast', range: 'here' }), '@here'],
  [section({ type: 'date', timestamp: 1, format: '{date}', fallback: 'January 1, 1970' }), 'January 1, 1970'],
  [section({ type: 'link', url: 'tel:+4930123', text: '030 123' }), '030 123'],
  [section({ type: 'text', text: 'a\u00A0b\u2060c' }), 'a bc'],
])('%j is %j', (blocks, plain) => expect(writtenMessage({ blocks }).plain).toBe(plain))

it('of a link with words of its own the address is the answer where an address is asked for', () => {
  const labelled = (url: string) => writtenMessage({ blocks: section({ type: 'link', url, text: 'our terms' }) })
  const terms = labelled('https://acme.example/terms')
  expect(wordsOf(terms, { kind: 'link' })).toBe('https://acme.example/terms')
  expect(wordsOf(terms, { kind: 'text' })).toBe('our terms')
  expect(wordsOf(terms, { kind: 'long_text', format: 'markdown' })).toBe('[our terms](https://acme.example/terms)')
  expect(wordsOf(labelled('mailto:ada@acme.example'), { kind: 'email' })).toBe('ada@acme.example')
  const own = writtenMessage({ blocks: section({ type: 'link', url: 'http://acme.com', text: 'acme.com' }) })
  expect(wordsOf(own, { kind: 'link' })).toBe('acme.com')
})

describe('a pasted table', () => {
  const text = (words: string) => ({ type: 'raw_text', text: words })
  const bold = { type: 'text', text: 'Item', style: { bold: true } }
  const table = {
    type: 'table',
    rows: [
      [{ type: 'rich_text', elements: section(bold)[0]?.elements }, text('Price')],
      [text('Bolt | nut'), { type: 'raw_number', value: 3 }],
      [text(''), text(' ')],
    ],
  }
  const pasted = { attachments: [{ id: 1, fallback: '[no preview available]', blocks: [table] }] }

  it('is in an attachment, and read as rows', () => {
    const written = writtenMessage({ text: '', ...pasted })
    expect(written).toMatchObject({ plain: 'Item\tPrice\nBolt | nut\t3', table: 'Item\tPrice\nBolt | nut\t3' })
    expect(written.markdown).toBe('| Item | Price |\n| --- | --- |\n| Bolt \\| nut | 3 |')
  })

  it('stands below the words beside it, and alone answers a list', () => {
    const written = writtenMessage({ text: 'Here', blocks: section({ type: 'text', text: 'Here:' }), ...pasted })
    expect(wordsOf(written, { kind: 'long_text' })).toBe('Here:\nItem\tPrice\nBolt | nut\t3')
    expect(wordsOf(written, { kind: 'list' })).toBe('Item\tPrice\nBolt | nut\t3')
  })

  it('may be a block of the message itself, and broken ones do no harm', () => {
    expect(writtenMessage({ blocks: [table] }).plain).toBe('Item\tPrice\nBolt | nut\t3')
    expect(
      writtenMessage({ text: 'a', attachments: [{ blocks: [{ type: 'table' }] }, null, { text: 'x' }] }).plain,
    ).toBe('a')
  })
})

it('without rich text the text is read', () => {
  expect(writtenMessage({ text: '&lt;A&gt; <https://a.example|a.example>' })).toEqual({
    plain: '<A> a.example',
    markdown: '<A> a.example',
    wordless: undefined,
  })
  expect(writtenMessage({ text: 'a', blocks: [{ type: 'section' }, null, 5] }).plain).toBe('a')
})

it('finds who is mentioned, once each', () => {
  expect(mentionedUsers({ text: '<@U0BEN00001> <@W0ANA00001|ana> <@U0BEN00001>' })).toEqual([
    'U0BEN00001',
    'W0ANA00001',
  ])
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
