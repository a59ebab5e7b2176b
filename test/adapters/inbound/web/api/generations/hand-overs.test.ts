/** Handing over through the API and the terminal: who is asked, what became of it, and the limits. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../../../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { cli } from '../../../../../support/services/cli.ts'
import { httpService, upload, type Client, type HttpService } from '../../../../../support/services/http-service.ts'

let service: HttpService
let ada: Client
let grace: Client
let graceId: string
let id: string

const at = (path = '') => `/generations/${id}${path}`
const handOver = (body: object, status = 200, by = ada) => by.ask('POST', at('/hand-overs'), body, status)
const handed = async (by = ada) => (await by.ask('GET', at('/hand-overs'))).data

beforeAll(async () => {
  service = await httpService({ mail: outboxTransport(), mail_limits: { recipient: 10, tenant: 1000, person: 4 } })
  grace = await service.clientFor('requester')
  graceId = (await service.app.apiKeys.authenticate(grace.key))!.actor
  const author = await service.clientFor('author')
  const body = upload('{{party}} pays {{price}} in {{city}}\n{{#items}}\n- {{title}}\n{{/items}}\n', { name: 'Deed' })
  expect((await author.send('POST', '/api/v1/templates', body)).status).toBe(201)
})
afterAll(() => service.close())
beforeEach(async () => {
  // Mails are counted by who causes them.
  ada = await service.clientFor('requester')
  id = (await ada.ask('POST', '/generations', { template_id: 'deed', answers: { party: 'SECRET' } }, 201)).id
})

test('a question and the rest go to addresses; what became of them is seen', async () => {
  const meanwhile = await handOver({ question: 'price', email: 'Expert@Example.com', note: 'Please' })
  expect(meanwhile).toMatchObject({ question: { name: 'city' }, delegations: [{ name: 'price' }] })
  expect(await handed()).toMatchObject([
    { question: 'price', label: 'Price', name: 'expert@example.com', state: 'open', mail: 'waiting', opened_at: null },
  ])
  await handOver({ email: 'helper@example.com' })
  await service.app.sendMails()
  expect(await handed()).toMatchObject([
    { question: null, label: null, name: 'helper@example.com', state: 'open', mail: 'sent' },
    { question: 'price', state: 'open', mail: 'sent' },
  ])
  expect((await ada.ask('POST', at('/hand-overs/mail'), { question: 'price' })).data).toMatchObject([
    { question: null, mail: 'sent' },
    { question: 'price', mail: 'waiting' },
  ])
  await ada.ask('POST', at('/hand-overs/withdraw'), {})
  await ada.ask('PUT', at('/answers/price'), { value: '1' })
  expect(await handed()).toMatchObject([
    { question: null, state: 'withdrawn' },
    { question: 'price', state: 'answered' },
  ])
  await ada.ask('POST', at('/hand-overs/mail'), { question: 'price' }, 409)
  await ada.ask('POST', at('/hand-back'), undefined, 409)
})

test('a mail that was never queued, because the service stopped in that moment, is seen and sent then', async () => {
  await handOver({ question: 'price', email: 'lost@example.com' })
  await sql`delete from hand_overs where generation = ${id}`.execute(service.app.readDatabase.db)
  expect(await handed()).toMatchObject([{ question: 'price', state: 'open', mail: 'failed' }])
  expect((await ada.ask('POST', at('/hand-overs/mail'), { question: 'price' })).data).toMatchObject([
    { question: 'price', mail: 'waiting' },
  ])
})

test('the same request again sends nothing twice', async () => {
  const key = { 'idempotency-key': `once-${id}` }
  const body = { question: 'price', email: 'once@example.com' }
  for (let times = 0; times < 2; times++) await ada.ask('POST', at('/hand-overs'), body, 200, key)
  await handOver(body)
  const mails = await service.app.mail!.mails.list('default', 200)
  expect(mails.filter(({ to }) => to === 'once@example.com')).toHaveLength(1)
})

test('whoever has the rest answers over HTTP, too, and does nothing else', async () => {
  await handOver({ to: graceId, note: 'Yours' })
  expect((await grace.ask('GET', at())).answers.party.value).toBe('SECRET')
  await grace.ask('PUT', at('/answers/price'), { value: '1' })
  await grace.ask('POST', at('/lists/items/items'), { value: { title: 'x' } }, 201)
  await grace.ask('DELETE', at('/lists/items/items/1'))
  await grace.ask('POST', at('/lists/items/close'))
  for (const [method, path, body] of [
    ['POST', '/confirm', {}],
    ['POST', '/cancel', undefined],
    ['POST', '/hand-overs', { email: 'x@example.com' }],
    ['POST', '/hand-overs/mail', {}],
    ['POST', '/hand-overs/withdraw', {}],
    ['POST', '/questions/city/delegate', { to: graceId }],
    ['PUT', '/language', { locale: 'de-DE' }],
    ['GET', '/hand-overs', undefined],
    ['GET', '/document', undefined],
    ['POST', '/copy', undefined],
  ] as const) {
    const { status } = await grace.send(method, `/api/v1${at(path)}`, body)
    expect([path, [403, 404, 409].includes(status)]).toEqual([path, true])
  }
  expect((await grace.send('POST', `/api/v1${at('/hand-back')}`)).status).toBe(204)
  await grace.ask('GET', at(), undefined, 404)
  await grace.ask('PUT', at('/answers/city'), { value: 'Oslo' }, 409)
  expect(await handed()).toMatchObject([{ to: graceId, state: 'answered', mail: null }])
})

test('who may not, and what is nobody, is told so', async () => {
  const stranger = await service.clientFor('requester')
  await handOver({ email: 'x@example.com' }, 404, stranger)
  expect(await service.app.people.findByEmail('x@example.com')).toEqual([])
  await handOver({}, 422)
  await handOver({ to: graceId, email: 'x@example.com' }, 422)
  await handOver({ to: 'person:nobody' }, 422)
  await handOver({ question: 'items', email: 'x@example.com' }, 422)
  await handOver({ question: 'nothing', email: 'x@example.com' }, 404)
  await handOver({ email: 'x@example.com', note: 'see http://evil.example' }, 422)
  await handOver({ email: 'x@example.com', note: 'x'.repeat(1001) }, 422)
  await ada.ask('POST', at('/hand-overs/withdraw'), {}, 409)
  await ada.ask('POST', at('/hand-overs/withdraw'), { question: 'price' }, 409)
})

test('a person causes so many mails in an hour, whoever gets them', async () => {
  const names = ['price', 'city', undefined]
  for (const question of names)
    await handOver({ ...(question === undefined ? {} : { question }), email: `${question}@example.com` })
  await ada.ask('POST', at('/hand-overs/mail'), {})
  const refused = await ada.send('POST', `/api/v1${at('/hand-overs/mail')}`, {})
  expect([refused.status, refused.json.error.code, refused.headers.get('retry-after')]).toEqual([
    429,
    'too_many',
    '3600',
  ])
  // Somebody else may still.
  await grace.ask('POST', '/generations', { template_id: 'deed' }, 201)
})

test('without mail, colleagues are asked and addresses refused with what to do', async () => {
  const plain = await httpService()
  try {
    const by = await plain.clientFor('author')
    await by.send('POST', '/api/v1/templates', upload('{{party}}', { name: 'Note' }))
    const note = (await by.ask('POST', '/generations', { template_id: 'note' }, 201)).id
    const refused = await by.send('POST', `/api/v1/generations/${note}/hand-overs`, { email: 'x@example.com' })
    expect([refused.status, refused.json.error.message]).toEqual([422, expect.stringContaining('DOCGEN_MAIL')])
    const other = (await plain.app.apiKeys.authenticate((await plain.clientFor('requester')).key))!.actor
    await by.ask('POST', `/generations/${note}/hand-overs`, { to: other })
    await by.ask('POST', `/generations/${note}/hand-overs/mail`, {}, 422)
  } finally {
    await plain.close()
  }
})

describe('colleagues', () => {
  test('are found by name alone, so many as are asked for', async () => {
    const add = (name: string, email: string) =>
      service.app.people.add({ tenant: 'default', name, kind: 'person', email })
    await add('Zoë Müller', 'zm@example.com')
    await add('Zoe Muller', 'other@example.com')
    await add('Same Name', 'first@example.com')
    await add('Same Name', 'second@example.com')
    const found = async (query: string) => (await ada.ask('GET', `/colleagues?search=${query}`)).data
    expect(await found('zoe%20mu')).toMatchObject([
      { name: 'Zoe Muller', kind: 'person', hint: null },
      { name: 'Zoë Müller', kind: 'person', hint: null },
    ])
    expect((await found('same%20name')).map((one: { hint: string }) => one.hint).toSorted()).toEqual([
      'fi…@example.com',
      'se…@example.com',
    ])
    expect(await found('zoe&limit=1')).toHaveLength(1)
    // An address is no name: nobody learns whose it is.
    expect(await found('zm@example.com')).toEqual([])
    await ada.ask('GET', '/colleagues?search=zoe&limit=21', undefined, 400)
    await ada.ask('GET', '/colleagues?search=z', undefined, 400)
  })
})

describe('in the terminal', () => {
  test('hands over, lists, sends again and takes back', async () => {
    const docgen = await cli(service)
    try {
      const author = await service.clientFor('author')
      const own = (await author.ask('POST', '/generations', { template_id: 'deed' }, 201)).id
      await service.app.people.add({ tenant: 'default', name: 'Renée Dubois', kind: 'person' })
      expect((await docgen.run('colleagues renee')).out).toContain('Renée Dubois')
      const asked = await docgen.run(`hand-over to ${own} expert@example.com --question price --message 'You know'`)
      expect(asked.out).toMatch(/Price +expert@example\.com +not opened yet +waiting/)
      expect((await docgen.run(`hand-over to ${own} 'renee dubois'`)).out).toMatch(
        /everything that is left +Renée Dubois/,
      )
      await service.app.sendMails()
      expect((await docgen.run(`hand-over mail ${own} --question price`)).out).toMatch(/Price .+ waiting/)
      expect((await docgen.run(`hand-over take-back ${own}`)).out).toMatch(/everything that is left .+ taken back/)
      expect((await docgen.run(`--json hand-over list ${own}`)).out).toContain('"state": "withdrawn"')
      expect(await docgen.run(`hand-over to ${own} nobody-at-all`)).toMatchObject({ code: 4 })
      expect(await docgen.run(`hand-over to ${own} x@`)).toMatchObject({ code: 3 })
    } finally {
      await docgen.close()
    }
  })
})
