/** What people wrote is shown so that it can be copied back, and so that nothing in it is active. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writtenMessage } from '../../../../../src/adapters/inbound/slack/ui/input/rich-text.ts'
import { withMention } from '../../../../../src/adapters/inbound/slack/ui/views/elements/mention.ts'
import {
  bold,
  escapeMarkup,
  italic,
  oneLine,
  shownText,
} from '../../../../../src/adapters/inbound/slack/ui/views/elements/text.ts'
import { textOf } from '../../../../../tools/slack-simulator/driver/text/display-text.ts'
import { copiedText, pastedMessage } from '../../../../../tools/slack-simulator/driver/text/pasted-text.ts'
import type { Workspace } from '../../../../../tools/slack-simulator/state/model.ts'

const WORKSPACE = { users: new Map(), channels: new Map() } as unknown as Workspace

const words = fc
  .array(
    fc.constantFrom(
      '*a*',
      '_b_',
      '~c~',
      '`d`',
      ':smile:',
      '<!here>',
      '<@U1>',
      '&amp;',
      '>',
      '\n>',
      '*',
      '_',
      ':',
      ' ',
      'x',
      '1',
      'snake_case',
      'a*b',
      ':warning:',
      'Ä',
      '<https://x.example|y>',
      '@here',
      '#legal',
      'acme.com',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))
const line = words.map(oneLine).filter((one) => one !== '')

/** Markup in which nothing of the words is a mark: as Slack shows it, without the marks of ours. */
const shownAs = (object: ReturnType<typeof shownText>): string => textOf(WORKSPACE, object).replaceAll(/[*_]/g, '')
const withoutMarks = (text: string): string => text.replaceAll(/[*_]/g, '')

describe('words in a message of ours', () => {
  it('have no invisible characters', () => {
    fc.assert(
      fc.property(line, line, (label, answer) => {
        for (const markup of [
          escapeMarkup(answer),
          bold(answer),
          `${escapeMarkup(label)}\n${bold(answer)}  ${italic(label)}`,
          `:warning: ${escapeMarkup(answer)}`,
          withMention({ user: 'U0BEN00001', name: label }, (who) => `${who}: ${answer}`),
        ])
          expect(shownText(markup).text).not.toContain('\u2060')
      }),
    )
  })

  it('are shown as they are, label and answer, whatever is in them', () => {
    fc.assert(
      fc.property(line, line, (label, answer) => {
        const shown = shownText(`${escapeMarkup(label)}\n${bold(answer)}  ${italic(label)}`)
        expect(shownAs(shown)).toBe(withoutMarks(`${label}\n${answer}  ${label}`))
        if (shown.type === 'plain_text') expect(shown.text).toBe(`${label}\n${answer}  ${label}`)
      }),
    )
  })

  it('are no markup: no mention, link, style or emoji code', () => {
    fc.assert(
      fc.property(words, (text) => {
        const shown = shownText(escapeMarkup(text))
        // Plain text has no markup at all, and `emoji: false` leaves codes as they are.
        if (shown.type === 'plain_text') expect(shown).toEqual({ type: 'plain_text', text, emoji: false })
        else expect(shown.text).not.toMatch(/[<>]|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`|:[\w+'-]+:|^&gt;/mu)
      }),
    )
  })

  it('copied from Slack and pasted as an answer they are the same words', () => {
    fc.assert(
      fc.property(line, (answer) => {
        const copied = copiedText(textOf(WORKSPACE, shownText(escapeMarkup(answer))))
        expect(writtenMessage(pastedMessage(WORKSPACE, copied)).plain).toBe(answer)
      }),
    )
  })
})

it.each([
  ['12 May 2027', 'mrkdwn', '*12 May 2027*'],
  ['a_b@c.example', 'mrkdwn', '*a_b@c.example*'],
  ['R&D', 'mrkdwn', '*R&amp;D*'],
  ['*Acme* Ltd', 'plain_text', '*Acme* Ltd'],
  [':tada:', 'plain_text', ':tada:'],
])('%j is %s', (answer, type, text) => {
  expect(shownText(bold(answer))).toMatchObject({ type, text })
})

it('our own icons stay icons', () => {
  expect(shownText(`:warning: ${escapeMarkup('`x`')}`)).toMatchObject({ type: 'plain_text', text: '⚠️ `x`' })
})

it('a mention stays one, unless the words beside it can only be plain text', () => {
  const who = { user: 'U0BEN00001', name: 'Ben_' }
  expect(withMention(who, (name) => `${name} says 12`)).toBe('<@U0BEN00001> says 12')
  expect(shownText(withMention(who, (name) => `${name} says *12*`)).text).toBe('Ben_ says *12*')
})
