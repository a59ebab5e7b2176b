/** What lists and reports answer, over read models that were filled from events. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import type { Caller } from '../../src/domain/kernel/access.ts'
import { generationIdOf, generationStream } from '../../src/domain/generation/generation-events.ts'
import { PROJECTIONS } from '../../src/projections/all.ts'
import { getDurationsReport } from '../../src/queries/reports/get-durations-report.ts'
import { getFunnelReport } from '../../src/queries/reports/get-funnel-report.ts'
import { listGenerations } from '../../src/queries/generation/list-generations.ts'
import { listTemplates } from '../../src/queries/template/list-templates.ts'
import { listParked } from '../../src/queries/operations/list-parked.ts'
import { getProjectionsStatus } from '../../src/queries/operations/get-projections-status.ts'
import { readAudit, type ReadAudit } from '../../src/queries/audit/read-audit.ts'
import { typesNamed } from '../../src/queries/audit/sentences/all-tellers.ts'
import { getUsageReport } from '../../src/queries/reports/get-usage-report.ts'
import {
  answered,
  cancelled,
  confirmed,
  delivered,
  idOf,
  published,
  random,
  registered,
  rendered,
  renderingFailed,
  requested,
  Scribe,
  writeHistory,
} from '../support/data/histories.ts'
import { list, question } from '../support/data/questions.ts'
import { clock, workshop, type Workshop } from '../support/subscriptions.ts'

let shop: Workshop
let scribe: Scribe

beforeEach(async () => {
  shop = await workshop()
  scribe = new Scribe(shop.log)
})
afterEach(() => shop.close())

const admin: Caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] }
const ada: Caller = { actor: 'key:ada', tenant: 'default', roles: ['requester'] }
const stranger: Caller = { actor: 'key:eve', tenant: 'acme', roles: ['admin'] }

async function shown(): Promise<void> {
  await shop.run(PROJECTIONS)
  await shop.settled()
}

test('templates: searched by part of name or id, paged, and drafts for authors only', async () => {
  for (const [id, name] of [
    ['nda', 'Agreement 100%'],
    ['offer', 'Offer'],
    ['letter', 'cover letter'],
  ] as const)
    await scribe.template(id, registered(id, name))
  await scribe.template('offer', published())
  await shown()
  const names = async (search: string | undefined, caller = admin) =>
    (await listTemplates(shop, { search }, caller)).data.map(({ name }) => name)
  expect(await names(undefined)).toEqual(['Agreement 100%', 'cover letter', 'Offer'])
  expect(await names('LETTER')).toEqual(['cover letter'])
  expect(await names('0%')).toEqual(['Agreement 100%'])
  expect(await names('0_')).toEqual([])
  expect(await names(undefined, ada)).toEqual(['Offer'])
  expect(await names(undefined, stranger)).toEqual([])
  expect(await listTemplates(shop, { page: 2, limit: 2 }, admin)).toMatchObject({
    data: [{ id: 'offer' }],
    pagination: { page: 2, limit: 2, total: 3 },
  })
  expect((await listTemplates(shop, { state: 'draft' }, admin)).data).toHaveLength(2)
  await expect(listTemplates(shop, { limit: 0 }, admin)).rejects.toMatchObject({
    error: { code: 'invalid', details: { field: 'limit' } },
  })
})

test('generations: one’s own, the newest first, in pages or from a cursor', async () => {
  await scribe.template('nda', registered('nda', 'Agreement'))
  for (let n = 0; n < 5; n++) await scribe.generation(`ada ${n}`, requested(n % 2 === 0 ? 'nda' : 'offer', 'name'))
  await scribe.generation('other', requested('nda', 'name'), { actor: 'key:grace' })
  await scribe.generation('ada 4', cancelled)
  await shown()
  const ids = (names: string[]) => names.map((name) => ({ id: idOf(name) }))
  const first = await listGenerations(shop, { limit: 2 }, ada)
  expect(first).toMatchObject({ data: ids(['ada 4', 'ada 3']), pagination: { page: 1, limit: 2, total: 5 } })
  expect(first.data.map(({ template_name }) => template_name)).toEqual(['Agreement', null])
  const second = await listGenerations(shop, { limit: 2, cursor: first.next_cursor! }, ada)
  expect(second.data).toMatchObject(ids(['ada 2', 'ada 1']))
  expect(await listGenerations(shop, { limit: 2, cursor: second.next_cursor! }, ada)).toMatchObject({
    data: ids(['ada 0']),
    next_cursor: null,
  })
  expect((await listGenerations(shop, { limit: 2, page: 3 }, ada)).data).toMatchObject(ids(['ada 0']))
  expect((await listGenerations(shop, { state: 'cancelled' }, ada)).data).toMatchObject(ids(['ada 4']))
  expect((await listGenerations(shop, { template_id: 'offer' }, ada)).data).toMatchObject(ids(['ada 3', 'ada 1']))
  expect((await listGenerations(shop, { requester: 'key:grace' }, ada)).data).toEqual([])
  expect((await listGenerations(shop, { requester: 'key:grace' }, admin)).data).toMatchObject(ids(['other']))
  expect((await listGenerations(shop, {}, stranger)).data).toEqual([])
  for (const cursor of [
    '',
    'x',
    Buffer.from('[1]').toString('base64url'),
    Buffer.from('["a","\u0000"]').toString('base64url'),
  ]) {
    await expect(listGenerations(shop, { cursor }, ada)).rejects.toMatchObject({
      error: { code: 'invalid', details: { field: 'cursor' } },
    })
  }
})

test('audit: every filter gives what a filter over all events gives, page by page', async () => {
  const chance = random()
  await writeHistory(shop.log, chance, 200)
  await shown()
  const everything = async (filter: ReadAudit) => {
    const entries = []
    let cursor: string | undefined
    do {
      const page = await readAudit(shop, { ...filter, limit: 1 + chance.below(50), cursor }, admin)
      entries.push(...page.data)
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    return entries
  }
  const all = await everything({})
  expect(new Set(all.map(({ id, stream }) => `${id} ${stream}`)).size).toBe(all.length)
  const some = all[chance.below(all.length)]!
  const later = all[chance.below(all.indexOf(some) + 1)]!
  const conversations: readonly string[] = typesNamed('conversations') ?? []
  const meant = ({ data }: (typeof all)[number]) => (JSON.parse(data) as { to?: string }).to
  const templates = new Map(
    all
      .map(({ stream, data }) => [stream, (JSON.parse(data) as { template_id?: string }).template_id] as const)
      .filter(([, template]) => template !== undefined),
  )
  const filters: [ReadAudit, (entry: (typeof all)[number]) => boolean][] = [
    [{ stream: some.stream }, ({ stream }) => stream === some.stream],
    [{ actor: 'slack:U1' }, ({ actor }) => actor === 'slack:U1'],
    [{ type: 'AnswerProvided' }, ({ type }) => type === 'AnswerProvided'],
    [
      { type: 'templates' },
      ({ stream, type }) =>
        type.startsWith('Template') || stream.startsWith('template-') || type === 'QuestionsChanged',
    ],
    [
      { person: 'slack:U1', type: 'conversations' },
      (entry) => conversations.includes(entry.type) && (entry.actor === 'slack:U1' || meant(entry) === 'slack:U1'),
    ],
    [
      { person: 'slack:U1', stream: some.stream },
      (entry) => entry.stream === some.stream && (entry.actor === 'slack:U1' || meant(entry) === 'slack:U1'),
    ],
    [{ template_id: 'nda' }, ({ stream }) => stream === 'template-default-nda' || templates.get(stream) === 'nda'],
    [{ generation_id: generationIdOf(some.stream) }, ({ stream }) => stream === some.stream],
    [{ surface: some.surface }, ({ surface }) => surface === some.surface],
    [{ correlation_id: some.correlation_id }, (entry) => entry.correlation_id === some.correlation_id],
    [{ command_id: some.command_id }, (entry) => entry.command_id === some.command_id],
    [{ from: some.at, to: later.at }, ({ at }) => at >= some.at && at <= later.at],
    [
      { from: '2026-11-22', type: 'GenerationConfirmed', actor: 'key:ada' },
      (entry) => entry.at >= '2026-11-22' && entry.type === 'GenerationConfirmed' && entry.actor === 'key:ada',
    ],
    [{ from: '2999-01-01' }, () => false],
    [{ to: '1999-01-01' }, () => false],
  ]
  for (const [filter, holds] of filters)
    expect(await everything(filter), `seed ${chance.seed} ${JSON.stringify(filter)}`).toEqual(all.filter(holds))
  expect((await readAudit(shop, {}, stranger)).data.every(({ stream }) => !stream.includes('-default-'))).toBe(true)
  for (const [filter, field] of [
    [{ type: 'NothingOfTheSort' }, 'type'],
    [{ from: '2026-11-21', zone: 'Mars/Olympus' }, 'zone'],
  ] as const)
    await expect(readAudit(shop, filter, admin)).rejects.toMatchObject({
      error: { code: 'invalid', details: { field } },
    })
  await expect(readAudit(shop, { from: 'yesterday' }, admin)).rejects.toMatchObject({
    error: { code: 'invalid', details: { field: 'from' } },
  })
})

test('an audit entry has its fields and no sealed value', async () => {
  await scribe.generation('a', requested('nda', 'name'))
  await scribe.generation('a', answered('name', null))
  await shown()
  const { data } = await readAudit(shop, { type: 'AnswerProvided' }, admin)
  expect(data).toEqual([
    {
      id: expect.any(String),
      stream: generationStream(idOf('a')),
      revision: 1,
      type: 'AnswerProvided',
      actor: 'key:ada',
      surface: 'http',
      at: '2026-11-21T10:01:00.000Z',
      version: 1,
      data: JSON.stringify({ name: 'name', kind: 'text', next: null }),
      hash: expect.any(String),
      seq: expect.anything(),
      command_id: expect.any(String),
      correlation_id: expect.any(String),
      causation_id: expect.any(String),
    },
  ])
})

test('reports: usage by day, the funnel in the order of the interview, durations by template', async () => {
  const registration = registered('nda', 'Agreement')
  if (registration.type !== 'TemplateRegistered') throw new Error('No registration.')
  const questions = [
    question('name', { label: 'Your name' }),
    list('items', [question('quantity', { label: 'Quantity' })], { label: 'Items' }),
    question('city', { label: 'City' }),
  ]
  await scribe.template('nda', { ...registration, data: { ...registration.data, questions } })
  await scribe.generation('a', requested('nda', 'name'))
  await scribe.generation('a', answered('name', 'items'))
  await scribe.generation('a', answered('items', 'items.1.quantity'))
  await scribe.generation('a', answered('items.1.quantity', 'city'))
  await scribe.generation('a', answered('city', null))
  await scribe.generation('a', confirmed('a'))
  await scribe.generation('a', rendered('a'))
  await scribe.generation('a', delivered('a'))
  await scribe.generation('b', requested('nda', 'name'))
  await scribe.generation('b', answered('name', 'city'))
  await scribe.generation('b', cancelled)
  await shown()
  const deps = { ...shop, aggregates: new AggregateCache(shop.log) }

  expect((await getUsageReport(shop, { from: '2026-11-21', to: '2026-11-21' }, admin)).data).toEqual([
    {
      template_id: 'nda',
      template_name: 'Agreement',
      day: '2026-11-21',
      requested: 2,
      confirmed: 1,
      rendered: 1,
      delivered: 1,
      failed: 0,
      cancelled: 1,
      expired: 0,
    },
  ])
  expect((await getUsageReport(shop, { from: '2026-11-22' }, admin)).data).toEqual([])

  expect(
    (await getFunnelReport(deps, { template_id: 'nda' }, admin)).data.map(
      ({ question, label, reached, passed, given_up, waiting }) => [
        question,
        label,
        reached,
        passed,
        given_up,
        waiting,
      ],
    ),
  ).toEqual([
    ['name', 'Your name', 2, 2, 0, 0],
    ['items', 'Items', 1, 1, 0, 0],
    ['items.quantity', 'Items: Quantity', 1, 1, 0, 0],
    ['city', 'City', 2, 1, 1, 0],
    ['', 'Review', 1, 1, 0, 0],
  ])
  expect((await getFunnelReport(deps, {}, stranger)).data).toEqual([])

  expect((await getDurationsReport(shop, { to: '2026-11-21' }, admin)).data).toEqual([
    {
      template_id: 'nda',
      template_name: 'Agreement',
      requested: 2,
      answering: { p50: 300, p95: 300 },
      rendering: { p50: 60, p95: 60 },
      fetching: { p50: 60, p95: 60 },
    },
  ])
  expect((await getDurationsReport(shop, { from: '2026-11-22' }, admin)).data).toEqual([])
})

test('status: how far each has come; parked: documents that could not be made', async () => {
  await scribe.generation('a', requested('nda', null))
  await scribe.generation('a', confirmed('a'))
  await scribe.generation('a', renderingFailed('a'))
  expect((await getProjectionsStatus({ ...shop, clock })).data).toEqual([])
  await shown()
  const { data } = await getProjectionsStatus({ ...shop, clock })
  expect(data.map(({ name }) => name)).toEqual([
    'audit',
    'funnel',
    'generations',
    'guesses',
    'template_access',
    'templates',
    'usage',
  ])
  for (const status of data)
    expect(status).toMatchObject({ handled: 3, caught_up: true, behind: 0, parked: 0, rebuild: null })
  expect(await listParked(shop, admin)).toMatchObject({
    streams: [],
    generations: [{ id: idOf('a'), template_id: 'nda', requester: 'key:ada' }],
  })
  expect((await listParked(shop, stranger)).generations).toEqual([])
})
