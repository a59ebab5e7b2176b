/**
 * All settings, one line each: the name in the environment, how its text is read, the default, and what it is for.
 * Reading, `docgen config check` and the table in docs/operations.md (`npm run docs:settings`) follow from this one.
 */
import { z } from 'zod'
import { OUTSIDER_TIMES } from '../../domain/account/template-link.ts'
import { MAX_IDLE_DAYS, STANDARD_WAITING_TIMES } from '../../domain/template/waiting-times.ts'
import { LEDGER_SETTINGS } from './settings/ledger-settings.ts'
import { LIMIT_SETTINGS } from './settings/limit-settings.ts'
import { MAIL_SETTINGS } from './settings/mail-settings.ts'
import { OPENID_SETTINGS } from './settings/openid-settings.ts'
import { S3_SETTINGS } from './settings/s3-settings.ts'
import { SLACK_SETTINGS } from './settings/slack-settings.ts'
import {
  eventStoreAddress,
  formerMasterKeys,
  host,
  httpAddress,
  kmsKey,
  language,
  listOf,
  masterKey,
  origins,
  pictureDpi,
  presetKey,
  reminderDays,
  seconds,
  serverAddress,
  text,
  wholeNumber,
  yesOrNo,
} from './value-kinds.ts'

export interface Setting {
  /** In the environment. */
  readonly name: string
  readonly reads: z.ZodType<unknown, string>
  /** Its text when it is not set; without one the value is undefined then. */
  readonly default?: string
  /** What holds when it is not set, in words, where that follows from something else. */
  readonly otherwise?: string
  /** What it is for, in one line of Markdown. */
  readonly means: string
  /** What is never shown: all of it, or the credentials and options of an address. */
  readonly hides?: 'all' | 'credentials'
}

/**
 * What an instance does. `api`: HTTP and the console; `worker`: background work; `reporting`: reports and the audit, on
 * a read-only login.
 */
export type InstanceRole = 'api' | 'worker' | 'reporting'

const ROLES: readonly InstanceRole[] = ['api', 'worker', 'reporting']
/** `api,worker` as a set. */
export const roleList = listOf(ROLES, 'takes one or more of api, worker and reporting, with commas between')

const postgres = serverAddress(/^postgres(ql)?:\/\/./, 'postgres://user:password@host/database')
const redis = serverAddress(/^rediss?:\/\/./, 'redis://user:password@host:6379')
const contact = z.url({
  protocol: /^(https?|mailto)$/,
  error: 'must be an address like https://example.com/help, or mailto:help@example.com',
})
const eventMacs = z.enum(['accept', 'write', 'demand'], 'takes accept, write or demand')
const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'takes debug, info, warn, error or silent')

/** By the name of the field that the rest of the program reads. A further setting is a further line. */
export const SETTINGS = {
  port: {
    name: 'PORT',
    reads: wholeNumber(0, 65_535),
    default: '8080',
    means: 'the port to listen on; 0 takes any that is free',
  },
  host: { name: 'HOST', reads: host, default: '127.0.0.1', means: 'the name or address to listen on' },
  public_url: {
    name: 'DOCGEN_PUBLIC_URL',
    reads: httpAddress.transform((address) => address.replace(/\/$/, '')),
    means: 'the address under which people reach the service, `https://docs.example.com`; links lead there',
  },
  support_url: {
    name: 'DOCGEN_SUPPORT_URL',
    reads: contact,
    means:
      'where people find help, a page or `mailto:help@example.com`; Slack’s help and its installation page lead there',
  },
  privacy_url: {
    name: 'DOCGEN_PRIVACY_URL',
    reads: httpAddress,
    otherwise: '`/slack/privacy`, in our own words',
    means: 'your page on privacy, for the installation page of Slack',
  },
  cors_origins: {
    name: 'DOCGEN_CORS_ORIGINS',
    reads: origins,
    default: '',
    means: 'origins whose pages may call the API with a key of their own, `https://app.example.com,…`; `*`: all',
  },
  roles: {
    name: 'DOCGEN_ROLES',
    reads: roleList,
    default: 'api,worker',
    means: 'what the instance does, of `api`, `worker` and `reporting`',
  },
  data_dir: {
    name: 'DOCGEN_DATA_DIR',
    reads: text,
    otherwise: '`docgen` in `$XDG_DATA_HOME` or `~/.local/share`',
    means: 'the [data folder](#the-data-folder)',
  },
  admin_key: {
    name: 'DOCGEN_ADMIN_KEY',
    reads: presetKey,
    hides: 'all',
    means: 'a key of the API with the role `admin`, 24 characters or more',
  },
  master_key: {
    name: 'DOCGEN_MASTER_KEY',
    reads: masterKey,
    otherwise: '`master.key` in the data folder',
    hides: 'all',
    means: 'wraps every data key: 32 bytes as base64 or hex',
  },
  master_key_kms: {
    name: 'DOCGEN_MASTER_KEY_KMS',
    reads: kmsKey,
    means: 'instead: the ARN, id or alias of a [key in AWS KMS](#a-master-key-in-aws-kms) that wraps every data key',
  },
  master_key_former: {
    name: 'DOCGEN_MASTER_KEY_FORMER',
    reads: formerMasterKeys,
    hides: 'all',
    means:
      'master keys that data keys may still be wrapped by while they are [rotated](#another-master-key), with commas ' +
      'between: each as the two above',
  },
  kms_region: {
    name: 'DOCGEN_KMS_REGION',
    reads: text,
    otherwise: "that of the key's ARN, or `us-east-1`",
    means: 'the region of KMS',
  },
  kms_endpoint: {
    name: 'DOCGEN_KMS_ENDPOINT',
    reads: httpAddress,
    otherwise: "Amazon's",
    hides: 'credentials',
    means: 'the server of KMS',
  },
  database_url: {
    name: 'DATABASE_URL',
    reads: postgres,
    otherwise: 'the data folder',
    hides: 'credentials',
    means: 'a [Postgres](#postgres-and-several-instances) for read models, jobs, keys and accounts, and for events',
  },
  eventstore_url: {
    name: 'EVENTSTORE_URL',
    reads: eventStoreAddress,
    otherwise: 'the database',
    hides: 'credentials',
    means: 'an [EventStoreDB](eventstoredb.md) for the events, `esdb://…` or `kurrentdb://…`',
  },
  namespace: {
    name: 'DOCGEN_NAMESPACE',
    reads: text,
    default: 'docgen_',
    means: 'what the names of streams and of cached templates begin with, on servers that others use, too',
  },
  redis_url: {
    name: 'REDIS_URL',
    reads: redis,
    otherwise: 'each process by itself',
    hides: 'credentials',
    means: 'a [Redis](#templates-in-redis) that shares compiled templates',
  },
  ...S3_SETTINGS,
  sealed_documents: {
    name: 'DOCGEN_SEALED_DOCUMENTS',
    reads: yesOrNo,
    default: 'true',
    means: 'whether made documents are [sealed](#documents-in-s3) before they are stored',
  },
  event_macs: {
    name: 'DOCGEN_EVENT_MACS',
    reads: eventMacs,
    otherwise: '`demand` on an empty log and in the data folder, else `write`',
    means:
      'whether events [bear a MAC](#macs-of-events): `accept` reads both and writes none, `write` writes them, ' +
      '`demand` takes no later event without one',
  },
  ...SLACK_SETTINGS,
  ...OPENID_SETTINGS,
  ...MAIL_SETTINGS,
  picture_dpi: {
    name: 'DOCGEN_PICTURE_DPI',
    reads: pictureDpi,
    default: '300',
    means: 'pixels to an inch that pictures keep in documents, 96 to 1200, or `off`: all that were sent',
  },
  language: {
    name: 'DOCGEN_LANGUAGE',
    reads: language,
    otherwise: "the person's",
    means:
      'the language of documents whose [template says none](templates.md#the-language-of-a-document), like `de-DE`',
  },
  idle_days: {
    name: 'DOCGEN_IDLE_DAYS',
    reads: wholeNumber(1, MAX_IDLE_DAYS),
    default: String(STANDARD_WAITING_TIMES.idle_days),
    means: 'days without an answer after which a conversation [expires](templates.md#reminders-and-the-end)',
  },
  reminder_days: {
    name: 'DOCGEN_REMINDER_DAYS',
    reads: reminderDays,
    default: STANDARD_WAITING_TIMES.reminders.join(','),
    means: 'days without an answer after which Slack reminds, each fewer than the days above; `off`: never',
  },
  shutdown_delay_ms: {
    name: 'DOCGEN_SHUTDOWN_DELAY_SECONDS',
    reads: seconds(3600),
    otherwise: '15 on Postgres; 0 embedded, and in a terminal',
    means: 'how long an instance serves on after SIGTERM while it is no longer [ready](#stopping-and-updating)',
  },
  shutdown_grace_ms: {
    name: 'DOCGEN_SHUTDOWN_GRACE_SECONDS',
    reads: seconds(3600),
    default: '10',
    means: 'how long requests that run may take to end once it takes no new ones',
  },
  console_keys: {
    name: 'DOCGEN_CONSOLE_KEYS',
    reads: yesOrNo,
    default: 'false',
    means: 'whether people may also [sign in to the console with an API key](sign-in.md#an-api-key)',
  },
  session_hours: {
    name: 'DOCGEN_SESSION_HOURS',
    reads: wholeNumber(1, 8784),
    default: '720',
    means: 'hours after which a [session](#sessions-and-keys) in the console ends in any case',
  },
  session_idle_hours: {
    name: 'DOCGEN_SESSION_IDLE_HOURS',
    reads: wholeNumber(1, 8784),
    default: '168',
    means: 'hours without use after which it ends',
  },
  template_link_days: {
    name: 'DOCGEN_TEMPLATE_LINK_DAYS',
    reads: wholeNumber(0, 366),
    default: String(OUTSIDER_TIMES.link_days),
    means:
      'days that a template’s [link for people without an account](outsiders.md) is good for at most; 0: none are made',
  },
  return_link_days: {
    name: 'DOCGEN_RETURN_LINK_DAYS',
    reads: wholeNumber(1, 366),
    default: String(OUTSIDER_TIMES.return_days),
    means: 'days after they began that such people come back by their own link',
  },
  ...LEDGER_SETTINGS,
  ...LIMIT_SETTINGS,
  log_level: {
    name: 'DOCGEN_LOG_LEVEL',
    reads: logLevel,
    default: 'info',
    means: '`debug`, `info`, `warn`, `error` or `silent`',
  },
} as const satisfies Readonly<Record<string, Setting>>

type ValueOf<One extends Setting> = One extends { readonly default: string }
  ? z.output<One['reads']>
  : z.output<One['reads']> | undefined

/** The values of all settings by field; undefined for one that is not set and has no default. */
export type SettingValues = { readonly [Field in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[Field]> }
