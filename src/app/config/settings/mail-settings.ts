/** The settings of mail: where it goes and from whom it comes. */
import { z } from 'zod'
import type { SmtpSettings } from '../../../adapters/outbound/smtp/smtp-transport.ts'
import { readEmailAddress } from '../../../domain/account/email-address.ts'
import { InvalidConfig } from '../invalid-config.ts'

type SmtpServer = Omit<SmtpSettings, 'from'>

/** What `DOCGEN_MAIL` says. */
type MailPlace = 'outbox' | SmtpServer

/** Where mail goes. */
export type MailConfig = 'outbox' | SmtpSettings

const TAKES =
  'takes smtp://user:password@host:587, smtps://user:password@host:465 or outbox; in user and password write “%” as ' +
  '%25, “/” as %2F, “:” as %3A, “?” as %3F, “#” as %23 and “@” as %40. ?starttls=off at the end sends without TLS'

const mailPlace = z.string().transform((written, context): MailPlace => {
  if (written === 'outbox') return 'outbox'
  const server = readServer(written)
  if (server !== undefined) return server
  context.addIssue(TAKES)
  return z.NEVER
})

function readServer(written: string): SmtpServer | undefined {
  if (!/^smtps?:\/\/./.test(written) || !URL.canParse(written)) return undefined
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(written)
  const secure = protocol === 'smtps:'
  const options = /^(\?starttls=off)?$/.exec(search)
  if (hostname === '' || !/^\/?$/.test(pathname) || hash !== '' || options === null) return undefined
  // A TLS connection has no STARTTLS; a user without a password, or the other way round, was cut off somewhere.
  if ((secure && search !== '') || (username === '') !== (password === '')) return undefined
  try {
    return {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      starttls: search === '',
      ...(username === '' ? {} : { user: decodeURIComponent(username), password: decodeURIComponent(password) }),
    }
  } catch {
    return undefined
  }
}

/** `DocGen <docs@example.com>`, or the address alone. */
const sender = z.string().transform((written, context): SmtpSettings['from'] => {
  const [, name = '', address = ''] = /^(?:"?([^"<>\p{Cc}]*?)"? *<)?([^<>]+?)>?$/u.exec(written.trim()) ?? []
  const read = readEmailAddress(address)
  if (read !== undefined) return { name: name.trim() === '' ? 'DocGen' : name.trim(), address: read }
  context.addIssue('takes an address like DocGen <docs@example.com>')
  return z.NEVER
})

const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'takes a number from 0 to 999999999')
  .transform(Number)

/** For the table of settings. */
export const MAIL_SETTINGS = {
  mail: {
    name: 'DOCGEN_MAIL',
    reads: mailPlace,
    otherwise: 'no mail: links are copied',
    hides: 'credentials',
    means:
      'the server that [mail](#mail) goes to, `smtp://user:password@host:587` or `smtps://…`; `outbox`: it stays in ' +
      'the console, for development',
  },
  mail_from: {
    name: 'DOCGEN_MAIL_FROM',
    reads: sender,
    means: 'whom mail comes from, `DocGen <docs@example.com>`',
  },
  mail_recipient: {
    name: 'DOCGEN_LIMIT_MAIL_RECIPIENT',
    reads: whole,
    default: '10',
    means: 'mails to one address in an hour; 0: no limit',
  },
  mail_person: {
    name: 'DOCGEN_LIMIT_MAIL_PERSON',
    reads: whole,
    default: '30',
    means: 'mails by which one person hands questions over in an hour; 0: no limit',
  },
  mail_tenant: {
    name: 'DOCGEN_LIMIT_MAIL_TENANT',
    reads: whole,
    default: '2000',
    means: 'mails of a tenant in a day; 0: no limit',
  },
} as const

interface MailValues {
  readonly mail: MailPlace | undefined
  readonly mail_from: SmtpSettings['from'] | undefined
  readonly public_url: string | undefined
}

/** Undefined where no mail is sent. Throws `InvalidConfig` for settings that do not go together. */
export function mailConfig({ mail, mail_from: from, public_url }: MailValues): MailConfig | undefined {
  if (mail === undefined) {
    if (from !== undefined)
      throw new InvalidConfig(
        'DOCGEN_MAIL_FROM: no mail is sent without DOCGEN_MAIL. Set both or none, and start again.',
      )
    return undefined
  }
  if (mail === 'outbox') return mail
  if (from === undefined)
    throw new InvalidConfig(
      'DOCGEN_MAIL_FROM: set whom mail comes from, as DocGen <docs@example.com>, and start again.',
    )
  if (public_url === undefined)
    throw new InvalidConfig(
      'DOCGEN_PUBLIC_URL: set the address under which people reach this service: the links in mails lead there. Then ' +
        'start again.',
    )
  return { ...mail, from }
}

/** The server without its credentials, for operators. */
export const mailLocation = (mail: MailConfig): string =>
  mail === 'outbox' ? 'kept in the outbox' : `${mail.secure ? 'smtps' : 'smtp'}://${mail.host}:${mail.port}`
