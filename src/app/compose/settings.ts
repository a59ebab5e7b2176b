/** Checks settings that need or exclude each other. */
import type { Config } from '../config.ts'
import { InvalidConfig } from '../config/invalid-config.ts'
import { documentSettings, setDocumentSettings } from './stores/documents.ts'

/** Whether an instance only reads. */
export const onlyReports = (roles: Config['roles']): boolean => roles.size === 1 && roles.has('reporting')

/** Whether the data folder is used: with all stores elsewhere it is not, unless it was set explicitly. */
export const keepsFolder = (config: Config): boolean =>
  config.database_url === undefined || config.data_dir_given || setDocumentSettings(config).length === 0

/** As the adapter takes it. */
const STREAM_NAMESPACE = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** What works, but most likely is not meant so, each with what to do. */
export function warnings(config: Config): string[] {
  const { host, public_url, roles, mail } = config
  const openly = typeof mail === 'object' && !mail.secure && !mail.starttls && mail.user !== undefined
  const outbox = mail === 'outbox' && public_url !== undefined
  return [
    ...(openly
      ? ['DOCGEN_MAIL: ?starttls=off sends the password and every sign-in link without TLS. Leave it out.']
      : []),
    ...(outbox
      ? [
          'DOCGEN_MAIL: outbox is for development: mail goes nowhere, and admins read the sign-in links of others. ' +
            'Set it to a server.',
        ]
      : []),
    ...listening({ host, public_url, roles }),
  ]
}

function listening({ host, public_url, roles }: Pick<Config, 'host' | 'public_url' | 'roles'>): string[] {
  return isLoopback(host) || public_url !== undefined || !roles.has('api')
    ? []
    : [
        `HOST: it listens on ${host}, beyond this machine, and DOCGEN_PUBLIC_URL is not set: links lead to whatever ` +
          'name a request gives, and sessions travel without TLS. Put a proxy that speaks TLS in front, and set ' +
          'DOCGEN_PUBLIC_URL to its https address.',
      ]
}

/** Throws `InvalidConfig` naming the setting and the remedy. */
export function checkSettings(config: Config): void {
  const { database_url, eventstore_url, namespace, master_key, master_key_kms, data_dir_given, roles } = config
  const { idle_days, reminder_days } = config
  const places = setDocumentSettings(config)
  const tooLate = reminder_days.find((days) => days >= idle_days)
  if (tooLate !== undefined)
    throw new InvalidConfig(
      `DOCGEN_REMINDER_DAYS: after ${tooLate} days there is nothing to remind of, because conversations expire after ` +
        `${idle_days} (DOCGEN_IDLE_DAYS). Take it out, or let them wait longer.`,
    )
  if (eventstore_url !== undefined && !STREAM_NAMESPACE.test(namespace))
    throw new InvalidConfig(
      'DOCGEN_NAMESPACE: on an EventStoreDB it must begin with a letter and have at most 64 letters, digits, “_” and ' +
        '“-”. Correct it, and start again.',
    )
  if (master_key !== undefined && master_key_kms !== undefined)
    throw new InvalidConfig(
      'DOCGEN_MASTER_KEY_KMS: one master key wraps. Set this one or DOCGEN_MASTER_KEY; to go from one to the other, ' +
        'name the other in DOCGEN_MASTER_KEY_FORMER.',
    )
  if (places.length > 1)
    throw new InvalidConfig(`${places[0]}: documents lie in one place. Of ${places.join(' and ')}, set one.`)
  if (database_url === undefined) {
    if (roles.has('api') && roles.has('worker')) return
    throw new InvalidConfig(
      'DOCGEN_ROLES: the embedded database belongs to one process, which does everything. To split roles, ' +
        'set DATABASE_URL to a Postgres.',
    )
  }
  if (onlyReports(roles)) return
  if (master_key === undefined && master_key_kms === undefined) {
    throw new InvalidConfig(
      'DOCGEN_MASTER_KEY: every instance on one database needs the same master key. Make one with “openssl ' +
        'rand -base64 32”, and set it for all; or name one in AWS KMS (DOCGEN_MASTER_KEY_KMS).',
    )
  }
  if (!data_dir_given && places.length === 0) {
    throw new InvalidConfig(
      'DOCGEN_DATA_DIR: documents must lie where every instance sees them. ' +
        `Set ${documentSettings.join(' or ')}, or DOCGEN_DATA_DIR to a folder that all instances share.`,
    )
  }
}
