/** Given these events, the read models hold these rows. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PROJECTIONS } from '../../src/projections/all.ts'
import {
  answered, cancelled, confirmed, delivered, expired, idOf, published, registered, rendered, renderingFailed, renderingRetried, requested, Scribe,
} from '../support/histories.ts'
import { workshop, type Workshop } from '../support/subscriptions.ts'

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
  await scribe.template('offer', { type: 'QuestionsRefined', data: { version: 2, questions: [{ name: 'a', kind: 'text', label: 'A', required: true, when: [] }], notes: [] } })
  await scribe.template('offer', published(2))
  await scribe.template('offer', { type: 'TemplateRetired', data: {} })
  await scribe.template('nda', registered('nda', 'Other'), { tenant: 'acme' })
  expect(await rowsOf('templates')).toMatchObject([
    { tenant: 'acme', id: 'nda', name: 'Other', state: 'draft' },
    { tenant: 'default', id: 'nda', name: 'Agreement', state: 'draft', version: 1, published_version: null, question_count: 0 },
    { tenant: 'default', id: 'offer', name: 'Offer', state: 'retired', version: 2, published_version: 2, question_count: 1,
      created_at: '2026-11-21T10:01:00.000Z', updated_at: '2026-11-21T10:05:00.000Z' },
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
  expect(rows).toContainEqual(expect.objectContaining({
    id: idOf('a'), requester: 'key:ada', state: 'reviewing', next: null, wakes_at: '2026-11-23T10:01:00.000Z', confirmed_at: null, revision: 1,
  }))
  expect(rows).toContainEqual(expect.objectContaining({
    id: idOf('b'), requester: 'slack:U1', surface: 'slack', state: 'delivered', next: null, wakes_at: null, document_id: idOf('b document'),
    requested_at: '2026-11-21T10:02:00.000Z', confirmed_at: '2026-11-21T10:04:00.000Z', rendered_at: '2026-11-21T10:07:00.000Z',
    delivered_at: '2026-11-21T10:08:00.000Z', revision: 6,
  }))
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
    { seq: 2, type: 'AnswerProvided', data: '{"name":"name","kind":"text","next":null}', correlation_id: 'thread-7', revision: 1 },
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
    { template_id: 'nda', day: '2026-11-22', requested: 1, confirmed: 1, failed: 1, rendered: 1, delivered: 0, expired: 1 },
    { template_id: 'offer', day: '2026-11-21', requested: 1 },
    { template_id: 'offer', day: '2026-11-22', requested: 0, cancelled: 1 },
  ])
})

const counts = (question: string, reached: number, passed: number, given_up: number) => expect.objectContaining({ question, reached, passed, given_up })

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

