/** People without an account answer by a template’s link, over HTTP without any script, from the link to the document. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../../../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { changeLifecycle } from '../../../../../../src/commands/template/change-lifecycle.ts'
import { changeTemplateAccess } from '../../../../../../src/commands/template/change-template-access.ts'
import { createCommandRequest } from '../../../../../../src/commands/command-metadata.ts'
import { registerTemplate } from '../../../../../../src/commands/template/register-template.ts'
import { publishTemplateLink } from '../../../../../../src/commands/template-links/publish-template-link.ts'
import { tellAudit } from '../../../../../../src/queries/audit/tell-audit.ts'
import { LINK } from '../../../../../../src/domain/account/template-link.ts'
import { strangersOf } from '../../../../../../src/domain/account/account-events.ts'
import type { Caller } from '../../../../../../src/domain/kernel/access.ts'
import type { TemplateAccess } from '../../../../../../src/domain/template/template-access.ts'
import { fixedClock } from '../../../../../doubles/clock.ts'
import { consoleService, type ConsoleService } from '../../../../../support/services/console-service.ts'
import { PlainBrowser, type Reply } from '../../../../../support/services/plain-browser.ts'
import { securityEventsOf } from '../../../../../support/services/security-events.ts'
import { openSession } from '../../../../../support/services/sign-in.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const clock = fixedClock()

let service: ConsoleService
let app: ConsoleService['app']
let author: Caller
beforeAll(async () => {
  service = await consoleService({ mail: outboxTransport(), clock })
  app = service.app
  const { actor } = await app.people.add({ tenant: 'default', name: 'Ada Lovelace', kind: 'person', roles: ['author'] })
  author = { actor, tenant: 'default', roles: ['author'] }
})
afterAll(() => service.close())
/** Notes of refusals are one a minute, addresses have ten mails in an hour. */
afterEach(() => clock.pass(61 * MINUTE))

const browser = () => new PlainBrowser(service.url)
const request = (caller = author) =>
  createCommandRequest(app, { caller, surface: 'http', request: crypto.randomUUID() })

async function register(id: string): Promise<string> {
  const bytes = Buffer.from('Dear {{name}}, re {{matter}}')
  await registerTemplate(app, { id, name: `Letter ${id}`, file_name: 'letter.txt', bytes, draft: false }, request())
  return id
}

async function publish(template_id: string, more: { uses?: number; asks_email?: boolean; title?: string } = {}) {
  const { uses = 3, asks_email = false, title } = more
  const source = { tenant: 'default', by: author.actor, surface: 'http' } as const
  return publishTemplateLink(app, { template_id, title, uses, asks_email }, author, source)
}

const hidden = (name: string, { text }: Reply): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? ''
const linkBack = ({ text }: Reply): string =>
  /id="copied-link"\s+value="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
const conversationOf = ({ text }: Reply): string => /href="\/generations\/([^"]+)"/.exec(text)?.[1] ?? ''

/** Opens the link and presses “Begin”. */
async function begin(token: string, page = browser(), name = '') {
  const shown = await page.get(`/answer?token=${token}`)
  expect(shown.status).toBe(200)
  const begun = await page.post('/answer', { token, once: hidden('once', shown), name })
  return { page, shown, begun, id: conversationOf(begun), back: linkBack(begun) }
}

async function answerAll(page: PlainBrowser, id: string): Promise<void> {
  for (const [name, value] of [
    ['name', 'Zoë'],
    ['matter', 'Rent'],
  ] as const) {
    await page.get(`/generations/${id}`)
    expect((await page.post(`/generations/${id}/answers`, { name, value })).status).toBe(303)
  }
  const review = await page.get(`/generations/${id}`)
  const revision = hidden('revision', review)
  expect((await page.post(`/generations/${id}/confirm`, { revision })).status).toBe(303)
  await app.settled()
}

describe('from the link to the document', () => {
  test('somebody without an account begins, answers, gets the document, and comes back on another device', async () => {
    await register('whole')
    const { link, token } = await publish('whole', { title: 'Tenants of Hill Street' })
    const { page, shown, begun, id, back } = await begin(token, browser(), 'Zoë')
    expect(shown.text).toContain('Letter whole')
    expect(shown.text).toContain('Tenants of Hill Street')
    expect(shown.text).toContain('Ada Lovelace')
    expect(shown.text).toContain('What is kept')
    expect([begun.status, id]).toEqual([200, expect.stringMatching(/^[0-9a-f-]{36}$/)])
    expect((await page.get('/')).location).toBe(`/generations/${id}`)
    await answerAll(page, id)
    const finished = await page.get(`/generations/${id}`)
    expect(finished.text).toContain('Your document is ready')
    expect(finished.text).not.toContain('Make another like this one')
    expect((await page.get(`/generations/${id}/document`)).text).toBe('Dear Zoë, re Rent')

    // Another device: a GET begins nothing.
    const phone = browser()
    const way = await phone.get(back)
    expect([way.status, way.text.includes('Go on'), phone.cookie]).toEqual([200, true, ''])
    const returned = await phone.post('/answer/return', { token: new URL(back).searchParams.get('token')! })
    expect([returned.status, returned.location]).toEqual([303, `/generations/${id}`])
    expect((await phone.get(`/generations/${id}/document`)).text).toBe('Dear Zoë, re Rent')

    expect((await app.templateLinks.list('default', 'whole'))[0]!.used).toBe(1)
    const [outsider] = await app.templateLinks.outsiders('default', [link.id], 10)
    expect(outsider).toMatchObject({ name: 'Zoë', email_proved: false, generation: id })
    const audit = await tellAudit(app, { actor: outsider!.actor }, author)
    expect([...new Set(audit.data.map(({ actor_name }) => actor_name))]).toEqual([
      'Zoë (not proved), by the link “Tenants of Hill Street”',
    ])
    expect(audit.data.map(({ type }) => type)).toContain('DocumentDelivered')
    expect(await securityEventsOf(app, outsider!.actor)).toMatchObject([
      { type: 'PersonAdded', data: { kind: 'outsider', link: link.id } },
      { type: 'SignedIn', data: { method: 'template_link' } },
      { type: 'SignedIn', data: { method: 'template_link' } },
    ])
  })

  test('pages of links are indexed by nobody, and no referrer has the token', async () => {
    await register('quiet')
    const { token } = await publish('quiet')
    const { shown, begun, back, page, id } = await begin(token)
    for (const { headers, text } of [shown, begun, await page.get(back), await page.get('/answer?token=x')]) {
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(text).toContain('<meta name="robots" content="noindex, nofollow" />')
    }
    const conversation = await page.get(`/generations/${id}`)
    expect(conversation.headers.get('x-robots-tag')).toBe('noindex, nofollow')
    const [secret, returning] = [token, new URL(back).searchParams.get('token')!]
    for (const one of [secret, returning, page.cookie.split('=')[1]!])
      expect(app.logged.filter((line) => line.includes(one))).toEqual([])
  })

  test('with a proved address: a GET spends nothing, the link of the mail begins once, the way back is mailed', async () => {
    await register('proved')
    const { link, token } = await publish('proved', { asks_email: true, uses: 1 })
    const page = browser()
    const shown = await page.get(`/answer?token=${token}`)
    expect(shown.text).toContain('Send me the link')
    // Nobody begins without the proof.
    const without = await page.post('/answer', { token, once: 'x', name: '' })
    expect([without.status, without.text]).toEqual([409, expect.stringContaining('Show your address first')])
    const wrong = await page.post('/answer/email', { token, email: 'nobody' })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Enter an address like')])
    const asked = await page.post('/answer/email', { token, email: 'Zoe@Example.org' })
    expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('zoe@example.org')])
    await app.sendMails()
    const mails = async () => (await app.mail!.mails.list('default', 10)).filter(({ kind }) => kind === 'template_link')
    const [proof] = await mails()
    expect(proof!.kept!.text).toContain('Ada Lovelace asks you for answers: “Letter proved”')
    const url = /http\S+/.exec(proof!.kept!.text)![0]
    const once = new URL(url).searchParams.get('token')!
    const phone = browser()
    for (const method of ['GET', 'HEAD', 'GET']) expect((await phone.get(url, { method })).status).toBe(200)
    expect((await app.templateLinks.list('default', 'proved'))[0]!.used).toBe(0)
    const begun = await phone.post('/answer/begin', { token: once })
    expect([begun.status, begun.text]).toEqual([200, expect.stringContaining('It was also mailed to zoe@example.org')])
    await app.sendMails()
    const back = (await mails()).find(({ kept }) => kept?.text.includes('/answer/return'))
    expect(back!.kept!.text.replaceAll('&amp;', '&')).toContain(linkBack(begun))
    clock.pass(3 * MINUTE)
    const again = await browser().get(url)
    expect([again.status, again.text]).toEqual([410, expect.stringContaining('This was used already')])
    expect((await browser().post('/answer/begin', { token: once })).status).toBe(410)
    const [outsider] = await app.templateLinks.outsiders('default', [link.id], 10)
    expect(outsider).toMatchObject({ name: 'zoe@example.org', email_proved: true })
    expect((await app.people.namesOf([outsider!.actor])).get(outsider!.actor)).toBe(
      'zoe@example.org (proved), by the link “Letter proved”',
    )
    // An outsider is no account: the address signs nobody in, and stands in nobody’s way.
    expect(await app.people.findByEmail('zoe@example.org')).toEqual([])
    expect(await app.people.ownerOfEmail('default', 'zoe@example.org')).toBeUndefined()
    expect(await app.people.list('default', 'zoe', 10)).toEqual([])
    expect((await securityEventsOf(app, LINK + link.id)).map(({ type }) => type)).toEqual([
      'TemplateLinkMade',
      'SignInRefused',
      'TemplateLinkMailed',
      'TemplateLinkMailed',
      'SignInRefused',
    ])
  })

  test('a form that is sent twice begins one conversation; later, it begins none and gives nobody’s away', async () => {
    await register('twice')
    const { token } = await publish('twice')
    const page = browser()
    const once = hidden('once', await page.get(`/answer?token=${token}`))
    const [one, two] = await Promise.all([
      page.post('/answer', { token, once, name: '' }),
      page.post('/answer', { token, once, name: '' }),
    ])
    expect([one.status, two.status, linkBack(one) === linkBack(two)]).toEqual([200, 200, true])
    expect(conversationOf(one)).toBe(conversationOf(two))
    expect((await app.templateLinks.list('default', 'twice'))[0]!.used).toBe(1)
    clock.pass(3 * MINUTE)
    const late = await browser().post('/answer', { token, once, name: '' })
    expect([late.status, linkBack(late), late.text]).toEqual([410, '', expect.stringContaining('used already')])
  })

  test('a template for some only is open to whoever its author gives the link', async () => {
    await register('narrow')
    const admin: Caller = { ...author, roles: ['admin'] }
    const nobody = { people: [], groups: [] }
    const access: TemplateAccess = { use: nobody, edit: 'everyone', see: nobody, maker_edits: true }
    await changeTemplateAccess(app, { id: 'narrow', access }, request(admin))
    const { token } = await publish('narrow')
    const { begun, page, id } = await begin(token)
    expect(begun.status).toBe(200)
    expect((await page.get(`/generations/${id}`)).status).toBe(200)
  })
})

describe('a link that does not work says what to do, with a security event', () => {
  const expectRefusal = async (reply: Reply, status: number, sentence: string, account: string, reason: string) => {
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(sentence)])
    const events = await securityEventsOf(app, account)
    expect(events.at(-1)).toMatchObject({ type: 'SignInRefused', data: { method: 'template_link', reason } })
  }

  test('expired', async () => {
    await register('expired')
    const { link, token } = await publish('expired')
    const { back } = await begin(token)
    clock.pass(15 * DAY)
    for (const reply of [
      await browser().get(`/answer?token=${token}`),
      await browser().post('/answer', { token, once: 'x', name: '' }),
    ])
      await expectRefusal(reply, 410, 'This link has expired', LINK + link.id, 'expired')
    // The way back has an end of its own.
    expect((await browser().get(back)).status).toBe(200)
    clock.pass(16 * DAY)
    await expectRefusal(
      await browser().get(back),
      410,
      'Your way back worked for a limited time',
      LINK + link.id,
      'expired',
    )
  })

  test('used up', async () => {
    await register('used')
    const { link, token } = await publish('used', { uses: 1 })
    const { back } = await begin(token)
    await expectRefusal(
      await browser().get(`/answer?token=${token}`),
      410,
      'used as often as it may be',
      LINK + link.id,
      'used_up',
    )
    clock.pass(2 * MINUTE)
    await expectRefusal(
      await browser().post('/answer', { token, once: 'new', name: '' }),
      410,
      'open your own link back',
      LINK + link.id,
      'used_up',
    )
    expect((await browser().get(back)).status).toBe(200)
  })

  test('two who begin at once by the last use: one does', async () => {
    await register('last')
    const { token } = await publish('last', { uses: 1 })
    const all = await Promise.all(
      ['a', 'b', 'c', 'd'].map((once) => browser().post('/answer', { token, once, name: '' })),
    )
    expect(all.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 410, 410, 410])
  })

  test('retired, and published again', async () => {
    await register('retired')
    const { link, token } = await publish('retired', { uses: 1 })
    const { shown, page } = { page: browser(), shown: await browser().get(`/answer?token=${token}`) }
    await changeLifecycle(app, { id: 'retired', change: 'retire' }, request())
    await expectRefusal(
      await page.get(`/answer?token=${token}`),
      409,
      'not published at the moment',
      LINK + link.id,
      'not_published',
    )
    clock.pass(2 * MINUTE)
    const refused = await page.post('/answer', { token, once: hidden('once', shown), name: '' })
    await expectRefusal(refused, 409, 'Try again later', LINK + link.id, 'not_published')
    await changeLifecycle(app, { id: 'retired', change: 'restore' }, request())
    expect((await begin(token)).begun.status).toBe(200)
  })

  test.each(['x', '', 'x'.repeat(2000), '\0', 'a'.repeat(43)])('tampered or foreign: %.9j', async (token) => {
    const stranger = strangersOf('default')
    const query = `token=${encodeURIComponent(token)}`
    for (const path of ['/answer', '/answer/begin', '/answer/return']) {
      await expectRefusal(
        await browser().get(`${path}?${query}`),
        404,
        'the whole address was copied',
        stranger,
        'unknown',
      )
      expect((await browser().post(path, { token })).status, path).toBe(404)
    }
    expect((await browser().post('/answer/email', { token, email: 'a@example.com' })).status).toBe(404)
  })

  test('a link of one sort opens nothing of another', async () => {
    await register('sorts')
    const { token } = await publish('sorts')
    const { back } = await begin(token)
    const returning = new URL(back).searchParams.get('token')!
    for (const [path, other] of [
      ['/answer', returning],
      ['/answer/begin', returning],
      ['/answer/begin', token],
      ['/answer/return', token],
      ['/sign-in', token],
      ['/sign-in', returning],
    ]) {
      const reply = await browser().get(`${path}?token=${other}`)
      expect([path, reply.status]).toEqual([path, path === '/sign-in' ? 401 : 404])
    }
  })

  test('withdrawn: nobody begins or comes back, and whoever is in the middle is out at once', async () => {
    await register('withdrawn')
    const { link, token } = await publish('withdrawn')
    const { page, id, back } = await begin(token)
    expect((await page.get(`/generations/${id}`)).status).toBe(200)
    const boss = browser()
    boss.cookie = `docgen_session=${await openSession(app, author)}`
    const listed = await boss.get('/templates/withdrawn/links')
    expect(listed.text).toContain('1 of 3 used')
    expect((await boss.post(`/templates/withdrawn/links/${link.id}/withdraw`, {})).status).toBe(303)
    expect((await boss.get('/templates/withdrawn/links')).text).toContain('withdrawn')
    expect((await page.get(`/generations/${id}`)).status).toBe(401)
    await expectRefusal(
      await browser().get(`/answer?token=${token}`),
      410,
      'This link was withdrawn',
      LINK + link.id,
      'withdrawn',
    )
    const again = await browser().post('/answer/return', { token: new URL(back).searchParams.get('token')! })
    expect([again.status, again.text]).toEqual([410, expect.stringContaining('Ask them what to do')])
    const [outsider] = await app.templateLinks.outsiders('default', [link.id], 10)
    expect((await securityEventsOf(app, outsider!.actor)).at(-1)).toMatchObject({
      type: 'SessionEnded',
      data: { because: 'link_withdrawn' },
      actor: author.actor,
    })
  })
})

describe('an outsider', () => {
  test('reaches nothing but the own conversation', async () => {
    await register('narrowed')
    const { token } = await publish('narrowed')
    const [one, two] = [await begin(token), await begin(token)]
    for (const path of [`/generations/${two.id}`, '/templates', '/account', '/people', '/others', '/audit', '/keys'])
      expect([path, (await one.page.get(path)).status]).toEqual([path, 403])
    for (const path of [`/generations/${one.id}/copy`, '/generations', '/templates'])
      expect([path, (await one.page.post(path, { template_id: 'narrowed' })).status]).toEqual([path, 403])
    const [outsider] = (
      await app.templateLinks.outsiders('default', [(await app.templateLinks.find(token))!.id], 10)
    ).filter(({ generation }) => generation === one.id)
    expect((await securityEventsOf(app, outsider!.actor)).map(({ type }) => type)).toContain('AccessRefused')
  })

  test('leaves, and the page says how to come back; somebody signed in is told before they are signed out', async () => {
    await register('leaving')
    const { token } = await publish('leaving')
    const { page, id } = await begin(token)
    await page.get(`/generations/${id}`)
    expect((await page.post('/sign-out', {})).text).toContain('Your own link brings you back')
    expect((await page.get(`/generations/${id}`)).status).toBe(401)

    const own = browser()
    const session = await openSession(app, author)
    own.cookie = `docgen_session=${session}`
    const shown = await own.get(`/answer?token=${token}`)
    expect(shown.text).toContain('You are signed in as Ada Lovelace')
    await own.post('/answer', { token, once: hidden('once', shown), name: '' })
    expect(await app.sessions.authenticate(session)).toBeUndefined()
    expect((await own.get(`/answer?token=${token}`)).text).toContain('Go on where you stopped')
  })
})
