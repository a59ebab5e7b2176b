/** Reads the environment once into a frozen Config. A wrong value stops the start and is named with what it takes. */
import { homedir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { canonicalLanguage } from '../domain/template/language.ts'
import type { SlackSettings } from '../adapters/inbound/slack/slack-settings.ts'

const httpAddress = z
  .string()
  .regex(/^https?:\/\/[^/?#]+\/?$/, 'must be an address like https://s3.example.org, without a path')

const PORTS = 'takes a number from 0 to 65535'

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORTS)
    .transform(Number)
    .pipe(z.number().max(65_535, PORTS))
    .default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DOCGEN_DATA_DIR: z.string().min(1).optional(),
  DOCGEN_ADMIN_KEY: z.string().min(24, 'must have at least 24 characters').optional(),
  DOCGEN_MASTER_KEY: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must be an address like postgres://user:password@host/database')
    .optional(),
  DOCGEN_ROLES: z
    .string()
    .transform((text, context) => {
      const roles = parseRoles(text)
      if (roles !== undefined) return roles
      context.addIssue('takes one or more of api, worker and reporting, with commas between')
      return z.NEVER
    })
    .default(new Set(['api', 'worker'])),
  EVENTSTORE_URL: z.string().min(1).optional(),
  DOCGEN_NAMESPACE: z.string().min(1).default('docgen_'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, 'must be an address like redis://user:password@host:6379')
    .optional(),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ENDPOINT: httpAddress.optional(),
  S3_PUBLIC_ENDPOINT: httpAddress.optional(),
  S3_REGION: z.string().min(1).optional(),
  S3_FORCE_PATH_STYLE: z.stringbool('takes true or false').optional(),
  S3_SERVER_SIDE_ENCRYPTION: z
    .string()
    .regex(/^(AES256|aws:kms(:.+)?)$/, 'takes AES256, aws:kms or aws:kms:KEY')
    .optional(),
  DOCGEN_SEALED_DOCUMENTS: z.stringbool('takes true or false').default(true),
  DOCGEN_PUBLIC_URL: httpAddress.transform((text) => text.replace(/\/$/, '')).optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xox[be]/, 'must be a bot token, beginning with xoxb-')
    .optional(),
  SLACK_CLIENT_ID: z.string().min(1).optional(),
  SLACK_CLIENT_SECRET: z.string().min(1).optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must be an app-level token, beginning with xapp-').optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://slack.com/api/' })
    .transform((text) => text.replace(/\/?$/, '/'))
    .default('https://slack.com/api/'),
  SLACK_TENANCY: z.enum(['shared', 'workspace'], 'takes shared or workspace').default('shared'),
  DOCGEN_LANGUAGE: z
    .string()
    .transform((tag, context) => {
      const language = canonicalLanguage(tag)
      if (language !== undefined) return language
      context.addIssue('takes a language tag (BCP 47) like de-DE')
      return z.NEVER
    })
    .optional(),
  DOCGEN_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'takes debug, info, warn, error or silent')
    .default('info'),
  XDG_DATA_HOME: z.string().optional(),
})

/**
 * What an instance does. `api`: HTTP and the console; `worker`: background work; `reporting`: reports and the audit, on
 * a read-only login.
 */
export type InstanceRole = 'api' | 'worker' | 'reporting'

const ROLES: readonly string[] = ['api', 'worker', 'reporting'] satisfies InstanceRole[]

/** Reads `api,worker` as a set; undefined if it names none, or unknown ones. */
export function parseRoles(text: string): ReadonlySet<InstanceRole> | undefined {
  const names = text.split(',').map((name) => name.trim())
  return names.every((name) => ROLES.includes(name)) ? new Set(names as InstanceRole[]) : undefined
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Where the embedded default keeps everything. */
  readonly data_dir: string
  /** Whether the folder was set explicitly. */
  readonly data_dir_given: boolean
  /** `postgres://…`: keeps read models, jobs, keys and accounts, and events unless `eventstore_url` is set. */
  readonly database_url: string | undefined
  readonly roles: ReadonlySet<InstanceRole>
  readonly admin_key: string | undefined
  /** Base64 or hex of 32 bytes; otherwise a file in the data folder. */
  readonly master_key: string | undefined
  /** `esdb://…` or `kurrentdb://…`: events go to EventStoreDB instead of the data folder. */
  readonly eventstore_url: string | undefined
  /** Prefix of our streams on an event store shared with others. */
  readonly namespace: string
  /** `redis://…`: shares compiled templates among instances. */
  readonly redis_url: string | undefined
  /** Keeps documents in this bucket instead of the data folder. */
  readonly s3: S3Config | undefined
  /** Whether made documents are sealed before they are stored. */
  readonly sealed_documents: boolean
  /** `https://docs.example.com`: where people reach this service. */
  readonly public_url: string | undefined
  readonly slack: SlackConfig | undefined
  /** The language of documents whose template says none (BCP 47); the person's where left out. */
  readonly language: string | undefined
  readonly log_level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** The settings of Slack that come from the environment alone. */
export type SlackConfig = Omit<SlackSettings, 'tenant' | 'public_url' | 'console_url'>

export interface S3Config {
  readonly bucket: string
  /** For services other than Amazon's. */
  readonly endpoint: string | undefined
  /** Where people reach it, for links; defaults to `endpoint`. */
  readonly public_endpoint: string | undefined
  readonly region: string
  readonly force_path_style: boolean
  readonly encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly key: string | undefined } | undefined
}

/** A setting whose value cannot be used. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig'
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new InvalidConfig(
      `${issue?.path.join('.')}: ${issue?.message}. Correct it in the environment and start again.`,
    )
  }
  const {
    PORT,
    HOST,
    DATABASE_URL,
    DOCGEN_ROLES,
    DOCGEN_DATA_DIR,
    DOCGEN_ADMIN_KEY,
    DOCGEN_MASTER_KEY,
    DOCGEN_LOG_LEVEL,
    EVENTSTORE_URL,
    DOCGEN_NAMESPACE,
    XDG_DATA_HOME,
  } = parsed.data
  return Object.freeze({
    port: PORT,
    host: HOST,
    data_dir: path.resolve(
      DOCGEN_DATA_DIR ?? path.join(XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'docgen'),
    ),
    data_dir_given: DOCGEN_DATA_DIR !== undefined,
    database_url: DATABASE_URL,
    roles: DOCGEN_ROLES,
    admin_key: DOCGEN_ADMIN_KEY,
    master_key: DOCGEN_MASTER_KEY,
    eventstore_url: EVENTSTORE_URL,
    namespace: DOCGEN_NAMESPACE,
    redis_url: parsed.data.REDIS_URL,
    s3: s3Config(parsed.data),
    sealed_documents: parsed.data.DOCGEN_SEALED_DOCUMENTS,
    public_url: parsed.data.DOCGEN_PUBLIC_URL,
    slack: slackConfig(parsed.data),
    language: parsed.data.DOCGEN_LANGUAGE,
    log_level: DOCGEN_LOG_LEVEL,
  })
}

function slackConfig(env: z.infer<typeof environment>): SlackConfig | undefined {
  const {
    SLACK_SIGNING_SECRET,
    SLACK_BOT_TOKEN,
    SLACK_CLIENT_ID,
    SLACK_CLIENT_SECRET,
    SLACK_APP_TOKEN,
    SLACK_API_URL,
    SLACK_TENANCY,
    DOCGEN_PUBLIC_URL,
  } = env
  if (
    [SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_APP_TOKEN].every(
      (value) => value === undefined,
    )
  )
    return undefined
  const needs = (what: string): never => {
    throw new InvalidConfig(`${what} See docs/slack.md, and start again.`)
  }
  if ((SLACK_CLIENT_ID === undefined) !== (SLACK_CLIENT_SECRET === undefined))
    needs('SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: set both, or none.')
  if ((SLACK_BOT_TOKEN === undefined) === (SLACK_CLIENT_ID === undefined))
    needs('SLACK_BOT_TOKEN: set it for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many; not both.')
  if (SLACK_TENANCY === 'workspace' && SLACK_CLIENT_ID === undefined)
    needs(
      'SLACK_TENANCY: workspace is for many workspaces, by SLACK_CLIENT_ID and SLACK_CLIENT_SECRET; leave it ' +
        'out for one.',
    )
  if (SLACK_SIGNING_SECRET === undefined && SLACK_APP_TOKEN === undefined)
    needs('SLACK_SIGNING_SECRET: set it, or SLACK_APP_TOKEN for Socket Mode: without one nothing comes in.')
  if (SLACK_CLIENT_ID !== undefined && DOCGEN_PUBLIC_URL === undefined)
    needs(
      'DOCGEN_PUBLIC_URL: set the https address under which people reach this service: Slack sends them back ' +
        'to it when they install the app.',
    )
  return {
    signing_secret: SLACK_SIGNING_SECRET,
    bot_token: SLACK_BOT_TOKEN,
    oauth:
      SLACK_CLIENT_ID === undefined || SLACK_CLIENT_SECRET === undefined
        ? undefined
        : { client_id: SLACK_CLIENT_ID, client_secret: SLACK_CLIENT_SECRET },
    app_token: SLACK_APP_TOKEN,
    api_url: SLACK_API_URL,
    tenancy: SLACK_TENANCY,
  }
}

function s3Config(env: z.infer<typeof environment>): S3Config | undefined {
  const { S3_BUCKET, S3_ENDPOINT, S3_PUBLIC_ENDPOINT, S3_REGION, S3_FORCE_PATH_STYLE, S3_SERVER_SIDE_ENCRYPTION } = env
  if (S3_BUCKET === undefined) {
    const others = Object.keys(env).find((name) => name.startsWith('S3_'))
    if (others === undefined) return undefined
    throw new InvalidConfig(
      `${others}: documents go to S3 only when S3_BUCKET names the bucket, too. Set both or none, and start again.`,
    )
  }
  const key =
    S3_SERVER_SIDE_ENCRYPTION?.startsWith('aws:kms:') === true
      ? S3_SERVER_SIDE_ENCRYPTION.slice('aws:kms:'.length)
      : undefined
  return {
    bucket: S3_BUCKET,
    endpoint: S3_ENDPOINT,
    public_endpoint: S3_PUBLIC_ENDPOINT,
    region: S3_REGION ?? 'us-east-1',
    // Amazon gives each bucket a name in the DNS; other services seldom do.
    force_path_style: S3_FORCE_PATH_STYLE ?? S3_ENDPOINT !== undefined,
    encryption:
      S3_SERVER_SIDE_ENCRYPTION === undefined
        ? undefined
        : { algorithm: S3_SERVER_SIDE_ENCRYPTION === 'AES256' ? 'AES256' : 'aws:kms', key },
  }
}
