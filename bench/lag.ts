/**
 * How far read models lag behind: `npm run bench:lag -- SECONDS RATE`. Two instances on one Postgres take commands over
 * HTTP at a steady rate; for each, the time from its acknowledgement until the list of generations shows it. The load
 * is kept up whether or not answers come.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Agent, request } from 'node:http'
import { Pool } from 'pg'
import { startPostgres } from '../test/support/servers/postgres.ts'
import { percentile } from './support/figures.ts'
import { listeningUrl } from './support/listening-url.ts'

const [SECONDS = 30, RATE = 200] = process.argv.slice(2).map(Number)
const KEY = 'lag-admin-key-0123456789abcdef'
const CONVERSATIONS = 50
const LOOK_MS = 10
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'docgen-lag-'))
const postgres = await startPostgres()
const url = await postgres.freshDatabase()
const env = {
  ...process.env,
  PORT: '0',
  DATABASE_URL: url,
  DOCGEN_DATA_DIR: folder,
  DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
  DOCGEN_ADMIN_KEY: KEY,
  DOCGEN_LOG_LEVEL: 'silent',
  // Where it names a server: of its own, for the database is new.
  ...(process.env['EVENTSTORE_URL'] === undefined ? {} : { DOCGEN_NAMESPACE: `lag_${process.pid}_` }),
}

const instances = await Promise.all(
  [0, 1].map(async () => {
    const child = spawn(process.execPath, [path.join(root, 'bin/docgen.js'), 'serve'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    process.on('exit', () => child.kill('SIGKILL'))
    return { child, url: await listeningUrl(child) }
  }),
)

/** Plain node:http, so that the load takes as little of the machine as it can. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
let turn = 0
function call(method: string, at: string, body: string): Promise<{ revision: number; id: string }> {
  const { url: address } = instances[turn++ % instances.length]!
  return new Promise((resolve, reject) => {
    const sent = request(
      `${address}/api/v1${at}`,
      { method, agent, headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => void (text += chunk.toString()))
        response.on('end', () => {
          if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text) as { revision: number; id: string })
          else reject(new Error(`${method} ${at}: ${response.statusCode} ${text}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

const form = new FormData()
form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
const registered = await fetch(`${instances[0]!.url}/api/v1/templates`, {
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}` },
  body: form,
})
if (!registered.ok) throw new Error(await registered.text())
const ids = await Promise.all(
  Array.from(
    { length: CONVERSATIONS },
    async () => (await call('POST', '/generations', JSON.stringify({ template_id: 'letter' }))).id,
  ),
)

const pool = new Pool({ connectionString: url, max: 1 })
const waiting = new Map<string, { readonly revision: number; readonly at: number }[]>()
const lags: number[] = []
const took: number[] = []
let failed = 0

async function send(n: number): Promise<void> {
  const id = ids[n % CONVERSATIONS]!
  const began = performance.now()
  try {
    const { revision } = await call('PUT', `/generations/${id}/answers/name`, JSON.stringify({ value: `Answer ${n}` }))
    const at = performance.now()
    took.push(at - began)
    waiting.set(id, [...(waiting.get(id) ?? []), { revision, at }])
  } catch {
    failed++
  }
}

async function look(): Promise<void> {
  const { rows } = await pool.query<{ id: string; revision: number }>('select id, revision from generations')
  const now = performance.now()
  for (const { id, revision } of rows) {
    const open = waiting.get(id) ?? []
    for (const one of open) if (one.revision <= revision) lags.push(now - one.at)
    waiting.set(
      id,
      open.filter((one) => one.revision > revision),
    )
  }
}

/** Sends at the rate for so long, and looks meanwhile. */
async function run(seconds: number): Promise<void> {
  const began = performance.now()
  const sending: Promise<void>[] = []
  for (let n = 0; performance.now() - began < seconds * 1000;) {
    for (const due = ((performance.now() - began) / 1000) * RATE; n < due; n++) sending.push(send(n))
    await look()
    await sleep(LOOK_MS)
  }
  await Promise.all(sending)
  while ([...waiting.values()].some((open) => open.length > 0)) {
    await look()
    await sleep(LOOK_MS)
  }
}

await run(5)
for (const figures of [lags, took]) figures.length = 0
failed = 0
const began = performance.now()
await run(SECONDS)
const rate = took.length / ((performance.now() - began) / 1000)
const ms = (share: number, of: number[]): string => `${Math.round(percentile(of, share))} ms`
console.log(
  `${took.length} commands at ${rate.toFixed(0)}/s (asked for: ${RATE}), ${failed} failed; answered p50 ` +
    `${ms(0.5, took)}, p95 ${ms(0.95, took)}`,
)
console.log(
  `lag of the list: p50 ${ms(0.5, lags)}, p95 ${ms(0.95, lags)}, p99 ${ms(0.99, lags)}, longest ${ms(1, lags)}`,
)
for (const { child } of instances) child.kill('SIGTERM')
await pool.end()
await Promise.all(instances.map(({ child }) => new Promise((resolve) => child.once('exit', resolve))))
await postgres.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(percentile(lags, 0.95) < 250 && failed === 0 ? 0 : 1)
