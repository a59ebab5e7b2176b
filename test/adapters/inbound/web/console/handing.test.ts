/** Handing one question, or the rest of a conversation, to an e-mail address: the whole way, in browsers without script. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountStream } from '../../../../../src/domain/account/account-events.ts'
import { generationStream } from '../../../../../src/domain/generation/generation-events.ts'
import type { MailOutcome, MailTransport, OutgoingMail } from '../../../../../src/ports/mail/mail-transport.ts'
import { fixedClock } from '../../../../doubles/clock.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { upload } from '../../../../support/services/http-service.ts'
import { PlainBrowser } from '../../../../support/services/plain-browser.ts'
import { openLink } from '../../../../support/services/sign-in.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const clock = fixedClock()

/** What went out; `away` makes the server not answer. */
const sent: OutgoingMail[] = []
let away = false
const transport: MailTransport = {
  keeps: false,
  async send(mail): Promise<MailOutcome> {
    if (away) return { outcome: 'failed', words: 'connect ECONNREFUSED' }
    sent.push(mail)
    return { outcome: 'sent', words: '250 OK' }
  },
  check: async () => undefined,
  close: () => undefined,
}

let service: ConsoleService
let app: ConsoleService['app']
let grace: Awaited<ReturnType<typeof signedIn>>
let id: string
let address = 0

beforeAll(async () => {
  service = await consoleService({ mail: transport, mail_limits: { recipient: 3, tenant: 1000, person: 1000 }, clock })
  app = service.app
  const body = upload('{{party}} pays {{price}} in {{city}}', { name: 'Deed', id: 'deed' })
  const headers = { authorization: `Bearer ${await app.keyFor('author')}` }
  expect((await service.api.request('/api/v1/templates', { method: 'POST', headers, body })).status).toBe(201)
})
afterAll(() => service.close())
beforeEach(async () => {
  clock.pass(2 * HOUR)
  away = false
  await app.sendMails()
  sent.length = 0
  grace = await signedIn('Grace Hopper')
  const begun = await grace.page.post('/generations', { template_id: 'deed' })
  expect(begun.status).toBe(303)
  id = begun.location.split('/').at(-1)!
  await grace.page.post(`/generations/${id}/answers`, { name: 'party', value: 'SECRET' })
})

async function signedIn(name: string, over: object = {}) {
  const person = await app.people.add({ tenant: 'default', name, kind: 'person', ...over })
  const page = new PlainBrowser(service.url)
  const token = await openLink(app, { actor: person.actor, tenant: 'default', roles: [] })
  expect((await page.post('/sign-in', { token })).status).toBe(303)
  await page.get('/account')
  return { actor: person.actor, page }
}
const newAddress = () => `expert-${++address}@example.com`
const ask = (who: string, fields: Record<string, string> = {}) =>
  grace.page.post(`/generations/${id}/hand-over`, { part: 'question', question: 'price', who, ...fields })
const tokenIn = ({ text }: Pick<OutgoingMail, 'text'>) => /token=(\S+)/.exec(text)![1]!
async function mailed(): Promise<string> {
  await app.sendMails()
  return tokenIn(sent.at(-1)!)
}
async function follow(token: string): Promise<PlainBrowser> {
  const page = new PlainBrowser(service.url)
  expect((await page.post('/sign-in', { token })).status).toBe(303)
  return page
}
const eventsOf = async (account: string) =>
  (await app.log.read(accountStream(account), 0)).map(({ event: { type, data } }) => ({ type, data }))
const stepsOf = async () =>
  (await app.log.read(generationStream(id), 0)).map(({ event, envelope }) => ({ ...event, by: envelope.actor }))
const guestOf = async (email: string) => (await app.people.findByEmail(email))[0]!

describe('one question', () => {
  test('is asked by mail, answered by link, and comes back; the link is not spent by looking', async () => {
    const email = newAddress()
    expect((await grace.page.get(`/generations/${id}`)).text).toContain(`/generations/${id}/hand-over?question=price`)
    expect((await grace.page.get(`/generations/${id}/hand-over?question=price`)).text).toContain('“Price”')
    expect((await ask(email, { note: 'You know\nthis, don’t you?' })).status).toBe(303)
    const waiting = await grace.page.get(`/generations/${id}`)
    expect(waiting.text).toContain(`Waiting for ${email}:`)
    expect(waiting.text).toContain('The mail waits to be sent.')
    const token = await mailed()
    expect(sent).toMatchObject([{ to: email, subject: 'Grace Hopper asks you a question' }])
    expect(sent[0]!.text).toContain('> You know\n> this, don’t you?\n')
    expect(sent[0]!.text.match(/https?:\/\/\S+/g)).toEqual([
      `${service.url}/sign-in?token=${token}`,
      expect.stringContaining(service.url),
    ])
    expect(sent[0]!.text).not.toContain('SECRET')
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('not opened yet')

    for (const headers of [{}, { 'sec-purpose': 'prefetch' }, { purpose: 'preview' }]) {
      const shown = await new PlainBrowser(service.url).get(`/sign-in?token=${token}`, { headers })
      expect([shown.status, shown.text.includes('Grace Hopper asks you a question')]).toEqual([200, true])
      expect(shown.text).not.toContain('data-submit-at-once')
    }
    const expert = await follow(token)
    expect((await expert.get('/')).location).toBe(`/asked/${id}/price`)
    const page = await expert.get(`/asked/${id}/price`)
    for (const text of ['Price', 'Deed', 'Grace Hopper', 'this, don’t you?']) expect(page.text).toContain(text)
    for (const text of ['SECRET', 'href="/account"']) expect(page.text).not.toContain(text)
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('>opened<')

    expect((await expert.post(`/asked/${id}/price`, { value: 'ten-ish or so, perhaps' })).status).toBe(422)
    expect((await expert.post(`/asked/${id}/price`, { value: '12.50' })).status).toBe(303)
    const thanks = await expert.get(`/asked/${id}/price`)
    expect(thanks.text).toContain('Thank you')
    expect(thanks.text).not.toContain('<form method="post" action="/asked')
    expect((await expert.post(`/asked/${id}/price`, { value: '13' })).status).toBe(409)

    const now = await grace.page.get(`/generations/${id}`)
    expect([now.text.includes('12.50'), now.text.includes('Waiting for')]).toEqual([true, false])
    const guest = await guestOf(email)
    expect(guest).toMatchObject({ kind: 'guest', email_proved: true })
    const hand_over = (await stepsOf()).find(({ type }) => type === 'QuestionDelegated')!.data as { hand_over: string }
    expect((await stepsOf()).at(-1)).toMatchObject({
      type: 'AnswerProvided',
      by: guest.actor,
      data: { name: 'price', by_hand_over: hand_over.hand_over },
    })
    expect(await eventsOf(guest.actor)).toMatchObject([
      { type: 'PersonAdded', data: { method: 'handed_over', kind: 'guest' } },
      { type: 'SignInLinkMade', data: { kind: 'handed_over' } },
      { type: 'SignedIn', data: { method: 'handed_over' } },
    ])
    expect((await grace.page.get(`/generations/${id}/timeline`)).text).toContain(' by the link in a mail')
    // The link works once.
    const again = await new PlainBrowser(service.url).post('/sign-in', { token })
    expect([again.status, again.text.includes('This link was used already')]).toEqual([401, true])
  })

  test('its session opens that question, and no other page or operation', async () => {
    expect((await ask(newAddress())).status).toBe(303)
    const expert = await follow(await mailed())
    await expert.get(`/asked/${id}/price`)
    const other = (await grace.page.post('/generations', { template_id: 'deed' })).location.split('/').at(-1)!
    const pages = service.api.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api/'))
      .filter(({ path }) => !/^\/(?:health|docs|metrics|openapi|assets|favicon|sign-in)/.test(path))
      .map(({ method, path }) => `${method} ${path}`)
    expect(pages.length).toBeGreaterThan(60)
    const opened: string[] = []
    for (const page of new Set(pages)) {
      const [method = '', path = ''] = page.split(' ')
      if (page === 'POST /sign-out' || path === '/') continue
      const where = path.includes(':id') ? [id, other] : [id]
      for (const [generation, name] of where.flatMap((one) =>
        path.includes(':name')
          ? [
              [one, 'price'],
              [one, 'city'],
            ]
          : [[one, '']],
      ) as [string, string][]) {
        const at = path.replace(':id', generation).replace(':name', name).replaceAll(/:\w+/g, '1')
        const { status, text } =
          method === 'GET' ? await expert.get(at) : await expert.post(at, { name: 'city', value: 'x' })
        expect(text, page).not.toContain('SECRET')
        if (status !== 403 && status !== 404) opened.push(`${method} ${at}`)
      }
    }
    expect([...new Set(opened)]).toEqual([`GET /asked/${id}/price`, `POST /asked/${id}/price`])
    const operations = service.api.routes.filter(({ path }) => path.startsWith('/api/v1/'))
    for (const { method, path } of operations.filter((one) => one.method !== 'ALL')) {
      const at = path.replace(':id', id).replaceAll(/:\w+/g, 'price')
      const init = { method, headers: { cookie: expert.cookie, 'sec-fetch-site': 'same-origin' } }
      expect([method, at, (await service.api.request(at, init)).status]).toEqual([method, at, 401])
    }
    // Each page that it was refused is noted, once in a minute.
    const refusals = (await eventsOf((await guestOf(sent[0]!.to)).actor)).filter(({ type }) => type === 'AccessRefused')
    expect(refusals).toContainEqual({
      type: 'AccessRefused',
      data: expect.objectContaining({ needs: 'account' }),
    })
  }, 60_000)

  test('is taken back at once: its session and link are dead', async () => {
    const email = newAddress()
    await ask(email)
    const token = await mailed()
    const expert = await follow(token)
    expect((await expert.get(`/asked/${id}/price`)).status).toBe(200)
    expect((await grace.page.post(`/generations/${id}/questions/withdraw`, { name: 'price' })).status).toBe(303)
    expect((await expert.get(`/asked/${id}/price`)).status).toBe(401)
    expect((await expert.post(`/asked/${id}/price`, { value: '1' })).status).toBe(401)
    for (const reply of [
      await new PlainBrowser(service.url).get(`/sign-in?token=${token}`),
      await new PlainBrowser(service.url).post('/sign-in', { token }),
    ])
      expect([reply.status, reply.text.includes('This was taken back')]).toEqual([401, true])
    const { actor } = await guestOf(email)
    expect((await eventsOf(actor)).slice(-2)).toMatchObject([
      { type: 'SessionEnded', data: { because: 'taken_back' } },
      { type: 'SignInRefused', data: { method: 'handed_over', reason: 'withdrawn' } },
    ])
    // A link that was not used is dead, too; another hand-over to the same address opens its own only.
    await ask(email)
    const second = await follow(await mailed())
    expect((await second.get(`/asked/${id}/price`)).status).toBe(200)
  })

  test('is answered by the requester meanwhile, or the conversation ends: whoever comes is told so', async () => {
    await ask(newAddress())
    const [first] = [await mailed()]
    await grace.page.post(`/generations/${id}/answers`, { name: 'price', value: '5' })
    const late = await follow(first)
    expect((await late.get(`/asked/${id}/price`)).text).toContain('is answered.')
    expect((await late.post(`/asked/${id}/price`, { value: '6' })).status).toBe(409)
    await ask(newAddress(), { question: 'city' })
    const second = await mailed()
    await grace.page.post(`/generations/${id}/cancel`, {})
    const later = await follow(second)
    expect((await later.get(`/asked/${id}/city`)).text).toContain('No longer needed')
    expect((await ask(newAddress(), { question: 'city' })).status).toBe(409)
  })

  test('goes on when its template is retired', async () => {
    const key = await app.keyFor('author')
    const change = (what: string) =>
      service.api.request(`/api/v1/templates/deed/${what}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
      })
    await ask(newAddress())
    expect((await change('retire')).status).toBe(200)
    const expert = await follow(await mailed())
    await expert.get(`/asked/${id}/price`)
    expect((await expert.post(`/asked/${id}/price`, { value: '7' })).status).toBe(303)
    expect((await change('restore')).status).toBe(200)
  })

  test('to the address of an account it is that person, who stays signed in as they are', async () => {
    const email = newAddress()
    const ivan = await signedIn('Ivan', { email, email_proved: true })
    await app.people.add({ tenant: 'another', name: 'Not Ivan', kind: 'person', email, email_proved: true })
    await ask(email.toUpperCase())
    const token = await mailed()
    expect(sent.at(-1)!.to).toBe(email)
    const { location } = await ivan.page.post('/sign-in', { token })
    expect(location).toBe(`/asked/${id}/price`)
    expect((await ivan.page.get('/account')).status).toBe(200)
    await app.settled()
    expect((await ivan.page.get('/')).text).toContain(`/asked/${id}/price`)
    // In another browser, the link opens the question alone; the answer is the same person’s.
    const elsewhere = await follow(token)
    await elsewhere.get(`/asked/${id}/price`)
    expect((await elsewhere.get('/account')).status).toBe(403)
    expect((await elsewhere.post(`/asked/${id}/price`, { value: '8' })).status).toBe(303)
    expect((await stepsOf()).at(-1)).toMatchObject({ type: 'AnswerProvided', by: ivan.actor })
    expect((await app.people.findByEmail(email)).filter(({ tenant }) => tenant === 'default')).toHaveLength(1)
  })

  test('a guest who is invited becomes more than a guest, with what they have', async () => {
    const email = newAddress()
    await ask(email)
    const { actor } = await guestOf(email)
    const admin = await signedIn('Ada', { roles: ['admin'] })
    expect((await admin.page.post('/people', { name: 'Eve Expert', email, roles: 'author' })).status).toBeLessThan(400)
    expect(await guestOf(email)).toMatchObject({ actor, kind: 'person', name: 'Eve Expert', roles: ['author'] })
  })

  test('by name: one colleague, several to choose from, or nobody', async () => {
    await app.people.add({ tenant: 'default', name: 'Jörg Müller', kind: 'person', email: 'jm1@example.com' })
    const second = await app.people.add({
      tenant: 'default',
      name: 'Jörg Müller',
      kind: 'person',
      email: 'xy@example.com',
    })
    const offered = await grace.page.get('/colleagues?who=jorg')
    expect(offered.text.match(/value="Jörg Müller" label="[^"]+"/g)?.toSorted()).toEqual([
      expect.stringContaining('jm…@example.com'),
      expect.stringContaining('xy…@example.com'),
    ])
    expect((await grace.page.get('/colleagues?who=j')).text).toBe('')
    const several = await ask('jorg muller', { note: 'Stays' })
    expect([several.status, several.text.includes('Choose who is meant'), several.text.includes('Stays')]).toEqual([
      422,
      true,
      true,
    ])
    expect((await ask('Nobody at all')).text).toContain('Nobody here is called')
    expect((await ask('jorg muller', { to: second.actor })).status).toBe(303)
    await app.sendMails()
    expect(sent).toMatchObject([{ to: 'xy@example.com' }])
    await app.people.add({ tenant: 'default', name: 'Żaneta', kind: 'person' })
    expect((await ask('zaneta', { question: 'city' })).status).toBe(303)
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('Waiting for Żaneta:')
  })

  test('what is no address, no message or not to be asked is refused with a sentence', async () => {
    const gone = newAddress()
    const left = await app.people.add({
      tenant: 'default',
      name: 'Left',
      kind: 'person',
      email: gone,
      email_proved: true,
    })
    await app.people.change('default', left.actor, { active: false })
    const own = newAddress()
    await app.people.change('default', grace.actor, { email: own, email_proved: true })
    for (const [who, fields, status, sentence] of [
      ['nowhere@', {}, 422, 'This is no e-mail address.'],
      ['a@example.com, b@example.com', {}, 422, 'This is no e-mail address.'],
      ['a@example.com\r\nBcc: b@example.com', {}, 422, 'This is no e-mail address.'],
      ['x', {}, 422, 'at least two letters of a name'],
      [own, {}, 422, 'This question is yours already'],
      [own, { part: 'rest' }, 422, 'You have the rest already'],
      [gone, {}, 422, 'may not come in any more'],
      [newAddress(), { note: 'x'.repeat(1001) }, 422, 'at most 1000 characters'],
      [newAddress(), { note: 'Look at https://evil.example' }, 422, 'no web address'],
      [newAddress(), { note: 'www.evil.example' }, 422, 'no web address'],
      [newAddress(), { question: 'party' }, 409, 'is answered already'],
    ] as const) {
      const { status: got, text } = await ask(who, fields)
      expect([who, got, text.includes(sentence)]).toEqual([who, status, true])
    }
    expect((await ask(newAddress(), { question: 'nothing' })).status).toBe(404)
    await app.sendMails()
    expect(sent).toEqual([])
    const made = await sql`select from hand_overs where generation = ${id}`.execute(app.readDatabase.db)
    expect(made.rows).toEqual([])
  })

  test('a server that is away: the mail waits, which is seen, and goes out later; one that is refused is sent again', async () => {
    const email = newAddress()
    away = true
    await ask(email)
    expect(await app.sendMails()).toBe(1)
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('The mail waits to be sent.')
    away = false
    const first = await mailed()
    // Sent again, the earlier link is dead.
    expect((await grace.page.post(`/generations/${id}/hand-over/mail`, { name: 'price' })).status).toBe(303)
    const second = await mailed()
    expect(second).not.toBe(first)
    expect((await new PlainBrowser(service.url).post('/sign-in', { token: first })).status).toBe(401)
    const expert = await follow(second)
    expect((await expert.get(`/asked/${id}/price`)).status).toBe(200)
    // An address has so many mails in an hour.
    await grace.page.get(`/generations/${id}`)
    expect((await grace.page.post(`/generations/${id}/hand-over/mail`, { name: 'price' })).status).toBe(303)
    expect((await grace.page.post(`/generations/${id}/hand-over/mail`, { name: 'price' })).status).toBe(429)
  })

  test('a link is good for two weeks', async () => {
    const email = newAddress()
    await ask(email)
    const token = await mailed()
    clock.pass(14 * DAY + 1)
    const late = await new PlainBrowser(service.url).post('/sign-in', { token })
    expect([late.status, late.text.includes('This link has expired')]).toEqual([401, true])
    expect(late.text).toContain('Send me a new link')
    expect((await eventsOf((await guestOf(email)).actor)).at(-1)).toMatchObject({
      type: 'SignInRefused',
      data: { method: 'handed_over', reason: 'expired' },
    })
  })
})

describe('the rest of a conversation', () => {
  const rest = (who: string) => ask(who, { part: 'rest', note: 'Please finish it' })

  test('is answered and looked over by link; who asked makes the document, and they alone get it', async () => {
    const email = newAddress()
    expect((await rest(email)).status).toBe(303)
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('everything that is left')
    const helper = await follow(await mailed())
    expect(sent[0]!.subject).toBe('Grace Hopper asks you to answer questions')
    expect((await helper.get('/')).location).toBe(`/asked/${id}`)
    expect((await helper.get(`/asked/${id}`)).location).toBe(`/generations/${id}`)
    const page = await helper.get(`/generations/${id}`)
    for (const text of ['SECRET', 'Please finish it', 'Price']) expect(page.text).toContain(text)
    for (const text of ['Ask somebody else', '/timeline', '/cancel', '/language']) expect(page.text).not.toContain(text)
    for (const [name, value] of [
      ['price', '10'],
      ['city', 'Oslo'],
    ])
      expect((await helper.post(`/generations/${id}/answers`, { name: name!, value: value! })).status).toBe(303)
    const review = await helper.get(`/generations/${id}`)
    expect([review.text.includes('I am done'), review.text.includes('Make the document')]).toEqual([true, false])
    const change = { name: 'party', value: 'Ada', editing: '1' }
    expect((await helper.post(`/generations/${id}/answers`, change)).status).toBe(303)
    for (const [method, path] of [
      ['POST', 'confirm'],
      ['POST', 'cancel'],
      ['POST', 'copy'],
      ['POST', 'language'],
      ['POST', 'hand-over'],
      ['POST', 'hand-over/mail'],
      ['POST', 'questions/withdraw'],
      ['POST', 'review'],
      ['GET', 'hand-over'],
      ['GET', 'timeline'],
      ['GET', 'document'],
    ] as const) {
      const at = `/generations/${id}/${path}`
      const fields = { revision: '99', part: 'rest', who: 'x@example.com', locale: 'de-DE' }
      const { status } = method === 'GET' ? await helper.get(at) : await helper.post(at, fields)
      expect([path, status >= 400]).toEqual([path, true])
    }
    await helper.get(`/generations/${id}`)
    expect((await helper.post(`/generations/${id}/hand-back`, {})).location).toBe(`/asked/${id}`)
    expect((await helper.get(`/asked/${id}`)).text).toContain('Thank you')
    // Nothing of it is theirs any more.
    expect((await helper.get(`/generations/${id}`)).location).toBe(`/asked/${id}`)
    expect((await helper.post(`/generations/${id}/answers`, change)).location).toBe(`/asked/${id}`)
    expect((await helper.get(`/generations/${id}/live`)).status).toBe(404)

    const back = await grace.page.get(`/generations/${id}`)
    expect(back.text).toContain('Make the document')
    const revision = /name="revision" value="(\d+)"/.exec(back.text)![1]!
    expect((await grace.page.post(`/generations/${id}/confirm`, { revision })).status).toBe(303)
    await app.settled()
    expect((await grace.page.get(`/generations/${id}/document`)).text).toBe('Ada pays 10.00 in Oslo')
    expect((await helper.get(`/generations/${id}/document`)).status).toBe(404)
    const actor = (await guestOf(email)).actor
    expect((await stepsOf()).filter(({ by }) => by === actor).map(({ type }) => type)).toEqual([
      'AnswerProvided',
      'AnswerProvided',
      'AnswerProvided',
      'RestReturned',
    ])
  })

  test('is taken back in the middle: what was answered stays, and the session is dead', async () => {
    await rest(newAddress())
    const token = await mailed()
    const helper = await follow(token)
    await helper.get(`/generations/${id}`)
    await helper.post(`/generations/${id}/answers`, { name: 'price', value: '10' })
    expect((await grace.page.post(`/generations/${id}/questions/withdraw`, { name: '' })).status).toBe(303)
    expect((await helper.get(`/generations/${id}`)).status).toBe(401)
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('10')
    expect((await new PlainBrowser(service.url).post('/sign-in', { token })).text).toContain('This was taken back')
  })

  test('a colleague finds it on their start page, and loses it there when it is taken back', async () => {
    const ivan = await signedIn('Ivan the Helper')
    expect((await rest('ivan the helper')).status).toBe(303)
    await app.settled()
    expect((await ivan.page.get('/')).text).toContain(`href="/asked/${id}"`)
    expect((await ivan.page.get(`/asked/${id}`)).location).toBe(`/generations/${id}`)
    expect((await grace.page.get(`/generations/${id}`)).text).toContain('>opened<')
    expect((await ivan.page.get(`/generations/${id}/timeline`)).status).toBe(404)
    await grace.page.get(`/generations/${id}`)
    await grace.page.post(`/generations/${id}/questions/withdraw`, { name: '' })
    expect((await ivan.page.get('/')).text).not.toContain(`href="/asked/${id}"`)
    expect((await ivan.page.get(`/generations/${id}`)).location).toBe(`/asked/${id}`)
    expect((await ivan.page.get(`/asked/${id}`)).text).toContain('has taken this back')
  })
})
