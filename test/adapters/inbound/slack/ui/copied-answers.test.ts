/** What the review and an answered question show can be copied from Slack, pasted as the answer, and is the same. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exampleFor } from '../../../../../src/answers/example.ts'
import { showAnswer } from '../../../../../src/answers/print.ts'
import { readAnswer } from '../../../../../src/answers/read.ts'
import { wordsOf, writtenMessage } from '../../../../../src/adapters/inbound/slack/ui/input/rich-text.ts'
import { textsFor } from '../../../../../src/adapters/inbound/slack/ui/texts/texts.ts'
import { answerMarkup } from '../../../../../src/adapters/inbound/slack/ui/views/elements/answer-line.ts'
import { shownText } from '../../../../../src/adapters/inbound/slack/ui/views/elements/text.ts'
import type { AnswerValue } from '../../../../../src/domain/questions/answer.ts'
import { KINDS, type Kind } from '../../../../../src/domain/questions/question.ts'
import type { AnswerView } from '../../../../../src/queries/generation/generation-view.ts'
import { textOf } from '../../../../../tools/slack-simulator/driver/text/display-text.ts'
import { copiedText, pastedMessage } from '../../../../../tools/slack-simulator/driver/text/pasted-text.ts'
import type { Workspace } from '../../../../../tools/slack-simulator/state/model.ts'
import { context, question } from '../../../../answers/given.ts'

const WORKSPACE = { users: new Map(), channels: new Map() } as unknown as Workspace
const CHOICES = ['*Warm* & dry', 'Cool_', ':tada: party', 'Red'].map((label) => ({ value: label, label }))

const hostileLine = fc
  .array(fc.constantFrom('*a*', '_b_', '`c`', ':tada:', '<!here>', '&amp;', '>x', ' ', 'x', '12', 'Ä'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pieces) => pieces.join('').replaceAll(/ +/g, ' ').trim())
  .filter((line) => line !== '')
const decimal = fc.integer({ min: -99_999, max: 99_999 }).map((cents) => String(cents / 100))

/** Values in wire form. Pictures are shown by their facts and lists by their size: nobody copies those. */
const VALUES: Partial<Record<Kind, fc.Arbitrary<AnswerValue>>> = {
  text: hostileLine,
  long_text: hostileLine,
  number: decimal,
  integer: fc.integer({ min: -9_999, max: 999_999 }).map(String),
  money: fc.integer({ min: 0, max: 99_999_999 }).map((cents) => String(cents / 100)),
  date: fc.integer({ min: 0, max: 30_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  yes_no: fc.boolean(),
  one_of: fc.constantFrom(...CHOICES.map(({ value }) => value)),
  some_of: fc.subarray(
    CHOICES.map(({ value }) => value),
    { minLength: 1 },
  ),
  email: fc.constantFrom('ada_l@acme.example', '_x_@acme.example', 'a.b+c@acme.example'),
  link: fc.constantFrom('https://acme.example/a_b_', 'https://acme.example/*x*?a=1&b=2', 'https://acme.example/'),
  phone: fc.constantFrom('+493012345678', '+12025550123'),
}

it('has values of every kind whose answer is shown whole', () => {
  expect(KINDS.filter((kind) => VALUES[kind] === undefined)).toEqual(expect.arrayContaining(['image', 'list']))
  expect(Object.keys(VALUES)).toHaveLength(KINDS.length - 2)
})

it.each(
  (['en-US', 'de-DE'] as const).flatMap((locale) =>
    (Object.keys(VALUES) as Kind[]).map((kind) => [kind, locale] as const),
  ),
)('%s in %s', (kind, locale) => {
  const asked = question(kind, { label: 'What_ *is* it?', ...(kind.endsWith('_of') ? { choices: CHOICES } : {}) })
  expect(typeof exampleFor(asked, locale)).toBe('string')
  fc.assert(
    fc.property(VALUES[kind] ?? fc.constant(''), fc.boolean(), (wire, carried) => {
      const wanted = readAnswer(asked, wire, { ...context(locale), form: 'wire' })
      if (!wanted.ok) throw new Error(`no value: ${wanted.error.message}`)
      const shown = showAnswer(asked, wanted.value, locale)
      const answer = { ...asked, value: wanted.value, shown, skipped: false, carried } as unknown as AnswerView
      const [, said = ''] = textOf(WORKSPACE, shownText(answerMarkup(answer, textsFor(locale)))).split('\n')
      // Styles are no characters: what stands around the words is not copied.
      const bare = said.replace(new RegExp(`  _?${textsFor(locale).carried}_?$`), '')
      const copied = copiedText(bare === `*${shown}*` ? shown : bare)
      const back = readAnswer(asked, wordsOf(writtenMessage(pastedMessage(WORKSPACE, copied)), asked), context(locale))
      expect([copied, back]).toEqual([copied, { ok: true, value: wanted.value }])
    }),
  )
})
