import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writtenText } from '../../../../../src/adapters/inbound/slack/ui/input/message-text.ts'
import { escapeMarkup, escapeCut, splitText } from '../../../../../src/adapters/inbound/slack/ui/views/elements/text.ts'

describe('what a person wrote', () => {
  it.each([
    ['Acme &amp; Sons', 'Acme & Sons'],
    ['a &lt;b&gt; c', 'a <b> c'],
    ['&amp;lt;', '&lt;'],
    ['<http://acme.com|acme.com>', 'acme.com'],
    ['<https://acme.com/x?a=1&amp;b=2>', 'https://acme.com/x?a=1&b=2'],
    ['<mailto:jo@acme.com|jo@acme.com>', 'jo@acme.com'],
    ['<tel:+4930123|030 123>', '030 123'],
    ['<#C123|general>', '#general'],
    ['<!here>', '@here'],
    ['<!subteam^S1|@team>', '@team'],
    ['<@U123|ana>', 'ana'],
    ['<#C123|>', '#C123'],
    ['a\u00A0b\u2060c', 'a bc'],
    ['a < b and <c> stay', 'a < b and <c> stay'],
  ])('%j was %j', (sent, written) => {
    expect(writtenText(sent)).toBe(written)
  })

  it('names people by what they are called', () => {
    expect(writtenText('ask <@U123>', () => 'Ana')).toBe('ask Ana')
  })
})

describe('markup', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('*a*', '_b_', '<!here>', ':smile:', '&amp;', '\n>', '`', '~x~', 'text '), {
        maxLength: 20,
      })
      .map((all) => all.join('')),
  )
  /** As Slack shows it, if nothing in it is markup. */
  const shown = (markup: string) =>
    markup.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

  it('shows exactly the text, in which nothing is active', () => {
    fc.assert(
      fc.property(any, (text) => {
        const markup = escapeMarkup(text)
        // What no screen shows is left out; a joiner of the text's own is no loss.
        expect(shown(markup)).toBe(
          text
            .toWellFormed()
            .replaceAll(/[\p{Cc}--[\n\t]]/gv, '')
            .replaceAll('\u2060', ''),
        )
        expect(markup).not.toMatch(
          /[<>]|(?<![\u2060\p{L}\p{N}])[*_~]|(?<!\u2060)[*_~](?![\p{L}\p{N}])|(?<!\u2060)`|(?:^|\n)&gt;/u,
        )
      }),
    )
  })

  it('is cut to fit, and divided without losing a word', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 5, max: 80 }), (text, max) => {
        expect(escapeCut(text, max).length).toBeLessThanOrEqual(max)
      }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', '&', '*x*', 'longer-word'), { minLength: 1, maxLength: 200 }),
        (words) => {
          const divided = splitText(words.join(' '), 100)
          for (const piece of divided) expect(piece.length).toBeLessThanOrEqual(100)
          expect(divided.map(shown).join(' ')).toBe(words.join(' '))
        },
      ),
    )
  })
})
