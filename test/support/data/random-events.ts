/**
 * Random events of a generation, of every type: any order of them can be folded, whether or not the domain would have
 * decided on it.
 */
import type { AnswerValue } from '../../../src/domain/questions/answer.ts'
import type { GenerationEvent, GenerationEventData } from '../../../src/domain/generation/generation-events.ts'
import { idOf, type Random } from './histories.ts'

type EventType = GenerationEvent['type']
type Makers = { readonly [Type in EventType]: (chance: Random, revision: number) => GenerationEventData<Type> }

const NAMES = [
  'name',
  'city',
  'items',
  'items.1',
  'items.1.price',
  'items.2.parts',
  'items.2.parts.1.size',
  '__proto__',
]
const COLLEAGUES = ['person:grace', 'slack:U2']

const maybe = <T>(chance: Random, make: () => T): T | undefined => (chance.below(2) === 0 ? make() : undefined)
const text = (chance: Random): string => `text ${chance.below(1000)} ${chance.pick(['', 'ü', '"', '\u0000', '😀'])}`
const message = (chance: Random): string => `message/${chance.below(12)}`
const postId = (chance: Random): string => idOf(`post ${chance.below(40)}`)
const next = (chance: Random): string | null => (chance.below(4) === 0 ? null : chance.pick(NAMES))
const name = (chance: Random): string => chance.pick(NAMES)
/** Without members that are undefined: they would not be recorded. */
const only = <T extends object>(data: T): T =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T

function value(chance: Random, depth = 0): AnswerValue {
  switch (chance.below(depth < 2 ? 8 : 5)) {
    case 0:
      return chance.below(2) === 0
    case 1:
      return []
    case 2:
      return ['a', 'b'].slice(chance.below(3))
    case 3:
      return { media_type: 'image/png', data: 'AAAA' }
    case 4:
      return { as_written: text(chance) }
    case 5:
      return Array.from({ length: 1 + chance.below(3) }, () => ({
        price: text(chance),
        parts: value(chance, depth + 1),
      }))
    default:
      return text(chance)
  }
}

const posted = (chance: Random, revision: number) =>
  only({
    post_id: postId(chance),
    shows_revision: Math.max(0, revision - 1 - chance.below(4)),
    to: maybe(chance, () => chance.pick(COLLEAGUES)),
  })
const about = [
  'question',
  'review',
  'waiting',
  'correction',
  'reminder',
  'document',
  'share',
  'answered',
  'withdrawn',
  'cancelled',
  'expired',
  'failed',
  'not_shared',
] as const
const undelivered = (chance: Random, revision: number) => ({
  ...posted(chance, revision),
  about: chance.pick(about),
  name: next(chance),
})
const document_id = idOf('document')

const guesses = (chance: Random) => [{ question: 'items.price', answers: 2, as_written: chance.below(3) }]

const MAKERS: Makers = {
  GenerationRequested: (chance) =>
    only({
      template_id: 'letter',
      template_version: 1,
      format: 'docx',
      locale: 'en-US',
      zone: 'UTC',
      document_language: maybe(chance, () => 'de-DE'),
      language_chosen: maybe(chance, () => true as const),
      idle_days: 30,
      next: next(chance),
      answers: [{ name: name(chance), value: value(chance), copied: chance.below(2) === 0 }],
      copied_from: maybe(chance, () => idOf('source')),
      skipped: maybe(chance, () => [name(chance)]),
      open_lists: maybe(chance, () => [chance.pick(['items', 'items.2.parts'])]),
      not_carried: maybe(chance, () => [{ name: name(chance), label: text(chance), reason: 'not_asked' as const }]),
      place: chance.below(8) > 0 ? 'thread' : undefined,
      reminders: [1, 7],
      guesses: maybe(chance, () => guesses(chance)),
    }),
  AnswerProvided: (chance) =>
    only({
      name: name(chance),
      kind: 'text',
      value: value(chance),
      raw: maybe(chance, () => text(chance)),
      said_in: maybe(chance, () => message(chance)),
      as_written: maybe(chance, () => true as const),
      guesses: maybe(chance, () => guesses(chance)),
      next: next(chance),
    }),
  ListItemAdded: (chance) =>
    only({
      name: chance.pick(['items', 'items.2.parts']),
      item: String(1 + chance.below(3)),
      value: { price: text(chance), parts: value(chance, 1) },
      guesses: maybe(chance, () => guesses(chance)),
      next: next(chance),
    }),
  ListItemRemoved: (chance) => ({ name: 'items', item: String(1 + chance.below(3)), next: next(chance) }),
  ListClosed: (chance) => ({ name: 'items', next: next(chance) }),
  QuestionSkipped: (chance) => ({ name: name(chance), next: next(chance) }),
  LanguageChanged: (chance) =>
    only({ locale: maybe(chance, () => 'fr-FR'), document_language: maybe(chance, () => 'de-DE') }),
  GenerationConfirmed: (chance, revision) =>
    only({
      document_id,
      reviewed_revision: revision,
      file_name: text(chance),
      share_to: maybe(chance, () => 'channel'),
    }),
  DocumentRendered: (chance) => ({
    document_id,
    key: 'key',
    media_type: 'text/plain',
    size: chance.below(100),
    sha256: text(chance),
    parts: [],
    renderer: '1',
  }),
  RenderingFailed: (chance) => ({ document_id, reason: 'storage', message: text(chance), attempts: 5 }),
  RenderingRetried: () => ({ document_id }),
  DocumentDelivered: (chance, revision) =>
    chance.below(2) === 0
      ? { document_id, surface: 'http' }
      : { document_id, surface: 'slack', message: message(chance), post_id: postId(chance), shows_revision: revision },
  GenerationCancelled: () => ({}),
  GenerationExpired: () => ({}),
  QuestionAsked: (chance, revision) => ({
    ...posted(chance, revision),
    about: chance.pick(['question', 'review', 'waiting', 'correction']),
    name: next(chance),
    help: chance.below(4),
    message: message(chance),
    ...(chance.below(4) === 0 ? { without_buttons: true as const } : {}),
  }),
  QuestionReopened: (chance) =>
    only({
      name: next(chance),
      reason: chance.pick(['back', 'help', 'not_understood']),
      help: chance.below(4),
      raw: maybe(chance, () => text(chance)),
      error: maybe(chance, () => text(chance)),
      next: next(chance),
    }),
  QuestionDelegated: (chance) =>
    only({
      name: name(chance),
      to: chance.pick(COLLEAGUES),
      note: maybe(chance, () => text(chance)),
      hand_over: maybe(chance, () => idOf('question')),
      next: next(chance),
    }),
  RestDelegated: (chance) =>
    only({ to: chance.pick(COLLEAGUES), note: maybe(chance, () => text(chance)), hand_over: idOf('rest') }),
  RestWithdrawn: () => ({ hand_over: idOf('rest') }),
  RestReturned: () => ({ hand_over: idOf('rest') }),
  DelegationWithdrawn: (chance) => ({
    name: name(chance),
    reason: chance.pick(['withdrawn', 'unreachable']),
    next: next(chance),
  }),
  CorrectionProposed: (chance) =>
    only({
      name: name(chance),
      value: value(chance),
      raw: maybe(chance, () => text(chance)),
      replaces: chance.below(2) === 0 ? null : chance.below(9),
    }),
  CorrectionDismissed: (chance) => ({ name: name(chance) }),
  ExpiryPostponed: () => ({ until: '2027-01-21T10:00:00.000Z' }),
  ReminderSent: (chance, revision) => ({ ...posted(chance, revision), name: next(chance), message: message(chance) }),
  NoticePosted: (chance, revision) => ({
    ...posted(chance, revision),
    about: chance.pick(['answered', 'failed']),
    name: next(chance),
    message: message(chance),
  }),
  DocumentShared: (chance, revision) => ({ ...posted(chance, revision), document_id, message: message(chance) }),
  DeliveryFailed: (chance, revision) => ({
    ...undelivered(chance, revision),
    reason: 'gave_up',
    message: text(chance),
    attempts: 3,
  }),
  DeliveryUncertain: (chance, revision) => ({ ...undelivered(chance, revision), detail: text(chance) }),
  DeliveryRetried: () => ({}),
}

const TYPES = Object.keys(MAKERS) as EventType[]
/** What begins or ends everything would leave little to see of the rest. */
const RARE = new Set<EventType>([
  'GenerationRequested',
  'GenerationConfirmed',
  'GenerationCancelled',
  'GenerationExpired',
])

/** The event at a revision; the first of a stream begins it. */
export function randomEvent(chance: Random, revision: number): GenerationEvent {
  const drawn = chance.pick(TYPES)
  const type =
    revision === 0 ? 'GenerationRequested' : RARE.has(drawn) && chance.below(6) > 0 ? 'AnswerProvided' : drawn
  return { type, data: MAKERS[type](chance, revision) } as GenerationEvent
}
