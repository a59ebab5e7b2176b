/** Given these events, the read models hold these rows. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnyEvent } from '../../../src/domain/event-catalogue.ts'
import { PROJECTIONS } from '../../../src/projections/all.ts'
import {
  answered,
  cancelled,
  confirmed,
  delivered,
  expired,
  idOf,
  published,
  registered,
  rendered,
  renderingFailed,
  renderingRetried,
  requested,
  Scribe,
} from '../../support/data/histories.ts'
import { workshop, type Workshop } from '../../support/subscriptions.ts'

let shop: Workshop
let scribe: Scribe

beforeEach(async () => {
  shop = await workshop()
  scribe = new Scribe(shop.log)
})
afterEach(() => shop.close())

async function rowsOf(table: Parameters<Workshop['rows']>[0]): Promise<unknown[]> {
  await shop.run(PROJECTIONS)
  await shop.settled()
  return shop.rows(table)
}

test('templates: one row each, with its lifecycle and versions', async () => {
  await scribe.template('nda', registered('nda', 'Agreement'))
  await scribe.template('offer', registered('offer', 'Offer'))
  await scribe.template('offer', published())
  await scribe.template('offer', {
    type: 'QuestionsRefined',
    data: { version: 2, questions: [{ name: 'a', kind: 'text', label: 'A', required: true, when: [] }], notes: [] },
  })
  await scribe.template('offer', {
    type: 'QuestionsChanged',
    data: {
      version: 3,
      questions: [{ name: 'b', kind: 'text', label: 'B', required: true, when: [] }],
      order: ['a', 'b'],
      question_count: 2,
    },
  })
  await scribe.template('offer', published(2))
  await scribe.template('offer', { type: 'TemplateRetired', data: {} })
  await scribe.template('nda', registered('nda', 'Other'), { tenant: 'acme' })
  expect(await rowsOf('templates')).toMatchObject([
    { tenant: 'acme', id: 'nda', name: 'Other', state: 'draft' },
    {
      tenant: 'default',
      id: 'nda',
      name: 'Agreement',
      state: 'draft',
      version: 1,
      published_version: null,
      question_count: 0,
    },
    {
      tenant: 'default',
      id: 'offer',
      name: 'Offer',
      state: 'retired',
      version: 3,
      published_version: 2,
      question_count: 2,
      created_at: '2026-11-21T10:01:00.000Z',
      updated_at: '2026-11-21T10:06:00.000Z',
    },
  ])
})

test('templates: a restored one is published again', async () => {
  await scribe.template('nda', registered('nda'))
  await scribe.template('nda', published())
  await scribe.template('nda', { type: 'TemplateRetired', data: {} })
  await scribe.template('nda', { type: 'TemplateRestored', data: {} })
  expect(await rowsOf('templates')).toMatchObject([{ id: 'nda', state: 'published' }])
})

test('generations: where each stands, and when it got there', async () => {
  await scribe.generation('a', requested('nda', 'name', { idle_days: 2 }))
  await scribe.generation('a', answered('name', null))
  await scribe.generation('b', requested('nda', 'name'), { actor: 'slack:U1', surface: 'slack' })
  await scribe.generation('b', answered('name', null))
  await scribe.generation('b', confirmed('b'))
  await scribe.generation('b', renderingFailed('b'))
  await scribe.generation('b', renderingRetried('b'))
  await scribe.generation('b', rendered('b'))
  await scribe.generation('b', delivered('b'))
  const rows = await rowsOf('generations')
  expect(rows).toHaveLength(2)
  expect(rows).toContainEqual(
    expect.objectContaining({
      id: idOf('a'),
      requester: 'key:ada',
      state: 'reviewing',
      next: null,
      wakes_at: '2026-11-23T10:01:00.000Z',
      confirmed_at: null,
      revision: 1,
    }),
  )
  expect(rows).toContainEqual(
    expect.objectContaining({
      id: idOf('b'),
      requester: 'slack:U1',
      surface: 'slack',
      state: 'delivered',
      next: null,
      wakes_at: null,
      document_id: idOf('b document'),
      requested_at: '2026-11-21T10:02:00.000Z',
      confirmed_at: '2026-11-21T10:04:00.000Z',
      rendered_at: '2026-11-21T10:07:00.000Z',
      delivered_at: '2026-11-21T10:08:00.000Z',
      revision: 6,
    }),
  )
})

/** Events of a conversation that is held at a place. */
const POST = { post_id: '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f', shows_revision: 0, message: 'CANARY' } as const
const begun = (next: string | null): AnyEvent => {
  const event = requested('nda', next, { idle_days: 30 })
  return { ...event, data: { ...event.data, place: 'CANARY', reminders: [1, 7], posts: true } } as AnyEvent
}
const asked = (name: string): AnyEvent => ({
  type: 'QuestionAsked',
  data: { ...POST, about: 'question', name, help: 0 },
})
const reopened = (name: string, reason: 'back' | 'not_understood'): AnyEvent => ({
  type: 'QuestionReopened',
  data: { name, reason, help: 0, next: name, posts: true },
})
const delegated = (name: string, next: string): AnyEvent => ({
  type: 'QuestionDelegated',
  data: { name, to: 'key:grace', note: 'CANARY', next, posts: true },
})
const refused = (about: 'question' | 'document' | 'reminder', name: string | null): AnyEvent => ({
  type: 'DeliveryFailed',
  data: { post_id: POST.post_id, shows_revision: 0, about, name, reason: 'gone', message: 'CANARY', attempts: 1 },
})

test('generations: in a channel, one wakes at once for a message, then for its reminders, then for its end', async () => {
  const at = async () => (await rowsOf('generations')).map((row) => (row as { wakes_at: string | null }).wakes_at)
  await scribe.generation('a', begun('name'))
  expect(await at()).toEqual(['2026-11-21T10:00:00.000Z'])
  await scribe.generation('a', asked('name'))
  // Each step of this story comes a minute after the one before; what follows is counted from when it was said.
  await expect.poll(at).toEqual(['2026-11-22T10:01:00.000Z'])
  await scribe.generation('a', { type: 'ReminderSent', data: { ...POST, name: 'name' } })
  await expect.poll(at).toEqual(['2026-11-28T10:00:00.000Z'])
  await scribe.generation('a', refused('reminder', 'name'))
  await expect.poll(at).toEqual(['2026-12-21T10:00:00.000Z'])
  await scribe.generation('a', { type: 'ExpiryPostponed', data: { until: '2027-01-01T00:00:00.000Z' } })
  await expect.poll(at).toEqual(['2027-01-01T00:00:00.000Z'])
  await scribe.generation('a', answered('name', null))
  await expect.poll(at).toEqual(['2026-11-21T10:05:00.000Z'])
})

test('generations: what could not be delivered is marked until the person goes on or it is tried again', async () => {
  const marks = async () =>
    (await rowsOf('generations')).map((row) => (row as { undelivered: string | null }).undelivered)
  await scribe.generation('a', begun('name'))
  await scribe.generation('a', refused('question', 'name'))
  expect(await marks()).toEqual(['question'])
  await scribe.generation('a', answered('name', null))
  await expect.poll(marks).toEqual([null])
  await scribe.generation('a', confirmed('a'))
  await scribe.generation('a', rendered('a'))
  await scribe.generation('a', refused('document', null))
  await scribe.generation('a', { type: 'NoticePosted', data: { ...POST, about: 'failed', name: null } })
  await expect.poll(marks).toEqual(['document'])
  await scribe.generation('a', { type: 'DeliveryRetried', data: {} })
  await expect.poll(marks).toEqual([null])
})

test('delegated: who was handed which question, the last one where it was handed on', async () => {
  await scribe.generation('a', begun('name'))
  await scribe.generation('a', delegated('name', 'city'))
  await scribe.generation('a', {
    type: 'DelegationWithdrawn',
    data: { name: 'name', reason: 'withdrawn', next: 'name', posts: true },
  })
  await scribe.generation('a', delegated('name', 'city'))
  expect(await rowsOf('delegated')).toEqual([
    { id: idOf('a'), name: 'name', tenant: 'default', delegate: 'key:grace', at: '2026-11-21T10:03:00.000Z' },
  ])
  expect(await shop.rows('generations')).toMatchObject([{ next: 'city', state: 'asking' }])
})

test('delegated: nothing is left when the conversation ends', async () => {
  await scribe.generation('a', begun('name'))
  await scribe.generation('a', delegated('name', 'city'))
  await scribe.generation('a', { type: 'GenerationCancelled', data: {} })
  await expect.poll(() => rowsOf('delegated')).toEqual([])
})

test('funnel: coming back subtracts from passed, and answers that were not understood are counted', async () => {
  await scribe.generation('a', begun('name'))
  await scribe.generation('a', reopened('name', 'not_understood'))
  await scribe.generation('a', reopened('name', 'not_understood'))
  await scribe.generation('a', answered('name', 'city'))
  await scribe.generation('a', reopened('name', 'back'))
  const rows = await rowsOf('funnel')
  expect(rows).toContainEqual(
    expect.objectContaining({ question: 'name', reached: 1, passed: 0, given_up: 0, not_understood: 2 }),
  )
  expect(rows).toContainEqual(
    expect.objectContaining({ question: 'city', reached: 1, passed: 1, given_up: 0, not_understood: 0 }),
  )
})

test('usage: a file that was fetched and posted counts once', async () => {
  await scribe.generation('a', begun(null))
  await scribe.generation('a', confirmed('a'))
  await scribe.generation('a', rendered('a'))
  await scribe.generation('a', delivered('a'))
  await scribe.generation('a', {
    type: 'DocumentDelivered',
    data: { document_id: idOf('a document'), surface: 'slack', message: 'CANARY', again: true },
  })
  expect(await rowsOf('usage')).toMatchObject([{ delivered: 1 }])
  expect(await rowsOf('generations')).toMatchObject([{ delivered_at: '2026-11-21T10:03:00.000Z' }])
})

test('audit: a row for every event in the order of the log, and nothing that is sealed', async () => {
  await scribe.template('nda', registered('nda'))
  await scribe.generation('a', requested('nda', 'name'), { actor: 'slack:U1', surface: 'slack' })
  await scribe.generation('a', answered('name', null), { correlation_id: 'thread-7' })
  await scribe.generation('a', confirmed('a'))
  await scribe.generation('a', rendered('a'))
  const rows = await rowsOf('audit')
  expect(rows).toMatchObject([
    { seq: 0, type: 'TemplateRegistered', stream: 'template-default-nda' },
    { seq: 1, type: 'GenerationRequested', actor: 'slack:U1', surface: 'slack', revision: 0 },
    {
      seq: 2,
      type: 'AnswerProvided',
      data: '{"name":"name","kind":"text","next":null}',
      correlation_id: 'thread-7',
      revision: 1,
    },
    { seq: 3, type: 'GenerationConfirmed' },
    { seq: 4, type: 'DocumentRendered' },
  ])
  expect(JSON.stringify(rows)).not.toContain('CANARY')
})

test('usage: each step by template and the UTC day it happened on', async () => {
  await scribe.generation('a', requested('nda', null))
  await scribe.generation('b', requested('offer', null))
  scribe.wait(24 * 60)
  await scribe.generation('a', confirmed('a'))
  await scribe.generation('a', renderingFailed('a'))
  await scribe.generation('a', renderingRetried('a'))
  await scribe.generation('a', rendered('a'))
  await scribe.generation('b', cancelled)
  await scribe.generation('c', requested('nda', null))
  await scribe.generation('c', expired)
  expect(await rowsOf('usage')).toMatchObject([
    { template_id: 'nda', day: '2026-11-21', requested: 1, confirmed: 0 },
    {
      template_id: 'nda',
      day: '2026-11-22',
      requested: 1,
      confirmed: 1,
      failed: 1,
      rendered: 1,
      delivered: 0,
      expired: 1,
    },
    { template_id: 'offer', day: '2026-11-21', requested: 1 },
    { template_id: 'offer', day: '2026-11-22', requested: 0, cancelled: 1 },
  ])
})

const counts = (question: string, reached: number, passed: number, given_up: number) =>
  expect.objectContaining({ question, reached, passed, given_up })

test('funnel: given up where it was cancelled or expired; a list item counts with its field', async () => {
  await scribe.generation('a', requested('nda', 'name'))
  await scribe.generation('a', answered('name', 'items.1.quantity'))
  await scribe.generation('a', answered('items.1.quantity', 'items.2.quantity'))
  await scribe.generation('a', cancelled)
  await scribe.generation('b', requested('nda', 'name'))
  await scribe.generation('b', expired)
  await scribe.generation('c', requested('nda', 'name'))
  const rows = await rowsOf('funnel')
  expect(rows).toHaveLength(2)
  expect(rows).toContainEqual(counts('name', 3, 1, 1))
  expect(rows).toContainEqual(counts('items.quantity', 1, 0, 1))
  expect(await shop.rows('funnel_conversations')).toMatchObject([{ id: idOf('c'), waits_at: 'name' }])
})

test('funnel: going back and answering again counts nothing twice', async () => {
  await scribe.generation('a', requested('nda', 'name'))
  await scribe.generation('a', answered('name', 'lawyer'))
  // The first answer is changed, and the conversation goes through another question back to the same one.
  await scribe.generation('a', answered('name', 'city'))
  await scribe.generation('a', answered('city', 'lawyer'))
  await scribe.generation('a', answered('name', 'lawyer'))
  await scribe.generation('a', answered('lawyer', null))
  await scribe.generation('a', confirmed('a'))
  const rows = await rowsOf('funnel')
  expect(rows).toHaveLength(4)
  for (const question of ['name', 'lawyer', 'city', '']) expect(rows).toContainEqual(counts(question, 1, 1, 0))
  expect(await shop.rows('funnel_conversations')).toEqual([])
})

test('the rows do not depend on how the log was cut into batches', async () => {
  await shop.run(PROJECTIONS)
  await scribe.generation('a', requested('nda', 'name'))
  await shop.settled()
  await scribe.generation('a', answered('name', 'lawyer'))
  await shop.settled()
  await scribe.generation('a', answered('name', 'name'))
  await scribe.generation('a', cancelled)
  await shop.settled()
  const rows = await shop.rows('funnel')
  expect(rows).toContainEqual(counts('name', 1, 0, 1))
  expect(rows).toContainEqual(counts('lawyer', 1, 1, 0))
})

test('guesses: answers and words as written by question, whatever the row; no value', async () => {
  const words = (name: string): AnyEvent => ({
    type: 'AnswerProvided',
    data: { name, kind: 'date', value: { as_written: 'CANARY' }, as_written: true, next: null },
  })
  const counts = (question: string, answers: number, as_written: number) => ({
    guesses: [{ question, answers, as_written }],
  })
  const begun = requested('nda', 'due')
  await scribe.generation('a', { ...begun, data: { ...begun.data, ...counts('due', 1, 1) } } as AnyEvent)
  await scribe.generation('b', requested('nda', 'due'))
  await scribe.generation('c', requested('offer', 'due'), { tenant: 'acme' })
  await scribe.generation('a', words('items.1.due'))
  await scribe.generation('a', words('items.12.due'))
  await scribe.generation('b', answered('items.1.due', null))
  await scribe.generation('b', answered('due', null))
  await scribe.generation('b', {
    type: 'AnswerProvided',
    data: { name: 'items', kind: 'list', value: [], next: null, ...counts('items.due', 4, 2) },
  })
  await scribe.generation('b', {
    type: 'ListItemAdded',
    data: { name: 'items', item: '5', value: {}, next: null, ...counts('items.due', 1, 0) },
  })
  await scribe.generation('c', words('due'), { tenant: 'acme' })
  const rows = (await rowsOf('guesses')) as { tenant: string; question: string }[]
  expect(rows.toSorted((a, b) => `${a.tenant} ${a.question}`.localeCompare(`${b.tenant} ${b.question}`))).toEqual([
    { tenant: 'acme', template_id: 'offer', question: 'due', answers: 1, as_written: 1 },
    { tenant: 'default', template_id: 'nda', question: 'due', answers: 2, as_written: 1 },
    { tenant: 'default', template_id: 'nda', question: 'items.due', answers: 8, as_written: 4 },
  ])
  expect(JSON.stringify(rows)).not.toContain('CANARY')
})
