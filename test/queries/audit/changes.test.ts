/** What was another before, and what led to what. */
import { expect, test } from 'vitest'
import { causesOf } from '../../../src/queries/audit/causes.ts'
import { openEvents } from '../../../src/queries/audit/answer-changes.ts'
import { questionDifferences } from '../../../src/queries/audit/question-differences.ts'
import { settingChanges } from '../../../src/queries/audit/setting-changes.ts'
import type { AnyEvent } from '../../../src/domain/event-catalogue.ts'
import { requested } from '../../support/data/histories.ts'
import { question } from '../../support/data/questions.ts'

const nameOf = (actor: string): string => (actor === 'person:ada' ? 'Ada' : actor)

const recorded = (events: readonly AnyEvent[]) =>
  events.map((event, revision) => ({
    stream: 'generation-one',
    revision,
    position: String(revision),
    envelope: { at: '2026-11-21T10:00:00.000Z', actor: 'person:ada', tenant: 'default', surface: 'http' } as never,
    event,
  }))

const answer = (value: unknown): AnyEvent =>
  ({ type: 'AnswerProvided', data: { name: 'city', kind: 'text', value, next: null } }) as AnyEvent

test('each answer stands beside the one before it; what is erased reads as erased', () => {
  const events = recorded([
    requested('nda', 'city'),
    answer('Oslo'),
    answer('Rome'),
    answer({ erased: true }),
    { type: 'QuestionSkipped', data: { name: 'city', next: null } },
  ])
  const changes = openEvents(events, [question('city', { label: 'City' })]).map((event) => event.changes)
  expect(changes.slice(1)).toEqual([
    [{ what: 'City', before: null, after: 'Oslo' }],
    [{ what: 'City', before: 'Oslo', after: 'Rome' }],
    [{ what: 'City', before: 'Rome', after: '(erased)' }],
    [{ what: 'City', before: '(erased)', after: null }],
  ])
})

test('settings: only what is another', () => {
  const roles = (...names: string[]) => ({ roles: names, issuer_roles: [] })
  expect(settingChanges('RolesChanged', roles('author'), roles('author', 'admin'), nameOf)).toEqual([
    { what: 'roles', before: 'author', after: 'author, admin' },
  ])
  expect(settingChanges('RolesChanged', undefined, roles(), nameOf)).toEqual([
    { what: 'roles', before: null, after: 'none' },
  ])
  const access = {
    use: 'everyone',
    edit: 'everyone',
    see: { people: ['person:ada'], groups: ['Legal'] },
    maker_edits: true,
  }
  expect(settingChanges('TemplateAccessChanged', undefined, access, nameOf)).toEqual([
    { what: 'may see what others make', before: 'nobody', after: 'Ada, Legal' },
  ])
  expect(settingChanges('TemplatePublished', undefined, { version: 2 }, nameOf)).toEqual([])
})

test('questions: those that came, went, were edited or moved', () => {
  const [city, price, note] = [question('city'), question('price'), question('note')]
  expect(questionDifferences([city, price], [city, price])).toEqual([])
  expect(
    questionDifferences(
      [city, price, note],
      [price, { ...city, label: 'Town', required: !city.required }, question('date')],
    ),
  ).toEqual([
    { what: '“Town”, label', before: city.label, after: 'Town' },
    { what: '“Town”, required', before: city.required ? 'yes' : 'no', after: city.required ? 'no' : 'yes' },
    { what: `“${question('date').label}”`, before: null, after: 'text' },
    { what: `“${note.label}”`, before: 'text', after: null },
    { what: 'order', before: null, after: 'another one' },
  ])
})

test('causes: each event below the one that caused it', () => {
  const event = (id: string, causation_id: string) => ({ id, causation_id })
  const [a, b, c, d] = [event('a', 'command'), event('b', 'a'), event('c', 'b'), event('d', 'a')]
  expect(causesOf([a, b, c, d])).toEqual([
    {
      entry: a,
      effects: [
        { entry: b, effects: [{ entry: c, effects: [] }] },
        { entry: d, effects: [] },
      ],
    },
  ])
  expect(causesOf([event('itself', 'itself')])).toEqual([])
})
