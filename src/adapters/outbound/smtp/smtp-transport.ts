/** Mail by a server that speaks SMTP (RFC 5321), over one pool of connections. */
import { createTransport, type NodemailerError, type SMTPPoolSentMessageInfo, type Transporter } from 'nodemailer'
import type { MailOutcome, MailTransport, OutgoingMail } from '../../../ports/mail/mail-transport.ts'

/** Where mail is handed in, and from whom it comes. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (RFC 8314); otherwise by STARTTLS (RFC 3207). */
  readonly secure: boolean
  /** False: without TLS where it is not `secure`. */
  readonly starttls: boolean
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly from: { readonly name: string; readonly address: string }
}

/** Milliseconds: to connect and be greeted, without a byte, for a whole mail. */
export interface SmtpTimeouts {
  readonly connect: number
  readonly idle: number
  readonly whole: number
}

const TIMEOUTS: SmtpTimeouts = { connect: 10_000, idle: 30_000, whole: 60_000 }
const MAX_CONNECTIONS = 3

/** Codes of nodemailer for what the server said about this mail, and not about the connection. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE'])

export class SmtpTransport implements MailTransport {
  readonly keeps = false
  readonly #transport: Transporter<SMTPPoolSentMessageInfo>
  readonly #from: SmtpSettings['from']
  readonly #times: SmtpTimeouts

  constructor({ host, port, secure, starttls, user, password, from }: SmtpSettings, times: SmtpTimeouts = TIMEOUTS) {
    this.#from = from
    this.#times = times
    this.#transport = createTransport({
      pool: true,
      maxConnections: MAX_CONNECTIONS,
      maxRequeues: 0,
      idleTimeout: times.idle,
      host,
      port,
      secure,
      ...(starttls ? { requireTLS: !secure } : { ignoreTLS: true }),
      ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
      connectionTimeout: times.connect,
      greetingTimeout: times.connect,
      dnsTimeout: times.connect,
      socketTimeout: times.idle,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  async send({ id, to, subject, text }: OutgoingMail, stop?: AbortSignal): Promise<MailOutcome> {
    const timeout = AbortSignal.timeout(this.#times.whole)
    const domain = this.#from.address.slice(this.#from.address.lastIndexOf('@') + 1)
    try {
      const { response } = await this.#transport.sendMail({
        from: this.#from,
        // As an object it is not parsed: it stays one address.
        to: { name: '', address: to },
        subject: subject.replaceAll(/[\p{Cc}\s]+/gu, ' '),
        text,
        messageId: `<${id}@${domain}>`,
        // Nobody's absence notice answers it (RFC 3834 §5).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        signal: stop === undefined ? timeout : AbortSignal.any([timeout, stop]),
      })
      return { outcome: 'sent', words: response }
    } catch (error) {
      const { code = '', responseCode = 0, response, message } = error as NodemailerError
      const never = ABOUT_THE_MAIL.has(code) && responseCode >= 500
      const words = response || message
      return {
        outcome: never ? 'refused' : 'failed',
        words: code === 'ETLS' ? `STARTTLS did not work: ${words}` : words,
      }
    }
  }

  async check(): Promise<void> {
    await this.#transport.verify()
  }

  close(): void {
    this.#transport.close()
  }
}
