/** Links of templates over HTTP and in the terminal: published, listed, withdrawn; and what cannot be. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cli, type Cli } from '../../../../support/services/cli.ts'
import {
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
} from '../../../../support/services/http-service.ts'

const DAY = 24 * 60 * 60_000

let service: HttpService
let author: Client
let docgen: Cli
let id = ''
beforeAll(async () => {
  service = await httpService()
  author = await service.clientFor('author')
  docgen = await cli(service)
})
afterAll(async () => {
  await docgen.close()
  await service.close()
})
beforeEach(async () => {
  id = (await author.ask('POST', '/templates', upload(LETTER, { name: `Lease ${crypto.randomUUID()}` }), 201)).id
})

const inDays = (days: number) => new Date(Date.parse(service.app.clock.now()) + days * DAY).toISOString()

test('an author publishes a link, lists it without its address, and withdraws it', async () => {
  const expires_at = inDays(7)
  const made = await author.ask('POST', `/templates/${id}/links`, { title: 'Tenants', uses: 5, expires_at }, 201)
  expect(made).toMatchObject({
    template_id: id,
    title: 'Tenants',
    uses: 5,
    used: 0,
    state: 'open',
    expires_at,
    answers: [],
  })
  expect(made.url).toMatch(/^http:\/\/localhost\/answer\?token=\S{43}$/)
  const listed = await author.send('GET', `/api/v1/templates/${id}/links`)
  const { url, ...link } = made
  expect(listed.json.data).toEqual([link])
  expect(listed.text).not.toContain(new URL(url).searchParams.get('token'))
  const path = `/templates/${id}/links/${made.id}`
  const withdrawn = await author.ask('DELETE', path, undefined, 200)
  expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawn_by: made.made_by })
  // Again, it is as it was.
  expect(await author.ask('DELETE', path, undefined, 200)).toEqual(withdrawn)
})

test('left out, it is good for two weeks and a hundred conversations, and has the template’s name', async () => {
  const made = await author.ask('POST', `/templates/${id}/links`, undefined, 201)
  expect(made).toMatchObject({ title: expect.stringMatching(/^Lease /), uses: 100, asks_email: false })
  expect(Date.parse(made.expires_at) - Date.parse(made.made_at)).toBeCloseTo(14 * DAY, -4)
})

test('a repeat with the same Idempotency-Key gives the same link; with another body it is refused', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const ask = (body: unknown) => author.send('POST', `/api/v1/templates/${id}/links`, body, headers)
  const [first, again, other] = [await ask({ uses: 3 }), await ask({ uses: 3 }), await ask({ uses: 4 })]
  expect([first.status, again.status, other.status]).toEqual([201, 201, 422])
  expect(again.json).toEqual(first.json)
  expect((await author.ask('GET', `/templates/${id}/links`)).data).toHaveLength(1)
})

test.each([
  ['uses', { uses: 0 }],
  ['uses', { uses: 10_001 }],
  ['uses', { uses: 1.5 }],
  ['title', { title: 'x'.repeat(101) }],
  ['title', { title: 'a\u0000b' }],
  ['expires_at', { expires_at: 'tomorrow' }],
  ['expires_at', { expires_at: '2020-01-01T00:00:00Z' }],
  ['expires_at', { expires_at: '2099-01-01T00:00:00Z' }],
  ['asks_email', { asks_email: true }],
])('a wrong %s is named: %j', async (field, body) => {
  const answer = await author.send('POST', `/api/v1/templates/${id}/links`, body)
  expect([answer.status, JSON.stringify(answer.json.error.details)]).toEqual([422, expect.stringContaining(field)])
  expect((await author.ask('GET', `/templates/${id}/links`)).data).toEqual([])
})

test('a template that is not published, not there, or not theirs to edit has no link made', async () => {
  const draft = await author.ask('POST', '/templates', upload(LETTER, { name: 'Draft', draft: 'true' }), 201)
  const refused = await author.send('POST', `/api/v1/templates/${draft.id}/links`, {})
  expect([refused.status, refused.json.error.message]).toEqual([409, expect.stringContaining('Publish the template')])
  for (const [method, path] of [
    ['GET', '/templates/nothing/links'],
    ['POST', '/templates/nothing/links'],
    ['DELETE', '/templates/nothing/links/x'],
    ['DELETE', `/templates/${id}/links/x`],
  ] as const)
    expect([method, path, (await author.send(method, `/api/v1${path}`)).status]).toEqual([method, path, 404])
  const admin = await service.clientFor('admin')
  await admin.ask('PUT', `/templates/${id}/access`, {
    use: 'everyone',
    edit: { people: [], groups: [] },
    see: { people: [], groups: [] },
    maker_edits: false,
  })
  for (const method of ['GET', 'POST'])
    expect([method, (await author.send(method, `/api/v1/templates/${id}/links`)).status]).toEqual([method, 403])
})

test('docgen template links: makes, lists and withdraws one', async () => {
  const made = await docgen.run(`template links make ${id} --title Tenants --expires-in 3 --uses 2`)
  expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^http\S+\/answer\?token=\S+\n$/)])
  expect(made.err).toContain('Keep it now: it is not shown again.')
  const { data } = (await docgen.run(`template links list ${id} --json`)).json as { data: { id: string }[] }
  expect(data).toMatchObject([{ title: 'Tenants', uses: 2, state: 'open' }])
  expect((await docgen.run(`template links list ${id}`)).out).toMatch(/Tenants\s+open\s+0\s+2/)
  expect((await docgen.run(`template links withdraw ${id} ${data[0]!.id}`)).out).toBe('“Tenants” is withdrawn.\n')
  expect((await docgen.run(`template links list ${id}`)).out).toMatch(/Tenants\s+withdrawn/)
  expect(await docgen.run(`template links make ${id} --uses 0`)).toMatchObject({ code: 2 })
  expect(await docgen.run(`template links make ${id} --ask-email`)).toMatchObject({ code: 3 })
  expect(await docgen.run('template links list nothing')).toMatchObject({ code: 4 })
})
