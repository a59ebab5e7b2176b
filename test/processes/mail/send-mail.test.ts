/** The queue of mails with a real SMTP server beside it: what waits, is sent, fails, and what of a text stays. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { outboxTransport } from '../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { SmtpTransport } from '../../../src/adapters/outbound/smtp/smtp-transport.ts'
import type { NewMail } from '../../../src/ports/mail/mails.ts'
import { sendMail } from '../../../src/processes/mail/send-mail.ts'
import { fixedClock, type FixedClock } from '../../doubles/clock.ts'
import { testApp, type TestApp } from '../../support/services/app.ts'
import { smtpServer, type SmtpDouble } from '../../support/servers/smtp.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let clock: FixedClock
let smtp: SmtpDouble
let transport: SmtpTransport
let app: TestApp
beforeAll(async () => {
  clock = fixedClock()
  smtp = await smtpServer()
  transport = new SmtpTransport(smtp.settings, { connect: 2000, idle: 1000, whole: 3000 })
  app = await testApp({ mail: transport, clock })
})
beforeEach(async () => {
  await sql`delete from mails`.execute(app.readDatabase.db)
  smtp.received.length = 0
})
afterAll(async () => {
  await app.close()
  transport.close()
  await smtp.stop()
})

const later = (ms: number) => new Date(Date.parse(clock.now()) + ms).toISOString()
const mail = (change: Partial<NewMail> = {}): NewMail => ({
  tenant: 'default',
  kind: 'invitation',
  actor: 'person:ada',
  by: 'person:bob',
  content: { to: 'ada@example.com', subject: 'Hello', text: 'A secret link' },
  expires_at: later(7 * 24 * HOUR),
  ...change,
})
const mails = () => app.mail!.mails
const list = (tenant = 'default') => mails().list(tenant, 10)
const rows = async (): Promise<string> =>
  (
    await sql<{ text: string }>`select encode(convert_to(mails::text, 'UTF8'), 'escape') as text from mails`.execute(
      app.readDatabase.db,
    )
  ).rows
    .map(({ text }) => text)
    .join('\n')

test('a mail waits, is sent, and nothing of its text or address is left', async () => {
  expect(await mails().queue(mail())).toBe('queued')
  expect(await list()).toMatchObject([
    { state: 'waiting', attempts: 0, to: 'ada@example.com', kept: null, words: null, sent_at: null },
  ])
  for (const part of ['ada@example.com', 'secret link']) {
    expect(await rows()).not.toContain(part)
    expect(await rows()).not.toContain(Buffer.from(part).toString('hex'))
  }
  expect(await app.sendMails()).toBe(0)
  expect(await list()).toMatchObject([{ state: 'sent', attempts: 1, to: null, kept: null, sent_at: clock.now() }])
  expect(smtp.received).toMatchObject([{ to: ['ada@example.com'], text: 'A secret link\n' }])
  const content = await sql<{ content: unknown }>`select content from mails`.execute(app.readDatabase.db)
  expect(content.rows).toEqual([{ content: null }])
})

test('a server that is away: the mail waits with its words, and goes out once it is back', async () => {
  await smtp.stop()
  await mails().queue(mail())
  expect(await app.sendMails()).toBe(1)
  expect(await app.sendMails()).toBe(1)
  expect(await list()).toMatchObject([{ state: 'waiting', attempts: 2, words: expect.stringMatching(/ECONNREFUSED/) }])
  await smtp.start()
  expect(await app.sendMails()).toBe(0)
  expect(await list()).toMatchObject([{ state: 'sent', attempts: 3 }])
})

test('“later” and then taken', async () => {
  smtp.answers.push({ at: 'rcpt', code: 451, words: 'Greylisted' })
  await mails().queue(mail())
  expect(await app.sendMails()).toBe(1)
  expect(await list()).toMatchObject([{ state: 'waiting', words: '451 Greylisted' }])
  expect(await app.sendMails()).toBe(0)
  expect(await list()).toMatchObject([{ state: 'sent' }])
})

test('a refused recipient fails at once, is told with the words of the server, and can be sent again', async () => {
  smtp.answers.push({ at: 'rcpt', code: 550, words: 'No mailbox ada@example.com' })
  await mails().queue(mail())
  expect(await app.sendMails()).toBe(0)
  const [failed] = await list()
  expect(failed).toMatchObject({ state: 'failed', attempts: 1, words: '550 No mailbox ada@example.com' })
  expect(app.logged.join('\n')).not.toContain('ada@example.com')
  expect(await rows()).not.toContain('No mailbox')
  expect(await mails().retry('other', failed!.id)).toBe(false)
  expect(await mails().retry('default', failed!.id)).toBe(true)
  expect(await mails().retry('default', failed!.id)).toBe(false)
  expect(await app.sendMails()).toBe(0)
  expect(await list()).toMatchObject([{ state: 'sent', attempts: 2 }])
})

test('it is given up after a day, keeps what the server said last, and can be sent again for another day', async () => {
  await smtp.stop()
  await mails().queue(mail())
  await app.sendMails()
  clock.pass(24 * HOUR)
  expect(await app.sendMails()).toBe(0)
  const [failed] = await list()
  expect(failed).toMatchObject({ state: 'failed', attempts: 1, words: expect.stringMatching(/ECONNREFUSED/) })
  await smtp.start()
  expect(await mails().retry('default', failed!.id)).toBe(true)
  await app.sendMails()
  expect(await list()).toMatchObject([{ state: 'sent' }])
})

test('a mail whose link has expired is not sent, nor can it be again', async () => {
  await mails().queue(mail({ expires_at: later(15 * MINUTE) }))
  clock.pass(15 * MINUTE)
  await app.sendMails()
  expect(smtp.received).toEqual([])
  const [failed] = await list()
  expect(failed).toMatchObject({ state: 'failed', words: null })
  expect(await mails().retry('default', failed!.id)).toBe(false)
})

test('one address has so many mails in an hour, from all tenants; a tenant so many in a day, also at once', async () => {
  const to = (address: string) => ({ content: { to: address, subject: 'Hi', text: 'Hi' } })
  const atOnce = await Promise.all(
    Array.from({ length: 15 }, async (_, index) => mails().queue(mail({ tenant: `t${index % 3}` }))),
  )
  expect(atOnce.filter((one) => one === 'queued')).toHaveLength(10)
  clock.pass(HOUR)
  expect(await mails().queue(mail())).toBe('queued')
  const many = []
  for (let index = 0; index < 101; index++)
    many.push(await mails().queue(mail({ tenant: 'busy', ...to(`p${index}@example.com`) })))
  expect(many.filter((one) => one === 'queued')).toHaveLength(100)
  expect(await mails().queue(mail({ tenant: 'quiet', ...to('q@example.com') }))).toBe('queued')
  clock.pass(24 * HOUR)
  expect(await mails().queue(mail({ tenant: 'busy', ...to('r@example.com') }))).toBe('queued')
})

test('the outbox keeps the text for a day, for the admins of its tenant', async () => {
  const { db } = app.readDatabase
  const outbox = outboxTransport()
  await mails().queue(mail())
  const [{ id } = { id: '' }] = await list()
  await sendMail({ ...app, mails: mails(), transport: outbox, tenant: 'default' }, id)
  expect(await list()).toMatchObject([
    { state: 'sent', to: 'ada@example.com', kept: { subject: 'Hello', text: 'A secret link' } },
  ])
  expect(await list('other')).toEqual([])
  const { rows: kept_until } = await sql<{ delete_at: string }>`select delete_at from mails`.execute(db)
  expect(kept_until).toEqual([{ delete_at: later(24 * HOUR) }])
  await app.sendMails()
  expect(smtp.received).toEqual([])
})

test('what became of mails is told by their ids, within their tenant; one person hands over by so many in an hour', async () => {
  const limited = await testApp({ mail: transport, clock, mail_limits: { recipient: 0, tenant: 0, person: 2 } })
  try {
    const { mails: queue } = limited.mail!
    const id = '3f0c2a51-6f0a-4c2e-9a1d-0f6f3a7b1c2d'
    const handed = (change: Partial<NewMail> = {}) => mail({ kind: 'handed_over', ...change })
    const room = (by: string, kind: NewMail['kind'] = 'handed_over') =>
      queue.hasRoom({ tenant: 'default', kind, by, to: 'ada@example.com' })
    expect(await queue.queue(handed({ id }))).toBe('queued')
    expect(await queue.statesOf('default', [id, '00000000-0000-4000-8000-000000000000'])).toEqual(
      new Map([[id, 'waiting']]),
    )
    expect(await queue.statesOf('another', [id])).toEqual(new Map())
    await queue.failed(id, '550 no')
    expect(await queue.statesOf('default', [id])).toEqual(new Map([[id, 'failed']]))
    expect(await room('person:bob')).toBe(true)
    expect(await queue.queue(handed())).toBe('queued')
    expect([await room('person:bob'), await room('person:cleo'), await room('person:bob', 'invitation')]).toEqual([
      false,
      true,
      true,
    ])
    expect(await queue.queue(handed())).toBe('too_many')
    clock.pass(HOUR + 1)
    expect(await queue.queue(handed())).toBe('queued')
  } finally {
    await limited.close()
  }
})
