/** What the environment says becomes a configuration, or one line that names the setting and what to do. */
import { expect, test } from 'vitest'
import { readConfig } from '../../../src/app/config.ts'
import { InvalidConfig } from '../../../src/app/config/invalid-config.ts'
import { readSettings } from '../../../src/app/config/read-settings.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')

test.each<[Record<string, string>, RegExp]>([
  [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL: must be an address like redis:/],
  [{ REDIS_URL: 'redis://cache:99999' }, /^REDIS_URL: .*a port up to 65535/],
  [{ DATABASE_URL: 'mysql://db/docgen' }, /^DATABASE_URL: must be an address like postgres:/],
  [{ DATABASE_URL: 'postgres://docgen:se/cret@db/docgen' }, /^DATABASE_URL: .*“\/” as %2F/],
  [{ DATABASE_URL: 'postgres://docgen:50%25%zz@db/docgen' }, /^DATABASE_URL: .*“%” as %25/],
  [{ DATABASE_URL: 'postgres://db:70000/docgen' }, /^DATABASE_URL: .*a port up to 65535/],
  [{ EVENTSTORE_URL: 'http://events:2113' }, /^EVENTSTORE_URL: .*must look like esdb:/],
  [{ S3_ENDPOINT: 'https://s3.example.org' }, /^S3_ENDPOINT: .*S3_BUCKET/],
  [{ S3_REGION: 'eu-central-1', S3_SERVER_SIDE_ENCRYPTION: 'aws:kms' }, /^S3_REGION: .*S3_BUCKET/],
  [{ PORT: '80a' }, /^PORT: takes a number from 0 to 65535\. Correct/],
  [{ PORT: '99999' }, /^PORT: takes a number from 0 to 65535/],
  [{ HOST: 'http://0.0.0.0' }, /^HOST: takes a name or an IP address, without http/],
  [{ HOST: 'localhost:8080' }, /^HOST: .*without a port: that is PORT/],
  [{ HOST: 'local host' }, /^HOST: takes a name or an IP address/],
  [{ DOCGEN_PUBLIC_URL: 'https://docs.example.com:99999' }, /^DOCGEN_PUBLIC_URL: .*impossible/],
  [{ DOCGEN_ADMIN_KEY: 'correct horse battery staple' }, /^DOCGEN_ADMIN_KEY: .*without spaces/],
  [{ DOCGEN_ADMIN_KEY: 'short' }, /^DOCGEN_ADMIN_KEY: must have at least 24 characters/],
  [{ DOCGEN_ADMIN_KEY: 'k'.repeat(201) }, /^DOCGEN_ADMIN_KEY: must have at most 200 characters/],
  [{ DOCGEN_MASTER_KEY: 'not a key' }, /^DOCGEN_MASTER_KEY: must be 32 random bytes as base64 or hex/],
  [{ DOCGEN_LOG_LEVEL: 'verbose' }, /^DOCGEN_LOG_LEVEL: takes debug, info, warn, error or silent/],
  [{ SLACK_API_URL: 'slack.com' }, /^SLACK_API_URL: must be an address like https:/],
  [{ S3_BUCKET: 'documents', S3_ENDPOINT: 's3.example.org' }, /^S3_ENDPOINT: must be an address like https:/],
  [{ S3_BUCKET: 'documents', S3_SERVER_SIDE_ENCRYPTION: 'yes' }, /^S3_SERVER_SIDE_ENCRYPTION: takes AES256/],
  [{ DOCGEN_SEALED_DOCUMENTS: 'perhaps' }, /^DOCGEN_SEALED_DOCUMENTS: takes true or false/],
  [{ S3_BUCKET: 'documents', S3_FORCE_PATH_STYLE: 'perhaps' }, /^S3_FORCE_PATH_STYLE: takes true or false/],
  [{ DOCGEN_ROLES: 'api,everything' }, /^DOCGEN_ROLES: takes one or more of api, worker and reporting/],
  [{ DOCGEN_IDLE_DAYS: '0' }, /^DOCGEN_IDLE_DAYS: takes a number from 1 to 365/],
  [{ DOCGEN_REMINDER_DAYS: '7,1' }, /^DOCGEN_REMINDER_DAYS: takes up to 10 days from 1 to 364, ascending/],
  [{ DOCGEN_REMINDER_DAYS: 'daily' }, /^DOCGEN_REMINDER_DAYS: takes up to 10 days/],
  [{ DOCGEN_SHUTDOWN_DELAY_SECONDS: '15s' }, /^DOCGEN_SHUTDOWN_DELAY_SECONDS: takes a number of seconds from 0 to/],
])('the environment %j is refused', (env, message) => {
  expect(() => readConfig(env)).toThrow(InvalidConfig)
  expect(() => readConfig(env)).toThrow(message)
})

test.each<[Record<string, string>, object]>([
  [
    {},
    { port: 8080, host: '127.0.0.1', namespace: 'docgen_', sealed_documents: true, s3: undefined, slack: undefined },
  ],
  [{ DATABASE_URL: 'postgres:///docgen?host=/run/postgresql' }, {}],
  [{ DATABASE_URL: 'postgres://docgen:50%25%2F@db:5433/docgen?sslmode=require' }, {}],
  [{ REDIS_URL: 'rediss://:secret@cache:6380/1' }, {}],
  [{ HOST: '::' }, { host: '::' }],
  [{ DOCGEN_MASTER_KEY: `${KEY}\n` }, { master_key: `${KEY}\n` }],
  [{}, { idle_days: 30, reminder_days: [1, 7] }],
  [
    { DOCGEN_IDLE_DAYS: '90', DOCGEN_REMINDER_DAYS: '2, 30' },
    { idle_days: 90, reminder_days: [2, 30] },
  ],
  [{ DOCGEN_REMINDER_DAYS: 'off' }, { reminder_days: [] }],
  [{ DOCGEN_SHUTDOWN_DELAY_SECONDS: '0.25' }, { shutdown_delay_ms: 250 }],
  [{ DOCGEN_PUBLIC_URL: 'https://docs.example.com/' }, { public_url: 'https://docs.example.com' }],
  [{ XDG_DATA_HOME: '/shared' }, { data_dir: '/shared/docgen', data_dir_given: false }],
  [
    { DOCGEN_DATA_DIR: '/data', PORT: '' },
    { data_dir: '/data', data_dir_given: true, port: 8080 },
  ],
])('the environment %j is read', (env, config) => {
  expect(readConfig(env)).toMatchObject(config)
})

test('no refusal repeats what may be secret', () => {
  const secret = 'hunter2hunter2'
  const { problems } = readSettings({
    DOCGEN_ADMIN_KEY: `${secret} with a space in it`,
    DOCGEN_MASTER_KEY: secret,
    DATABASE_URL: `postgres://docgen:${secret}%zz@db/docgen`,
    EVENTSTORE_URL: `esdb://admin:${secret}@host:2113?tls=perhaps`,
    REDIS_URL: secret,
    SLACK_BOT_TOKEN: secret,
    DOCGEN_ADMIN_KEI: secret,
  })
  expect(problems).toHaveLength(7)
  expect(JSON.stringify(problems)).not.toContain(secret)
})

test('of several mistakes the first is told, and how many more there are', () => {
  expect(() => readConfig({ PORT: 'x', HOST: 'a b', DOCGEN_COLOUR: 'red' })).toThrow(
    /^PORT: .*\(2 more: see “docgen config check”\.\)$/,
  )
})
