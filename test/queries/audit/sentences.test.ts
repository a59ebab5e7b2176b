/** Every type of event is told in a sentence, with names and without ids. */
import { expect, test } from 'vitest'
import { listDefinitions, type EventType } from '../../../src/domain/event-catalogue.ts'
import { EVENT_GROUPS, tellEvent, titleOf, typesNamed } from '../../../src/queries/audit/sentences/all-tellers.ts'
import { changeText, quoted, sentenceText, type ToldEvent } from '../../../src/queries/audit/sentences/sentence.ts'

const NAMES: Omit<ToldEvent<unknown>, 'data'> = {
  who: { is: 'person', id: 'person:ada', text: 'Ada Byron' },
  whose: { is: 'person', id: 'person:grace', text: 'Grace Hopper' },
  person: (id) => ({ is: 'person', id, text: 'Ivan' }),
  template: quoted({ is: 'template', id: 'offer', text: 'Offer' }),
  templateCalled: (id) => quoted({ is: 'template', id, text: 'Offer' }),
  within: [' in ', ...quoted({ is: 'template', id: 'offer', text: 'Offer' })],
  question: quoted({ is: 'question', text: 'Delivery date' }),
  document: { is: 'document', id: 'one', text: 'offer.docx' },
  change: changeText([{ what: 'Delivery date', before: '12 May', after: '14 May' }]),
}

/** Enough for every type; each takes what it knows. */
const DATA = {
  name: 'delivery_date',
  version: 2,
  questions: [],
  roles: ['author'],
  to: 'person:ivan',
  requester: 'person:ivan',
  joined: 'person:ivan',
  template: 'offer',
  about: 'question',
  reason: 'withdrawn',
  surface: 'slack',
  method: 'link',
  because: 'signed_out',
  kind: 'own',
  mailed: 'proof',
  issuer: 'https://id.example.com',
  operation: 'listKeys',
  needs: 'role:admin',
}
const OWN: Partial<Record<EventType, object>> = {
  RenderingFailed: { reason: 'storage' },
  QuestionReopened: { reason: 'help' },
  NoticePosted: { about: 'expired' },
  SignInRefused: { reason: 'expired' },
  PersonAdded: { kind: 'person' },
  LanguageChanged: { locale: 'de' },
}

const TYPES = listDefinitions().map(({ type }) => type as EventType)

test.each(TYPES)('%s', (type) => {
  const told = sentenceText(tellEvent(type, { ...NAMES, data: { ...DATA, ...OWN[type] } }))
  expect(told).toMatch(/^(Ada Byron|Grace Hopper|The |It |What |A link)/)
  expect(told).not.toMatch(/undefined|null|\[object|person:|delivery_date|\s\s|[ .]$/)
  expect(titleOf(type)).toMatch(/^[A-Z]/)
})

test('an answer: who, what, where, and how it was before', () => {
  const told = tellEvent('AnswerProvided', { ...NAMES, data: { name: 'delivery_date' } })
  expect(sentenceText(told)).toBe('Ada Byron answered “Delivery date” in “Offer” (12 May → 14 May)')
})

test('every type is in one group, and found by its name and the group’s', () => {
  expect(EVENT_GROUPS.flatMap(({ types }) => types).toSorted()).toEqual(TYPES.toSorted())
  expect(typesNamed('AnswerProvided')).toEqual(['AnswerProvided'])
  expect(typesNamed('templates')).toContain('TemplatePublished')
  for (const name of ['Nothing', 'toString', '__proto__']) expect(typesNamed(name)).toBeUndefined()
})
