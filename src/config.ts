/** The environment, read once into a frozen Config. A wrong value stops the start with its name and what it takes. */
import { homedir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'

const httpAddress = z.string().regex(/^https?:\/\/[^/?#]+\/?$/, 'must be an address like https://s3.example.org, without a path')

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DOCGEN_DATA_DIR: z.string().min(1).optional(),
  DOCGEN_ADMIN_KEY: z.string().min(24, 'must have at least 24 characters').optional(),
  DOCGEN_MASTER_KEY: z.string().optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\/./, 'must be an address like postgres://user:password@host/database').optional(),
  DOCGEN_ROLES: z.string().transform((text, context) => {
    const roles = parseRoles(text)
    if (roles !== undefined) return roles
    context.addIssue('takes one or more of api, worker and reporting, with commas between')
    return z.NEVER
  }).default(new Set(['api', 'worker'])),
  EVENTSTORE_URL: z.string().min(1).optional(),
  DOCGEN_NAMESPACE: z.string().min(1).default('docgen_'),
  REDIS_URL: z.string().regex(/^rediss?:\/\/./, 'must be an address like redis://user:password@host:6379').optional(),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ENDPOINT: httpAddress.optional(),
  S3_PUBLIC_ENDPOINT: httpAddress.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_FORCE_PATH_STYLE: z.stringbool('takes true or false').optional(),
  S3_SERVER_SIDE_ENCRYPTION: z.string().regex(/^(AES256|aws:kms(:.+)?)$/, 'takes AES256, aws:kms or aws:kms:KEY').optional(),
  DOCGEN_SEALED_DOCUMENTS: z.stringbool('takes true or false').default(true),
  DOCGEN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  XDG_DATA_HOME: z.string().optional(),
})

/** What an instance does: `api`: HTTP and the console; `worker`: the work in the background; `reporting`: reports and the audit, on a login that may only read. */
export type InstanceRole = 'api' | 'worker' | 'reporting'

const ROLES: readonly string[] = ['api', 'worker', 'reporting'] satisfies InstanceRole[]

/** `api,worker` as a set; undefined for what names none, or others. */
export function parseRoles(text: string): ReadonlySet<InstanceRole> | undefined {
  const names = text.split(',').map((name) => name.trim())
  return names.every((name) => ROLES.includes(name)) ? new Set(names as InstanceRole[]) : undefined
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Where the embedded default keeps everything. */
  readonly data_dir: string
  /** Somebody chose that folder. */
  readonly data_dir_given: boolean
  /** `postgres://…`: read models, jobs, keys and accounts (and events, unless `eventstore_url`) lie there instead of in the data folder. */
  readonly database_url: string | undefined
  readonly roles: ReadonlySet<InstanceRole>
  readonly admin_key: string | undefined
  /** Base64 or hex of 32 bytes; otherwise a file in the data folder. */
  readonly master_key: string | undefined
  /** `esdb://…`: events go to EventStoreDB instead of the data folder. */
  readonly eventstore_url: string | undefined
  /** What our streams begin with on an event store that others use, too. */
  readonly namespace: string
  /** `redis://…`: compiled templates are shared there. */
  readonly redis_url: string | undefined
  /** Documents go to this bucket instead of the data folder. */
  readonly s3: S3Config | undefined
  /** Made documents are sealed before they are stored. */
  readonly sealed_documents: boolean
  readonly log_level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export interface S3Config {
  readonly bucket: string
  /** Another than Amazon's. */
  readonly endpoint: string | undefined
  /** Where people reach it, for links; `endpoint` unless set. */
  readonly public_endpoint: string | undefined
  readonly region: string
  readonly force_path_style: boolean
  readonly encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly key: string | undefined } | undefined
}

/** A value of the environment that cannot be used. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig'
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new InvalidConfig(`${issue?.path.join('.')}: ${issue?.message}. Correct it in the environment and start again.`)
  }
  const { PORT, HOST, DATABASE_URL, DOCGEN_ROLES, DOCGEN_DATA_DIR, DOCGEN_ADMIN_KEY, DOCGEN_MASTER_KEY, DOCGEN_LOG_LEVEL, EVENTSTORE_URL, DOCGEN_NAMESPACE, XDG_DATA_HOME } = parsed.data
  return Object.freeze({
    port: PORT,
    host: HOST,
    data_dir: path.resolve(DOCGEN_DATA_DIR ?? path.join(XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'docgen')),
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
    log_level: DOCGEN_LOG_LEVEL,
  })
}

function s3Config(env: z.infer<typeof environment>): S3Config | undefined {
  const { S3_BUCKET, S3_ENDPOINT, S3_PUBLIC_ENDPOINT, S3_REGION, S3_FORCE_PATH_STYLE, S3_SERVER_SIDE_ENCRYPTION } = env
  if (S3_BUCKET === undefined) {
    if (S3_ENDPOINT === undefined) return undefined
    throw new InvalidConfig('S3_ENDPOINT: documents go there only when S3_BUCKET names the bucket, too. Set both or none, and start again.')
  }
  const key = S3_SERVER_SIDE_ENCRYPTION?.startsWith('aws:kms:') === true ? S3_SERVER_SIDE_ENCRYPTION.slice('aws:kms:'.length) : undefined
  return {
    bucket: S3_BUCKET,
    endpoint: S3_ENDPOINT,
    public_endpoint: S3_PUBLIC_ENDPOINT,
    region: S3_REGION,
    // Amazon's own buckets have names of their own in the DNS; others seldom do.
    force_path_style: S3_FORCE_PATH_STYLE ?? S3_ENDPOINT !== undefined,
    encryption: S3_SERVER_SIDE_ENCRYPTION === undefined ? undefined : { algorithm: S3_SERVER_SIDE_ENCRYPTION === 'AES256' ? 'AES256' : 'aws:kms', key },
  }
}
