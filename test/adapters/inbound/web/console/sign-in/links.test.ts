/** Getting in by links: the owner’s, an invitation, one by mail; and what links that do not work say. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../../../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { findInvited } from '../../../../../../src/commands/people/find-invited.ts'
import { listAdmins, makeOwnerLink } from '../../../../../../src/commands/people/make-link-for.ts'
import { accountStream } from '../../../../../../src/domain/account/account-events.ts'
import type { Role } from '../../../../../../src/domain/kernel/access.ts'
import { fixedClock } from '../../../../../doubles/clock.ts'
import { consoleService, type ConsoleService } from '../../../../../support/services/console-service.ts'
import { PlainBrowser } from '../../../../../support/services/plain-browser.ts'
import { openLink } from '../../../../../support/services/sign-in.ts'

const MINUTE = 60_000
const SOURCE = { tenant: 'default', surface: 'cli' } as const
const clock = fixedClock()

let service: ConsoleService
let app: ConsoleService['app']
beforeAll(async () => {
  service = await consoleService({ mail: outboxTransport(), clock })
  app = service.app
})
afterAll(async () => {
  await service.close()
})
/** Addresses may have ten mails in an hour. */
beforeEach(() => clock.pass(61 * MINUTE))

const browser = () => new PlainBrowser(service.url)
const tokenOf = (url: string) => new URL(url).searchParams.get('token')!
const add = (name: string, email: string | null, over: { tenant?: string; roles?: Role[]; proved?: boolean } = {}) => {
  const { tenant = 'default', roles = [], proved = true } = over
  return app.people.add({ tenant, name, kind: 'person', roles, email, email_proved: proved })
}
const mailed = async (): Promise<string[]> => {
  await app.sendMails()
  const rows = await sql<{ id: string; tenant: string }>`select id, tenant from mails order by created_at, id`.execute(
    app.readDatabase.db,
  )
  const tenants = [...new Set(rows.rows.map(({ tenant }) => tenant))]
  const listed = (await Promise.all(tenants.map((tenant) => app.mail!.mails.list(tenant, 100)))).flat()
  return listed.filter(({ created_at }) => created_at === clock.now()).map(({ kept }) => kept?.text ?? '')
}
const linksIn = (text: string): string[] => text.match(/https?:\/\/\S+token=\S+/g) ?? []
const eventsOf = async (account: string) =>
  (await app.log.read(accountStream(account), 0)).map(({ event, envelope }) => ({
    type: event.type,
    data: event.data,
    by: envelope.actor,
  }))
const signedIn = async (name: string, ...roles: Role[]) => {
  const person = await add(name, null, { roles })
  const made = browser()
  const token = await openLink(app, { actor: person.actor, tenant: 'default', roles: [] })
  expect((await made.post('/sign-in', { token })).status).toBe(303)
  await made.get('/')
  return { person, page: made }
}

describe('the first start', () => {
  test('asks for a name, makes a person of it who is admin, and names them', async () => {
    const machine = await service.person('This machine', 'admin')
    const token = await makeOwnerLink(app, machine.actor, SOURCE)
    const second = await makeOwnerLink(app, machine.actor, SOURCE)
    const page = browser()
    const asked = await page.get(`/sign-in?token=${token}`)
    expect(asked.text).toContain('Welcome to DocGen')
    expect(asked.text).not.toContain('data-submit-at-once')
    for (const [fields, problem] of [
      [{}, 'Enter a name.'],
      [{ name: ' ' }, 'Enter a name.'],
      [{ name: 'x'.repeat(101) }, 'at most 100 characters'],
      [{ name: 'Ada\u202E' }, 'characters that cannot be shown'],
      [{ name: 'Ada', email: 'nowhere' }, 'This is no e-mail address.'],
    ] as const) {
      const refused = await page.post('/sign-in', { token, ...fields })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain(problem)
    }
    expect((await page.post('/sign-in', { token, name: ' Ada  Owner ', email: 'Ada@Example.com' })).status).toBe(303)
    expect((await page.get('/people')).text).toContain('Ada Owner')
    const [owner, ...others] = await listAdmins(app.people, 'default')
    expect(others).toEqual([])
    expect(owner).toMatchObject({ name: 'Ada Owner', email: 'ada@example.com', email_proved: false, roles: ['admin'] })
    expect(await eventsOf(owner!.actor)).toMatchObject([
      { type: 'PersonAdded', data: { method: 'first_start', kind: 'person' }, by: owner!.actor },
      { type: 'RolesChanged', data: { roles: ['admin'] } },
      { type: 'SignedIn', data: { method: 'link' } },
    ])
    // What else was printed meanwhile opens nothing, and no other is made.
    expect((await browser().post('/sign-in', { token: second, name: 'Eve' })).status).toBe(401)
    await expect(makeOwnerLink(app, machine.actor, SOURCE)).rejects.toThrow('has an admin already')
    await app.people.change('default', owner!.actor, { email: null, roles: [] })
  })

  test('two who follow two links at once: one becomes the owner', async () => {
    const machine = await service.person('This machine', 'admin')
    const tokens = [await makeOwnerLink(app, machine.actor, SOURCE), await makeOwnerLink(app, machine.actor, SOURCE)]
    const replies = await Promise.all(
      tokens.map((token, index) => browser().post('/sign-in', { token, name: `P${index}` })),
    )
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([303, 401]))
    const admins = await listAdmins(app.people, 'default')
    expect(admins).toHaveLength(1)
    await app.people.change('default', admins[0]!.actor, { roles: [] })
  })
})

describe('a link by mail', () => {
  test('signs in, proves the address, and works once', async () => {
    const person = await add('Grace', 'grace@example.com', { proved: false })
    const asked = await browser().post('/sign-in/email', { email: ' Grace@Example.COM ' })
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('If this address is known here, a link is on its way.')
    const [text] = await mailed()
    expect(text).toMatch(/^Hello Grace,/)
    const [link] = linksIn(text!)
    const page = browser()
    const shown = await page.get(link!)
    expect(shown.text).not.toContain('data-submit-at-once')
    expect((await page.post('/sign-in', { token: tokenOf(link!) })).status).toBe(303)
    expect((await page.get('/')).status).toBe(200)
    expect(await app.people.findByActor('default', person.actor)).toMatchObject({
      email_proved: true,
      last_sign_in_at: clock.now(),
    })
    const again = await browser().post('/sign-in', { token: tokenOf(link!) })
    expect([again.status, again.text]).toEqual([401, expect.stringContaining('This link was used already')])
    expect(await eventsOf(person.actor)).toMatchObject([
      { type: 'SignInLinkMade', data: { kind: 'email' } },
      { type: 'SignedIn', data: { method: 'email' } },
      { type: 'SignInRefused', data: { method: 'email', reason: 'used' } },
    ])
  })

  test('known or not, the answer and the work are the same', async () => {
    await add('Known', 'known@example.com')
    const statements = async (email: string) => {
      const before = await app.mail!.mails.list('default', 100)
      const reply = await browser().post('/sign-in/email', { email })
      const rows = await sql<{ state: string }>`select state from mails where created_at = ${clock.now()}`.execute(
        app.readDatabase.db,
      )
      clock.pass(1)
      return { reply: [reply.status, reply.text], rows: rows.rows, seen: before.length }
    }
    const [known, unknown] = [await statements('known@example.com'), await statements('unknown@example.com')]
    expect(unknown).toEqual(known)
    expect(known.rows).toEqual([{ state: 'asked' }])
    await app.sendMails()
    const { rows } = await sql`select from mails where state = 'asked'`.execute(app.readDatabase.db)
    expect(rows).toEqual([])
  })

  test('known in two tenants: one mail, a link for each, and no admin reads it in the outbox', async () => {
    const here = await add('Kim', 'kim@example.com', { tenant: 'default' })
    const there = await add('Kim', 'kim@example.com', { tenant: 'slack-T1' })
    await browser().post('/sign-in/email', { email: 'kim@example.com' })
    const seen: string[] = []
    const { rows } = await sql<{ id: string }>`select id from mails where state = 'asked'`.execute(app.readDatabase.db)
    const { sendMail } = await import('../../../../../../src/processes/mail/send-mail.ts')
    const mails = app.mail!.mails
    const transport = {
      ...outboxTransport(),
      send: async ({ text }: { text: string }) => (seen.push(text), { outcome: 'sent' as const, words: '' }),
    }
    await sendMail({ ...app, mails, transport, tenant: 'default' }, rows[0]!.id)
    expect(seen).toHaveLength(1)
    const links = linksIn(seen[0]!)
    expect(links).toHaveLength(2)
    expect(seen[0]).toMatch(/Kim in default:\n.*\n\nKim in slack-T1:\n/)
    const callers = []
    for (const link of links) {
      const page = browser()
      await page.post('/sign-in', { token: tokenOf(link) })
      callers.push((await app.sessions.authenticate(page.cookie.split('=')[1]!))?.caller)
    }
    expect(callers).toMatchObject([
      { actor: here.actor, tenant: 'default' },
      { actor: there.actor, tenant: 'slack-T1' },
    ])
    expect((await mails.list('slack-T1', 10)).map(({ kept }) => kept)).toEqual([])
    expect((await mails.list('default', 1)).map(({ actor, kept }) => [actor, kept])).toEqual([[null, null]])
  })

  test('of two in a tenant who are said to have the address, the one who proved it gets the link', async () => {
    await add('Claims it', 'shared@example.com', { proved: false })
    const owner = await add('Has it', 'shared@example.com')
    await browser().post('/sign-in/email', { email: 'shared@example.com' })
    const [text] = await mailed()
    expect(linksIn(text!)).toHaveLength(1)
    expect((await app.signInLinks.find(tokenOf(linksIn(text!)[0]!)))?.actor).toBe(owner.actor)
    await add('One', 'claimed@example.com', { proved: false })
    await add('Two', 'claimed@example.com', { proved: false })
    clock.pass(1)
    await browser().post('/sign-in/email', { email: 'claimed@example.com' })
    expect(await mailed()).toEqual([])
  })

  test('nobody who is deactivated gets one', async () => {
    const person = await add('Left', 'left@example.com')
    await app.people.change('default', person.actor, { active: false })
    expect((await browser().post('/sign-in/email', { email: 'left@example.com' })).status).toBe(200)
    expect(await mailed()).toEqual([])
  })

  test.each([
    '',
    'nowhere',
    'a@b',
    'a b@example.com',
    'a@example.com,b@example.com',
    'a@example.com\r\nBcc: b@c.de',
    `${'x'.repeat(250)}@example.com`,
  ])('what is no address is said to be none: %j', async (email) => {
    const reply = await browser().post('/sign-in/email', { email })
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('Enter an address like ada@example.com.')])
  })
})

describe('a GET never spends a link', () => {
  test.each<[string, RequestInit[]]>([
    ['HEAD', [{ method: 'HEAD' }]],
    ['twice', [{}, {}]],
    ['prefetched', [{ headers: { 'Sec-Purpose': 'prefetch' } }, { headers: { 'Sec-Purpose': 'prefetch;prerender' } }]],
  ])('%s', async (_, requests) => {
    const { actor } = await add('Linus', null)
    const token = await openLink(app, { actor, tenant: 'default', roles: [] })
    for (const init of requests) {
      const reply = await browser().get(`/sign-in?token=${token}`, init)
      expect(reply.status).toBe(200)
      expect(reply.text.includes('data-submit-at-once')).toBe(init.headers === undefined && init.method === undefined)
    }
    expect((await browser().post('/sign-in', { token })).status).toBe(303)
  })
})

describe('a link that does not work', () => {
  test('expired: says so, and sends a new one to the address that it was sent to', async () => {
    await add('Tim', 'tim@example.com')
    await browser().post('/sign-in/email', { email: 'tim@example.com' })
    const token = tokenOf(linksIn((await mailed())[0]!)[0]!)
    clock.pass(16 * MINUTE)
    const page = browser()
    for (const reply of [await page.get(`/sign-in?token=${token}`), await page.post('/sign-in', { token })]) {
      expect([reply.status, reply.text]).toEqual([401, expect.stringContaining('This link has expired')])
      expect(reply.text).toContain('Send me a new link')
      expect(reply.text).not.toContain('tim@example.com')
    }
    expect((await page.post('/sign-in/email', { token })).text).toContain('a link is on its way')
    const [text] = await mailed()
    expect((await page.post('/sign-in', { token: tokenOf(linksIn(text!)[0]!) })).status).toBe(303)
  })

  test('sent to an address that is not theirs any more: nothing is sent anywhere', async () => {
    const { actor } = await add('Moved', 'old@example.com')
    await browser().post('/sign-in/email', { email: 'old@example.com' })
    const token = tokenOf(linksIn((await mailed())[0]!)[0]!)
    await app.people.change('default', actor, { email: 'new@example.com' })
    clock.pass(16 * MINUTE)
    const page = browser()
    expect((await page.get(`/sign-in?token=${token}`)).text).not.toContain('Send me a new link')
    expect((await page.post('/sign-in/email', { token })).text).toContain('a link is on its way')
    expect(await mailed()).toEqual([])
  })

  test.each(['x', 'x'.repeat(2000), '\0', 'a'.repeat(43)])('foreign: %.9j', async (token) => {
    const reply = await browser().get(`/sign-in?token=${encodeURIComponent(token)}`)
    expect([reply.status, reply.text]).toEqual([401, expect.stringContaining('This link does not work')])
    expect(reply.text).toContain('Send me a sign-in link')
    expect((await browser().post('/sign-in/email', { token })).text).toContain('a link is on its way')
  })

  test('of somebody who is deactivated', async () => {
    const { actor } = await add('Out', null)
    const token = await openLink(app, { actor, tenant: 'default', roles: [] })
    await app.people.change('default', actor, { active: false })
    const reply = await browser().post('/sign-in', { token })
    expect([reply.status, reply.text]).toEqual([401, expect.stringContaining('Your account is deactivated.')])
    expect(reply.text).not.toContain('Send me')
  })
})

describe('inviting', () => {
  test('by mail: accepted with a corrected name, the address is proved, the event names who did it', async () => {
    const { person: admin, page } = await signedIn('Boss', 'admin')
    const sent = await page.post('/people', { name: 'Jon Snow', email: 'Jon@Example.com', roles: ['author'] })
    expect(sent.text).toContain('The invitation is on its way to jon@example.com')
    expect(sent.text).not.toContain('token=')
    const [text] = await mailed()
    expect(text).toContain('Boss invites you to DocGen')
    const [link] = linksIn(text!)
    expect(await findInvited(app, 'default', 'JON@example.com')).toMatchObject({ name: 'Jon Snow' })
    expect(await findInvited(app, 'other', 'jon@example.com')).toBeUndefined()
    expect((await page.get('/people?search=Jon')).text).toContain('invited')
    const theirs = browser()
    const shown = await theirs.get(link!)
    expect(shown.text).toContain('value="Jon Snow"')
    expect((await theirs.post('/sign-in', { token: tokenOf(link!), name: '' })).status).toBe(422)
    expect((await theirs.post('/sign-in', { token: tokenOf(link!), name: 'John Snow' })).status).toBe(303)
    const [john] = await app.people.list('default', 'jon@example.com', 2)
    expect(john).toMatchObject({ name: 'John Snow', email_proved: true, roles: ['author'] })
    expect(await findInvited(app, 'default', 'jon@example.com')).toBeUndefined()
    expect(await eventsOf(john!.actor)).toMatchObject([
      { type: 'PersonAdded', data: { method: 'invitation' }, by: admin.actor },
      { type: 'RolesChanged', data: { roles: ['author'] }, by: admin.actor },
      { type: 'SignInLinkMade', data: { kind: 'invitation' }, by: admin.actor },
      { type: 'SignedIn', data: { method: 'invitation' }, by: john!.actor },
    ])
    const known = await page.post('/people', { name: 'Other', email: 'jon@example.com' })
    expect([known.status, known.text]).toEqual([409, expect.stringContaining('“John Snow” has this address already.')])
  })

  test('without an address: the link is shown once, and proves nothing', async () => {
    const { page } = await signedIn('Boss', 'admin')
    const sent = await page.post('/people', { name: 'Lena', email: '' })
    const [link] = linksIn(sent.text.replaceAll('&amp;', '&').replaceAll('<', ' '))
    expect(sent.text).toContain('Lena is invited')
    expect((await page.get('/people')).text).not.toContain('token=')
    const twice = { name: 'Twice', email: '', once: 'one-form' }
    const pages = [await page.post('/people', twice), await page.post('/people', twice)]
    expect(/token=[^<]+/.exec(pages[1]!.text)?.[0]).toBe(/token=[^<]+/.exec(pages[0]!.text)?.[0])
    expect(await app.people.list('default', 'Twice', 3)).toHaveLength(1)
    expect((await browser().post('/sign-in', { token: tokenOf(link!), name: 'Lena' })).status).toBe(303)
    const [lena] = await app.people.list('default', 'Lena', 2)
    expect(lena).toMatchObject({ email: null, email_proved: false })
  })

  test('sent again, the earlier link is dead; withdrawn, all are; reinvited, it works', async () => {
    const { page } = await signedIn('Boss', 'admin')
    await page.post('/people', { name: 'Rey', email: 'rey@example.com' })
    const [rey] = await app.people.list('default', 'rey@example.com', 2)
    const first = tokenOf(linksIn((await mailed())[0]!)[0]!)
    clock.pass(1)
    await page.post(`/people/${rey!.actor}/invitation`, {})
    const second = tokenOf(linksIn((await mailed())[0]!)[0]!)
    expect((await browser().post('/sign-in', { token: first, name: 'Rey' })).status).toBe(401)
    expect((await page.post(`/people/${rey!.actor}/invitation/withdraw`, {})).status).toBe(303)
    expect((await browser().post('/sign-in', { token: second, name: 'Rey' })).status).toBe(401)
    await browser().post('/sign-in/email', { email: 'rey@example.com' })
    clock.pass(1)
    expect(await mailed()).toEqual([])
    expect((await page.get('/people?search=Rey')).text).toContain('invitation withdrawn')
    await page.post(`/people/${rey!.actor}/invitation`, {})
    const third = tokenOf(linksIn((await mailed())[0]!)[0]!)
    expect((await browser().post('/sign-in', { token: third, name: 'Rey' })).status).toBe(303)
    expect((await page.post(`/people/${rey!.actor}/invitation`, {})).status).toBe(409)
  })

  test('roles, deactivating and reactivating; never oneself', async () => {
    const { person: admin, page } = await signedIn('Boss', 'admin')
    const { person: finn, page: theirs } = await signedIn('Finn')
    expect((await theirs.get('/people')).status).toBe(403)
    expect((await page.post(`/people/${finn.actor}/roles`, { roles: ['author', 'reporter'] })).status).toBe(303)
    expect((await app.people.findByActor('default', finn.actor))?.roles).toEqual(['author', 'reporter'])
    expect((await page.post(`/people/${finn.actor}/deactivate`, {})).status).toBe(303)
    expect((await theirs.get('/')).status).toBe(401)
    expect((await page.post(`/people/${finn.actor}/reactivate`, {})).status).toBe(303)
    const link = await page.post(`/people/${finn.actor}/link`, {})
    expect(link.text).toContain('Sign-in link for Finn')
    expect((await eventsOf(finn.actor)).map(({ type }) => type)).toEqual([
      'SignedIn',
      'AccessRefused',
      'RolesChanged',
      'PersonDeactivated',
      'SessionEnded',
      'PersonReactivated',
      'SignInLinkMade',
    ])
    for (const [path, fields] of [
      ['deactivate', {}],
      ['roles', { roles: ['author'] }],
    ] as const)
      expect((await page.post(`/people/${admin.actor}/${path}`, fields)).status).toBe(409)
    const stranger = await add('Stranger', null, { tenant: 'other' })
    for (const path of ['roles', 'deactivate', 'reactivate', 'link', 'invitation', 'invitation/withdraw'])
      expect((await page.post(`/people/${stranger.actor}/${path}`, {})).status, path).toBe(404)
  })
})

test('the outbox is on the operations page, with the text', async () => {
  const { page } = await signedIn('Boss', 'admin')
  await page.post('/people', { name: 'Poe', email: 'poe@example.com' })
  await app.sendMails()
  const { text } = await page.get('/operations')
  expect(text).toContain('Outbox')
  expect(text).toContain('Boss invites you to DocGen')
  expect((await page.post('/operations/mails/nothing/retry', {})).status).toBe(409)
})
