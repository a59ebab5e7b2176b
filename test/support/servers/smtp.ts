/** A real SMTP server on a free port, which takes what it is told to take. */
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import type { SmtpSettings } from '../../../src/adapters/outbound/smtp/smtp-transport.ts'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** Header and body, as they came. */
  readonly raw: string
  /** The body, with soft line breaks and escapes undone. */
  readonly text: string
  readonly secure: boolean
  readonly user: string | undefined
}

export interface SmtpDouble {
  readonly received: Received[]
  /** How to reach it. */
  readonly settings: SmtpSettings
  /** Answers the next mails, one each; null takes it. `at`: to which command. */
  readonly answers: ({ readonly code: number; readonly words: string; readonly at: 'rcpt' | 'data' } | null)[]
  /** Does not answer any more once it has a mail. */
  hang: boolean
  stop(): Promise<void>
  /** On the same port. */
  start(): Promise<void>
}

interface Options {
  readonly starttls?: boolean
  /** PEM; left out: one that nobody vouches for. */
  readonly certificate?: { readonly key: string; readonly cert: string }
  readonly user?: string
  readonly password?: string
}

export async function smtpServer({ starttls = false, certificate, user, password }: Options = {}): Promise<SmtpDouble> {
  const received: Received[] = []
  const answers: SmtpDouble['answers'] = []
  let server: SMTPServer | undefined
  let port = 0
  const refusal = (at: 'rcpt' | 'data'): Error | undefined => {
    const next = answers[0]
    if (next === undefined || next === null || next.at !== at) return undefined
    answers.shift()
    return Object.assign(new Error(next.words), { responseCode: next.code })
  }
  const double: SmtpDouble = {
    received,
    answers,
    hang: false,
    get settings() {
      return {
        host: '127.0.0.1',
        port,
        secure: false,
        starttls,
        ...(user === undefined ? {} : { user, password }),
        from: { name: 'DocGen', address: 'docs@example.com' },
      }
    },
    async start() {
      server = new SMTPServer({
        authOptional: user === undefined,
        ...(starttls ? {} : { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }),
        ...certificate,
        allowInsecureAuth: true,
        disableReverseLookup: true,
        closeTimeout: 50,
        onAuth: (auth, _session, done) =>
          auth.username === user && auth.password === password
            ? done(null, { user: auth.username })
            : done(new Error('Invalid credentials')),
        onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
        onData(stream, session, done) {
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
          stream.on('end', () => {
            if (double.hang) return
            const refused = refusal('data')
            if (refused !== undefined) return done(refused)
            if (answers[0] === null) answers.shift()
            const raw = Buffer.concat(chunks).toString()
            received.push({
              from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
              to: session.envelope.rcptTo.map(({ address }) => address),
              raw,
              text: bodyOf(raw),
              secure: session.secure,
              user: session.user as string | undefined,
            })
            done()
          })
        },
      })
      server.on('error', () => undefined)
      server.listen(port, '127.0.0.1')
      await once(server.server, 'listening')
      const address = server.server.address()
      port = typeof address === 'object' && address !== null ? address.port : port
    },
    async stop() {
      const running = server
      server = undefined
      if (running !== undefined) await new Promise<void>((resolve) => running.close(() => resolve()))
    },
  }
  await double.start()
  return double
}

function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4).replaceAll('\r\n', '\n')
  if (/^content-transfer-encoding: base64/im.test(raw)) return Buffer.from(body, 'base64').toString()
  if (!/^content-transfer-encoding: quoted-printable/im.test(raw)) return body
  const bytes = body
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
