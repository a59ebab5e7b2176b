/**
 * Anything that a template, an answer or a name could be, up to the longest that the domain takes, for property tests
 * of the views.
 */
import fc from 'fast-check'
import { KINDS, type Kind } from '../../../../../src/domain/questions/question.ts'
import type { MessageData } from '../../../../../src/adapters/inbound/slack/ui/views/elements/message-data.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../../src/queries/generation/generation-view.ts'

const PIECES = [
  '<!channel>',
  '<@U123>',
  '&',
  '<',
  '>',
  '*bold*',
  '_it_',
  '~no~',
  '`code`',
  ':smile:',
  '👩‍👩‍👧',
  '\u{1F600}',
  '\uD800',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '|',
  '#',
  'ß',
  'مرحبا',
  'a'.repeat(200),
  '&'.repeat(400),
  '*'.repeat(300),
  '\n>quote',
  'http://example.com/?a=b&c=d',
  '\u0000',
  '\u202E',
  '{{name}}',
  '“',
  'Start date',
  '12',
]

/** Hostile text of at most `max` UTF-16 units, at least one. */
export const text = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', minLength: 1, maxLength: max }),
      fc.constant('W'.repeat(max)),
      fc.constant('&'.repeat(max)),
      fc.constant('😀'.repeat(Math.ceil(max / 2))),
    )
    .map((long) => long.slice(0, max))
    .filter((short) => short.length > 0)

const choices = fc
  .oneof({ arbitrary: fc.integer({ min: 1, max: 12 }), weight: 4 }, fc.constantFrom(99, 100, 101, 500))
  .chain((count) =>
    fc.array(text(500), { minLength: Math.min(count, 12), maxLength: Math.min(count, 12) }).map((labels) =>
      Array.from({ length: count }, (_, index) => ({
        value: `${String(index)} ${labels[index % labels.length] ?? ''}`.slice(0, 500),
        label: `${labels[index % labels.length] ?? ''}${String(index)}`.slice(-500),
      })),
    ),
  )

const address = fc.oneof(
  fc.constantFrom('start_date', 'items.1.quantity'),
  text(200),
  fc.tuple(text(200), text(200)).map(([list, field]) => `${list}.12.${field}`),
)

export const question = (kinds: readonly Kind[] = KINDS): fc.Arbitrary<QuestionView> =>
  fc.constantFrom(...kinds).chain((kind): fc.Arbitrary<QuestionView> =>
    fc
      .record({
        name: address,
        kind: fc.constant(kind),
        label: text(300),
        required: fc.boolean(),
        help: fc.option(text(1000), { nil: undefined }),
        choices: kind === 'one_of' || kind === 'some_of' ? choices : fc.constant(undefined),
        example: fc.oneof(fc.constant(''), text(300)),
        document_language: fc.constantFrom(undefined, 'de-DE', 'zh-Hant-TW'),
        revision: fc.option(fc.nat(1000), { nil: null }),
        limits: fc.constantFrom(
          undefined,
          {},
          { min: '1', max: '5' },
          { max_length: 5000 },
          { max_length: 20, min_length: 2 },
          { max_items: 3, min_items: 1 },
        ),
        fields:
          kind === 'list'
            ? fc.array(text(300), { minLength: 1, maxLength: 12 }).map((labels) =>
                labels.map((label) => ({
                  name: label.slice(0, 200),
                  kind: 'text' as const,
                  label,
                  required: true,
                  when: [],
                })),
              )
            : fc.constant(undefined),
        items: kind === 'list' ? fc.nat(40) : fc.constant(undefined),
        list: fc.option(text(200), { nil: undefined }),
        item: fc.constant('1'),
        ordinal: fc.nat(100),
      })
      .chain((made) => fc.option(defaultOf(made), { nil: undefined }).map((value) => ({ ...made, default: value }))),
  )

function defaultOf({
  kind,
  choices: offered = [],
}: {
  readonly kind: Kind
  readonly choices?: readonly { readonly value: string }[] | undefined
}): fc.Arbitrary<string | boolean | readonly string[]> {
  switch (kind) {
    case 'yes_no':
      return fc.boolean()
    case 'date':
      return fc.constant('2027-05-12')
    case 'number':
    case 'integer':
    case 'money':
      return fc.constant('12')
    case 'one_of':
      return fc.constantFrom(...offered.map(({ value }) => value))
    case 'some_of':
      return fc.subarray(offered.map(({ value }) => value))
    default:
      return text(10_000)
  }
}

const answer = (index: number): fc.Arbitrary<AnswerView> =>
  fc.record({
    name: address.map((name) => `${String(index)}${name}`),
    kind: fc.constantFrom(...KINDS),
    label: text(300),
    value: fc.oneof(fc.constant(null), fc.constant({ erased: true as const }), text(500), fc.boolean()),
    shown: fc.oneof(fc.constant(''), text(120)),
    printed: fc.option(text(120), { nil: undefined }),
    skipped: fc.boolean(),
    required: fc.boolean(),
    revision: fc.nat(1000),
    at: fc.constant('2026-11-21T10:00:00.000Z'),
    actor: fc.constant('actor'),
    carried: fc.boolean(),
    list: fc.option(fc.constant('items'), { nil: undefined }),
    item: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
    ordinal: fc.nat(10),
  })

export const generation: fc.Arbitrary<GenerationView> = fc
  .record({
    count: fc.constantFrom(0, 1, 5, 39, 40, 41, 130),
    template_name: text(200),
    file_name: text(150),
    state: fc.constantFrom('asking' as const, 'reviewing' as const, 'delivered' as const),
    locale: fc.constantFrom('en-US', 'de-DE', 'ar-EG', 'nonsense'),
    open: fc.nat(30),
  })
  .chain(({ count, template_name, file_name, state, locale, open }) =>
    fc
      .tuple(...Array.from({ length: Math.min(count, 12) }, (_, index) => answer(index)))
      .map((some): GenerationView => {
        const answers = Array.from({ length: count }, (_, index) => {
          const one = some[index % Math.max(1, some.length)]
          return one === undefined ? undefined : { ...one, name: `${String(index)} ${one.name}` }
        }).filter((one) => one !== undefined)
        return {
          id: '018f4f6e-0000-7000-8000-000000000001',
          revision: 7,
          template_id: 'nda',
          template_name,
          template_version: 3,
          state,
          requester: 'actor-1',
          locale,
          document_language: count % 2 === 0 ? locale : 'de-DE',
          zone: 'Europe/Berlin',
          requested_at: '2026-11-21T10:00:00.000Z',
          updated_at: '2026-11-21T10:00:00.000Z',
          copied_from: null,
          not_carried: [],
          progress: { answered: count, open },
          answers: Object.fromEntries(answers.map((one) => [one.name, one])),
          question: null,
          review: null,
          document: {
            id: '018f4f6e-0000-7000-8000-000000000002',
            file_name,
            media_type: 'text/plain',
            size: 5,
            sha256: 'aa',
          },
          failure: null,
          delegations: [],
          corrections: [],
        }
      }),
  )

export const presented = (
  kinds: readonly Kind[] = KINDS,
): fc.Arbitrary<MessageData & { readonly question: QuestionView }> =>
  fc.record({
    generation,
    question: question(kinds),
    answer: fc.option(answer(0), { nil: undefined }),
    applies: fc.boolean(),
    below: fc.option(
      fc.record({
        asked_again: fc.constantFrom('no' as const, 'next' as const, 'later' as const),
        said: fc.constantFrom('nothing' as const, 'the answer' as const, 'something else' as const),
      }),
      { nil: undefined },
    ),
    audience: fc.constantFrom('requester' as const, 'delegate' as const),
    requester: fc.record({ user: fc.constantFrom('U0123456789', undefined, 'nonsense|x'), name: text(200) }),
    waiting: fc.array(
      fc.record({
        address,
        label: text(300),
        who: fc.record({ user: fc.constant(undefined), name: text(200) }),
        revision: fc.constant(null),
      }),
      { maxLength: 60 },
    ),
    delegate: fc.option(fc.record({ user: fc.constant('U0000000001'), name: text(200) }), { nil: undefined }),
    correction: fc.option(
      fc.record({
        to: text(120),
        printed: fc.option(text(120), { nil: undefined }),
        revision: fc.constant(3),
      }),
      { nil: undefined },
    ),
    format: fc.constantFrom('docx' as const, 'markdown' as const, 'text' as const),
    note: fc.option(text(3000), { nil: undefined }),
    audit_url: fc.constantFrom(undefined, 'https://docgen.example.com/generations/1/timeline'),
  })

export const long = (letter: string, max: number): string => letter.repeat(max).slice(0, max)

const AUDIENCES = ['requester', 'delegate'] as const
const REASONS = [undefined, 'not_understood', 'help'] as const
const COUNTS = [1, 5, 10, 11, 60, 100, 500]

/** Each kind, to each audience, for each reason, with so many choices. */
export const everyWay = KINDS.flatMap((kind) =>
  AUDIENCES.flatMap((audience) =>
    REASONS.flatMap((reason) =>
      (kind === 'one_of' || kind === 'some_of' ? COUNTS : [0]).map((count) => [kind, audience, reason, count] as const),
    ),
  ),
)

/** A question, and all that is around it, as long as the domain takes, of one letter. */
export function longest(
  kind: Kind,
  letter: string,
  audience: 'requester' | 'delegate',
  count: number,
): MessageData & { readonly question: QuestionView } {
  const choices = Array.from({ length: count }, (_, index) => ({
    value: `${String(index)} ${long(letter, 490)}`,
    label: `${String(index)} ${long(letter, 490)}`,
  }))
  const asked = {
    name: `${long('n', 60)}.12.${long('f', 60)}`,
    kind,
    label: long(letter, 300),
    required: false,
    help: long(letter, 1000),
    example: long(letter, 300),
    document_language: 'zh-Hant-TW',
    revision: 5,
    limits: {},
    list: 'items',
    item: '1',
    ordinal: 12,
    when: [],
    ...(count === 0
      ? {}
      : { choices, default: kind === 'some_of' ? choices.map(({ value }) => value) : choices[0]?.value }),
    ...(kind === 'list'
      ? {
          items: 12,
          fields: Array.from({ length: 12 }, (_, index) => ({
            name: `f${String(index)}`,
            kind: 'text' as const,
            label: long(letter, 300),
            required: true,
            when: [],
          })),
        }
      : {}),
  }
  const answered = {
    name: asked.name,
    kind: 'text' as const,
    label: asked.label,
    value: long(letter, 5000),
    shown: long(letter, 5000),
    printed: long(letter, 5000),
    skipped: false,
    required: true,
    revision: 5,
    at: '2026-11-21T10:00:00.000Z',
    actor: 'actor',
    carried: true,
    list: 'items',
    item: '1',
    ordinal: 12,
  }
  const who = { user: undefined, name: long(letter, 200) }
  return {
    generation: {
      id: '018f4f6e-0000-7000-8000-000000000001',
      revision: 7,
      template_id: 'nda',
      template_name: long(letter, 200),
      template_version: 3,
      state: 'asking',
      requester: 'actor-1',
      locale: 'de-DE',
      document_language: 'zh-Hant-TW',
      zone: 'Europe/Berlin',
      requested_at: '2026-11-21T10:00:00.000Z',
      updated_at: '2026-11-21T10:00:00.000Z',
      copied_from: null,
      not_carried: [],
      progress: { answered: 999, open: 999 },
      answers: Object.fromEntries(
        Array.from({ length: 130 }, (_, index) => [String(index), { ...answered, name: String(index) }]),
      ),
      question: null,
      review: null,
      document: {
        id: '018f4f6e-0000-7000-8000-000000000002',
        file_name: long(letter, 150),
        media_type: 'text/plain',
        size: 5,
        sha256: 'aa',
      },
      failure: null,
      delegations: [],
      corrections: [],
    },
    question: asked,
    answer: answered,
    applies: true,
    below: { asked_again: 'no', said: 'something else' },
    audience,
    requester: who,
    delegate: who,
    correction: { to: long(letter, 5000), printed: long(letter, 5000), revision: 3 },
    format: 'docx',
    waiting: Array.from({ length: 60 }, (_, index) => ({
      address: String(index),
      label: asked.label,
      who,
      revision: null,
    })),
    note: long(letter, 3000),
    audit_url: 'https://docgen.example.com/generations/1/timeline',
  } as unknown as MessageData & { readonly question: QuestionView }
}
