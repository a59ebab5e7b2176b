/**
 * The Compose files are what the Compose Specification takes (its schema, compose-spec.json, is that of
 * github.com/compose-spec/compose-spec at 170098ba, under the Apache License 2.0), they keep the rules of a production
 * set-up, and the flags in them are ones that the servers take.
 */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { canStartPostgres, startOwnPostgres } from '../support/servers/postgres.ts'
import { onRealServer } from '../support/servers/real-servers.ts'
import { hasRedis, startRedis } from '../support/servers/redis.ts'

interface Service {
  readonly image?: string
  readonly build?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly ports?: readonly string[]
  readonly networks?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly restart: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly mem_limit?: string
  readonly cpus?: number
  readonly pids_limit?: number
  readonly privileged?: boolean
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const read = (file: string): ComposeFile => parse(readFileSync(file, 'utf8'), { merge: true }) as ComposeFile
const production = read('docker-compose.yml')
const embedded = read('compose.embedded.yml')

/** Formats (of durations and ports) hold `${…}` here, which Compose fills in before it looks at them. */
const { $schema: _draft, ...schema } = JSON.parse(readFileSync('test/deployment/compose-spec.json', 'utf8')) as Record<
  string,
  unknown
>
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
const mistakes = (file: unknown): string[] =>
  validate(file) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)

test('a misspelt key, a wrong type and an unknown condition are found by the schema', () => {
  const { docgen, ...others } = production.services
  const wrong = (service: object) =>
    mistakes({ ...production, services: { ...others, docgen: { ...docgen, ...service } } })
  expect(wrong({ helthcheck: {} })).toContainEqual(expect.stringContaining('/services/docgen'))
  expect(wrong({ read_only: [] })).toContainEqual(expect.stringContaining('/services/docgen/read_only'))
  expect(wrong({ depends_on: { redis: { condition: 'service_well' } } })).toContainEqual(
    expect.stringContaining('/services/docgen/depends_on'),
  )
})

describe.each([
  ['production', production],
  ['embedded', embedded],
] as const)('the %s file', (_, file) => {
  const { services, volumes } = file
  const all = Object.entries(services)

  test('is what the Compose Specification takes', () => {
    expect(mistakes(file)).toEqual([])
  })

  test.each(all)('%s is shut in: read-only, without capabilities it does not name, within limits', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(service.privileged).toBeUndefined()
    expect(service.mem_limit).toMatch(/^\d+[mg]$/)
    expect(service.cpus).toBeGreaterThan(0)
    expect(service.pids_limit).toBeGreaterThan(0)
  })

  test.each(all)('%s has an image whose version is named, or is built here', (_, { image, build }) => {
    if (build === undefined) expect(image).toMatch(/^[a-z/.-]+:v?\d+\.?[\w.-]+$/)
    else expect(build).toBe('.')
  })

  test.each(all)('%s takes every secret from the environment, which must have it', (_, { environment = {} }) => {
    for (const [name, value] of Object.entries(environment)) {
      const text = String(value)
      if (/PASSWORD|SECRET_(ACCESS_)?KEY|ADMIN_KEY|MASTER_KEY|ACCESS_KEY|REDISCLI_AUTH/.test(name))
        expect(text).toMatch(/^\$\{[A-Z0-9_]+:\?[^}]*\}$/)
      const password = /:\/\/[^:@/]*:([^@/]*)@/.exec(text.replaceAll(/\$\{[A-Z0-9_]+:\?[^}]*\}/g, 'REQUIRED'))?.[1]
      if (password !== undefined) expect(password, `${name} holds credentials`).toBe('REQUIRED')
    }
  })

  test.each(all)('%s mounts only volumes that are declared, or the engine’s socket for reading', (_, service) => {
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0]!
      if (source.startsWith('/')) expect(volume).toBe('/var/run/docker.sock:/var/run/docker.sock:ro')
      else expect(Object.keys(volumes)).toContain(source)
    }
  })
})

describe('in production', () => {
  const { services, networks } = production
  const lasting = Object.entries(services).filter(([, { restart }]) => restart !== 'no')

  test('nothing is published but Traefik', () => {
    expect(Object.keys(services).filter((name) => services[name]!.ports !== undefined)).toEqual(['traefik'])
  })

  test.each(lasting)('%s tells whether it is well, and is started again', (_, { healthcheck, restart }) => {
    expect(healthcheck?.test[0]).toBe('CMD')
    expect(restart).toBe('unless-stopped')
  })

  test('the stores stand in a network of their own, without a way out; only the service reaches them', () => {
    expect(networks?.['stores']).toEqual({ internal: true })
    const inStores = Object.keys(services).filter((name) => services[name]!.networks?.includes('stores'))
    expect(inStores.toSorted()).toEqual(['bucket', 'docgen', 'eventstore', 'postgres', 'redis', 's3'])
    for (const name of inStores) if (name !== 'docgen') expect(services[name]!.networks).toEqual(['stores'])
    expect(services['traefik']!.networks).not.toContain('stores')
    expect(
      Object.keys(services).filter((name) => services[name]!.volumes?.some((volume) => volume.includes('docker.sock'))),
    ).toEqual(['docker'])
    expect(services['docker']!.networks).toEqual(['engine'])
    expect(networks?.['engine']).toEqual({ internal: true })
  })

  test('whoever is waited for is there, and can become what is waited for', () => {
    for (const { depends_on = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const other = services[name]!
        if (condition === 'service_healthy') expect(other.healthcheck).toBeDefined()
        if (condition === 'service_completed_successfully') expect(other.restart).toBe('no')
      }
    }
    expect(services['docgen']!.depends_on).toEqual({
      eventstore: { condition: 'service_healthy' },
      postgres: { condition: 'service_healthy' },
      bucket: { condition: 'service_completed_successfully' },
      redis: { condition: 'service_started' },
    })
  })

  test('EventStoreDB is ready when /health/live is 204: a starting one has its port open and answers 503', () => {
    const { healthcheck } = services['eventstore']!
    expect(healthcheck?.test).toEqual(expect.arrayContaining(['curl', '--fail', 'https://localhost:2113/health/live']))
  })

  test('.env.example names every value that must be set, and gives none of them', () => {
    const example = readFileSync('.env.example', 'utf8')
    const needed = new Set(
      [...readFileSync('docker-compose.yml', 'utf8').matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name]) => name!),
    )
    expect(needed.size).toBeGreaterThan(5)
    for (const name of needed) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'))
  })
})

onRealServer('Redis with the flags of the file', hasRedis, 'apt-get install redis-server', () => {
  test('takes them, asks for the password, and keeps nothing on disk', async () => {
    const [, , script = ''] = production.services['redis']!.command!
    const flags = [...script.replace('exec redis-server ', '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    )
    const server = await startRedis(
      flags.map((flag) => (flag === '$$REDIS_PASSWORD' ? 'secret' : flag)),
      'secret',
    )
    try {
      expect(await server.admin.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'allkeys-lru'])
      expect(await server.admin.config('GET', 'save')).toEqual(['save', ''])
      const stranger = new Redis(server.url.replace(/:\/\/.*@/, '://'), {
        maxRetriesPerRequest: 0,
        retryStrategy: () => null,
      })
      stranger.on('error', () => undefined)
      await expect(stranger.ping()).rejects.toThrow()
      stranger.disconnect()
    } finally {
      await server.stop()
    }
  })
})

onRealServer('Postgres with the flags of the file', canStartPostgres, 'apt-get install postgresql', () => {
  test('takes them, asks for the password, and watches over its pages', async () => {
    const { command = [], environment = {} } = production.services['postgres']!
    const initdb = String(environment['POSTGRES_INITDB_ARGS']).split(' ')
    const server = await startOwnPostgres({ initdb, flags: command.slice(1), password: 'secret' })
    const client = new Client({ connectionString: server.url })
    try {
      await client.connect()
      const settings = ['max_connections', 'shared_buffers', 'password_encryption', 'data_checksums']
      const { rows } = await client.query<{ name: string; setting: string }>(
        'select name, current_setting(name) as setting from pg_settings where name = any($1)',
        [settings],
      )
      expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
        max_connections: '200',
        shared_buffers: '256MB',
        password_encryption: 'scram-sha-256',
        data_checksums: 'on',
      })
      const stranger = new Client({ connectionString: server.url.replace('secret', 'guessed') })
      await expect(stranger.connect()).rejects.toThrow(/password authentication failed/)
    } finally {
      await client.end()
      await server.stop()
    }
  })
})
