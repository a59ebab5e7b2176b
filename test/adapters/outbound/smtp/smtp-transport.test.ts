/** Mail against a real SMTP server: TLS, refusals, servers that are away, slow or come back; nothing of a header. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { SmtpTransport, type SmtpSettings } from '../../../../src/adapters/outbound/smtp/smtp-transport.ts'
import { SEED } from '../../../answers/properties/locales.ts'
import { MAIL } from '../../../contracts/mail/mail-transport.contract.ts'
import { CERTIFICATE, KEY } from '../../../support/eventstoredb/certificate.ts'
import { smtpServer, type SmtpDouble } from '../../../support/servers/smtp.ts'

const FAST = { connect: 2000, idle: 2000, whole: 5000 }
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function server(options: Parameters<typeof smtpServer>[0] = {}): Promise<SmtpDouble> {
  const made = await smtpServer(options)
  closing.push(() => made.stop())
  return made
}

function transportTo(settings: SmtpSettings, times = FAST): SmtpTransport {
  const transport = new SmtpTransport(settings, times)
  closing.push(() => transport.close())
  return transport
}

test('a mail arrives whole: sender, recipient, subject, text, and an id that stays', async () => {
  const smtp = await server()
  const transport = transportTo(smtp.settings)
  await transport.send({ ...MAIL, subject: 'Schöne Grüße' })
  await transport.send({ ...MAIL, subject: 'Schöne Grüße' })
  const [mail, again] = smtp.received
  expect(mail).toMatchObject({ from: 'docs@example.com', to: ['ada@example.com'], text: MAIL.text })
  expect(mail?.raw).toMatch(/^From: DocGen <docs@example\.com>\r$/m)
  expect(mail?.raw).toMatch(/^Subject: =\?UTF-8\?[QB]\?/m)
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(mail?.raw).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m)
  for (const one of [mail, again]) expect(one?.raw).toContain(`Message-ID: <${MAIL.id}@example.com>`)
})

test('by STARTTLS, with user and password', async () => {
  const before = getCACertificates('default')
  closing.push(() => setDefaultCACertificates(before))
  setDefaultCACertificates([...before, CERTIFICATE])
  const certificate = { key: KEY, cert: CERTIFICATE }
  const smtp = await server({ starttls: true, certificate, user: 'docgen', password: 'p@ss' })
  const transport = transportTo(smtp.settings)
  expect(await transport.send(MAIL)).toMatchObject({ outcome: 'sent' })
  expect(smtp.received).toMatchObject([{ secure: true, user: 'docgen', text: MAIL.text }])
})

test('a certificate that nobody vouches for ends the sending: nothing leaves', async () => {
  const smtp = await server({ starttls: true, user: 'docgen', password: 'p@ss' })
  const outcome = await transportTo(smtp.settings).send(MAIL)
  expect(outcome).toMatchObject({ outcome: 'failed', words: expect.stringMatching(/certificate/i) })
  expect(smtp.received).toEqual([])
})

test('a server without STARTTLS gets nothing, neither mail nor password', async () => {
  const smtp = await server({ user: 'docgen', password: 'p@ss' })
  const outcome = await transportTo({ ...smtp.settings, starttls: true }).send(MAIL)
  expect(outcome).toMatchObject({ outcome: 'failed', words: expect.stringMatching(/STARTTLS/) })
  expect(smtp.received).toEqual([])
})

test('without TLS where the setting says so, with user and password', async () => {
  const smtp = await server({ user: 'docgen', password: 'p@ss' })
  expect(await transportTo(smtp.settings).send(MAIL)).toMatchObject({ outcome: 'sent' })
  expect(smtp.received).toMatchObject([{ user: 'docgen', secure: false }])
  const wrong = await transportTo({ ...smtp.settings, password: 'wrong' }).send(MAIL)
  expect(wrong).toMatchObject({ outcome: 'failed', words: expect.stringContaining('Invalid') })
})

test.each([
  ['rcpt', 550, 'refused'],
  ['rcpt', 450, 'failed'],
  ['data', 554, 'refused'],
  ['data', 451, 'failed'],
] as const)('the answer %s %d: %s, with the words of the server', async (at, code, outcome) => {
  const smtp = await server()
  const transport = transportTo(smtp.settings)
  smtp.answers.push({ at, code, words: 'No such mailbox here' })
  expect(await transport.send(MAIL)).toMatchObject({ outcome, words: `${code} No such mailbox here` })
  expect(await transport.send(MAIL)).toMatchObject({ outcome: 'sent' })
})

test('a server that is away, and comes back', async () => {
  const smtp = await server()
  const transport = transportTo(smtp.settings)
  expect(await transport.send(MAIL)).toMatchObject({ outcome: 'sent' })
  await smtp.stop()
  expect(await transport.send(MAIL)).toMatchObject({ outcome: 'failed' })
  await expect(transport.check()).rejects.toThrow()
  await smtp.start()
  expect(await transport.send(MAIL)).toMatchObject({ outcome: 'sent' })
})

test('a server that does not answer any more is given up', async () => {
  const smtp = await server()
  smtp.hang = true
  const outcome = await transportTo(smtp.settings, { connect: 200, idle: 100, whole: 300 }).send(MAIL)
  expect(outcome).toMatchObject({ outcome: 'failed', words: expect.stringMatching(/timeout|timed out|abort/i) })
})

test('whatever stands in subject and text, it is one mail to one address with no header of its own', async () => {
  const smtp = await server()
  const transport = transportTo(smtp.settings)
  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\r\n', '\n', '\r', 'Bcc: eve@evil.example', '\r\n\r\n', '.', '\u2028', '\0', 'ü', ':', ' '),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(nasty, nasty, async (subject, text) => {
      smtp.received.length = 0
      expect(await transport.send({ ...MAIL, subject, text })).toMatchObject({ outcome: 'sent' })
      const [mail] = smtp.received
      expect(smtp.received).toHaveLength(1)
      expect(mail?.to).toEqual(['ada@example.com'])
      const header = mail!.raw.slice(0, mail!.raw.indexOf('\r\n\r\n'))
      const names = header
        .split(/\r\n(?![ \t])/)
        .map((line) => line.split(':')[0]!.toLowerCase())
        .sort()
      expect(new Set(names).size).toBe(names.length)
      expect(names).not.toContain('bcc')
      expect(names).not.toContain('cc')
    }),
    { seed: SEED, numRuns: 15 },
  )
})
