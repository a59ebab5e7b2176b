/**
 * Three instances on one Postgres, under a load of conversations, while one after the other is killed, or stopped and
 * then killed or let go on, or its connections to Postgres are cut or go dead for a while: `npm run bench:instances --
 * SECONDS SEED [--eventstoredb]`. Where EVENTSTORE_COMMAND starts a real EventStoreDB, that is killed, told to end and
 * stopped for a while, too.
 *
 * In the end: every generation has its document, exactly one; every acknowledged answer is there; read models have each
 * event once. Whoever held a subscription when it was struck was replaced within ten seconds. Anything else fails,
 * loudly. The seed is printed.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Pool } from 'pg'
import { EVENTSTORE_COMMAND, RealServer } from '../test/support/eventstoredb/real-server.ts'
import { ServerDouble } from '../test/support/eventstoredb/server-double.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'
import { Cable } from '../test/support/servers/cable.ts'
import { mulberry32 } from '../tools/mulberry32.ts'
import { UNLIMITED } from './support/unlimited.ts'
import { listeningUrl } from './support/listening-url.ts'

const [SECONDS = 60, SEED = Date.now() % 1_000_000] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'))
  .map(Number)
const ON_EVENTSTOREDB = process.argv.includes('--eventstoredb')
const INSTANCES = 3
const CLIENTS = 12
const QUESTIONS = 6
const KEY = 'three-instances-admin-key-0123456789'
const CALL_MS = 4000
const TAKEOVER_MS = 10_000
const root = fileURLToPath(new URL('..', import.meta.url))

const random = mulberry32(SEED)
const between = (low: number, high: number): number => low + random() * (high - low)
const began = performance.now()
const log = (text: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${text}`)

// ---- the installation

const folder = mkdtempSync(path.join(tmpdir(), 'docgen-instances-'))
const postgres = await startPostgres()
const url = await postgres.freshDatabase()
const pool = new Pool({ connectionString: url, max: 2 })
pool.on('error', () => {})
const realServer = ON_EVENTSTOREDB && EVENTSTORE_COMMAND !== undefined ? await RealServer.start() : undefined
const eventStore = realServer ?? (ON_EVENTSTOREDB ? await ServerDouble.start({}) : undefined)
const env = {
  ...process.env,
  ...UNLIMITED,
  PORT: '0',
  DOCGEN_DATA_DIR: folder,
  DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
  DOCGEN_ADMIN_KEY: KEY,
  DOCGEN_LOG_LEVEL: process.env['DOCGEN_LOG_LEVEL'] ?? 'silent',
  ...(eventStore === undefined ? {} : { EVENTSTORE_URL: eventStore.url }),
}

interface Instance {
  readonly number: number
  readonly cable: Cable
  process: ChildProcess
  url: string
}

async function start(number: number, cable: Cable): Promise<Instance> {
  const DATABASE_URL = Object.assign(new URL(url), { port: String(cable.port) }).href
  const child = spawn(process.execPath, [path.join(root, 'bin/docgen.js'), 'serve'], {
    env: { ...env, DATABASE_URL },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await listeningUrl(child)
  return { number, cable, process: child, url: address }
}

const gone = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve(),
  )

const { hostname, port } = new URL(url)
const instances = await Promise.all(
  Array.from({ length: INSTANCES }, async (_, number) => start(number, await Cable.lay(hostname, Number(port)))),
)
process.on('exit', () => {
  for (const { process: child } of instances) child.kill('SIGKILL')
  void realServer?.kill()
})
log(
  `seed ${SEED}, ${SECONDS} s, ${INSTANCES} instances, ${CLIENTS} conversations at a time, events on ` +
    (realServer !== undefined ? 'a real EventStoreDB' : ON_EVENTSTOREDB ? 'the EventStoreDB double' : 'Postgres'),
)

// ---- the load

interface View {
  readonly id: string
  readonly state: string
  readonly question: { readonly name: string } | null
  readonly answers: Readonly<Record<string, { readonly value: unknown }>>
  readonly document: { readonly sha256: string } | null
}

const tally = {
  calls: 0,
  retried: 0,
  answers: 0,
  conversations: 0,
  kills: 0,
  stops: 0,
  goneOn: 0,
  cuts: 0,
  silences: 0,
  serverStrikes: 0,
}
const faults: string[] = []
const fault = (text: string): void => {
  faults.push(text)
  log(`FAULT: ${text}`)
}

/**
 * Calls any instance; one that does not answer is left for another, with the same key, so that what was done is done
 * once.
 */
async function call(method: string, at: string, body?: unknown, key?: string): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const { url: address } = instances[Math.floor(Math.random() * INSTANCES)]!
    tally.calls++
    try {
      const response = await fetch(`${address}/api/v1${at}`, {
        method,
        headers: {
          authorization: `Bearer ${KEY}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(CALL_MS),
      })
      if (response.status !== 503) return response
      await response.body?.cancel()
    } catch (error) {
      if (tries > 100) throw error
    }
    tally.retried++
    await sleep(50 + Math.random() * 100)
  }
}

async function json<T>(method: string, at: string, body?: unknown, key?: string): Promise<T> {
  for (let tries = 0; ; tries++) {
    const response = await call(method, at, body, key)
    try {
      const value = (await response.json()) as T
      if (response.ok) return value
      throw new Refusal(`${method} ${at}: ${response.status} ${JSON.stringify(value)}`)
    } catch (error) {
      // The head of the answer came, and then its instance died.
      if (error instanceof Refusal || tries > 20) throw error
    }
  }
}

class Refusal extends Error {}

interface Known {
  readonly key: string
  id: string
  readonly answers: Map<string, string>
}

const conversations: Known[] = []

async function converse(known: Known): Promise<void> {
  let view = await json<View>('POST', '/generations', { template_id: 'letter' }, known.key)
  known.id = view.id
  while (view.question !== null) {
    const { name } = view.question
    const value = `${known.key} ${name} ${Math.floor(Math.random() * 1e9)}`
    view = await json<View>('PUT', `/generations/${known.id}/answers/${name}`, { value }, value.replaceAll(' ', '-'))
    known.answers.set(name, value)
    tally.answers++
  }
  await json('POST', `/generations/${known.id}/confirm`, {}, `${known.key}-confirm`)
}

async function client(until: () => boolean): Promise<void> {
  while (!until()) {
    const known: Known = { key: `conversation-${conversations.length}`, id: '', answers: new Map() }
    conversations.push(known)
    try {
      await converse(known)
      tally.conversations++
    } catch (error) {
      fault(`${known.key}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

// ---- the strikes

const takeovers: number[] = []

/** What a process holds, and how often it had been taken by then. */
async function held(pid: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ name: string; epoch: number }>(
    `select name, epoch from checkpoints where holder like $1 and name not like '%#rebuild'`,
    [`%:${pid}`],
  )
  return new Map(rows.map(({ name, epoch }) => [name, epoch]))
}

async function takenSince(before: ReadonlyMap<string, number>): Promise<boolean> {
  const { rows } = await pool.query<{ name: string; epoch: number; holder: string | null }>(
    'select name, epoch, holder from checkpoints',
  )
  return rows.every(({ name, epoch, holder }) => !before.has(name) || (epoch > before.get(name)! && holder !== null))
}

/**
 * How long it takes until all that the process held is held anew, by others or, after a cut, by itself. Not longer than
 * it is struck.
 */
async function watchTakeover(
  before: ReadonlyMap<string, number>,
  what: string,
  over: () => boolean = () => false,
): Promise<void> {
  if (before.size === 0) return
  const from = performance.now()
  while (!(await takenSince(before))) {
    await sleep(50)
    if (over()) return
    if (performance.now() - from > 3 * TAKEOVER_MS) break
  }
  const ms = Math.round(performance.now() - from)
  takeovers.push(ms)
  log(`       taken over after ${ms} ms`)
  if (ms > TAKEOVER_MS) fault(`it took ${ms} ms to take over after ${what}`)
}

/** The event store goes away, and comes back. */
async function strikeServer(server: RealServer): Promise<void> {
  tally.serverStrikes++
  const kind = random()
  const pause = between(0, 3000)
  if (kind < 0.5) {
    log('kill -9      EventStoreDB')
    await server.kill()
  } else if (kind < 0.75) {
    log('SIGTERM      EventStoreDB')
    server.terminate()
    await server.ended()
  } else {
    log('SIGSTOP      EventStoreDB')
    const goOn = server.stall()
    await sleep(2 * pause)
    goOn()
    log('SIGCONT      EventStoreDB')
    return
  }
  await sleep(pause)
  await server.restart()
  log('ready again  EventStoreDB')
}

async function strike(): Promise<void> {
  if (realServer !== undefined && random() < 0.3) return strikeServer(realServer)
  const instance = instances[Math.floor(random() * INSTANCES)]!
  const before = await held(instance.process.pid!)
  const kind = random()
  const long = between(1000, 9000)
  if (kind < 0.35) {
    log(`kill -9      instance ${instance.number}`)
    instance.process.kill('SIGKILL')
    tally.kills++
    await watchTakeover(before, 'kill -9')
  } else if (kind < 0.5) {
    log(`cut off      instance ${instance.number}`)
    instance.cable.cut()
    tally.cuts++
    return watchTakeover(before, 'a cut')
  } else if (kind < 0.65) {
    log(`line dead    instance ${instance.number}`)
    const restore = instance.cable.silence()
    tally.silences++
    await struckFor(long, before, 'the line went dead')
    restore()
    log(`line back    instance ${instance.number}`)
    return
  } else {
    log(`SIGSTOP      instance ${instance.number}`)
    instance.process.kill('SIGSTOP')
    tally.stops++
    await struckFor(long, before, 'SIGSTOP')
    if (kind < 0.8) {
      log(`SIGCONT      instance ${instance.number}`)
      instance.process.kill('SIGCONT')
      tally.goneOn++
      return
    }
    log(`… kill -9    instance ${instance.number}`)
    instance.process.kill('SIGKILL')
    tally.kills++
  }
  await gone(instance.process)
  Object.assign(instance, await start(instance.number, instance.cable))
}

/** Shorter than the silence after which others take over, it need not come to that. */
async function struckFor(ms: number, before: ReadonlyMap<string, number>, what: string): Promise<void> {
  let over = false
  const watching = watchTakeover(before, what, () => over)
  await sleep(ms)
  over = ms < 6000
  await watching
}

// ---- the run

const form = new FormData()
form.set(
  'file',
  new File([Array.from({ length: QUESTIONS }, (_, index) => `{{question_${index + 1}}}`).join('\n')], 'letter.txt'),
)
const registered = await fetch(`${instances[0]!.url}/api/v1/templates`, {
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}` },
  body: form,
})
if (!registered.ok) throw new Error(await registered.text())

const deadline = performance.now() + SECONDS * 1000
const clients = Array.from({ length: CLIENTS }, () => client(() => performance.now() > deadline))
while (performance.now() < deadline) {
  await sleep(between(1000, 4000))
  if (performance.now() < deadline) await strike()
}
await Promise.all(clients)
log(`load over: ${JSON.stringify(tally)}`)

// ---- the reckoning

for (const known of conversations) {
  const from = performance.now()
  let view = await json<View>('GET', `/generations/${known.id}`)
  while (view.document === null && performance.now() - from < 60_000) {
    await sleep(50)
    view = await json<View>('GET', `/generations/${known.id}`)
  }
  if (view.document === null) {
    fault(`${known.key} has no document: it is ${view.state}`)
    continue
  }
  for (const [name, value] of known.answers)
    if (view.answers[name]?.value !== value) fault(`${known.key} lost the answer to ${name}`)
  const file = new Uint8Array(await (await call('GET', `/generations/${known.id}/document`)).arrayBuffer())
  if (createHash('sha256').update(file).digest('hex') !== view.document.sha256)
    fault(`${known.key} has another file than it says`)
  const stored = readdirSync(path.join(folder, 'documents', 'default', known.id)).filter(
    (name) => !name.startsWith('.'),
  )
  if (stored.length !== 1) fault(`${known.key} has ${stored.length} stored objects`)
}

interface Status {
  readonly data: readonly {
    readonly name: string
    readonly caught_up: boolean
    readonly handled: number
    readonly parked: number
  }[]
}
let status = await json<Status>('GET', '/operations/projections')
for (let tries = 0; !status.data.every(({ caught_up }) => caught_up) && tries < 600; tries++) {
  await sleep(100)
  status = await json<Status>('GET', '/operations/projections')
}
for (const { name, caught_up, parked } of status.data) {
  if (!caught_up) fault(`${name} has not caught up`)
  if (parked > 0) fault(`${name} has parked ${parked} streams`)
}
const {
  rows: [audit],
} = await pool.query<Record<'rows' | 'ids' | 'last' | 'rendered' | 'generations', number>>(`
  select count(*)::int as rows, count(distinct id)::int as ids, max(seq)::int as last,
    count(*) filter (where type = 'DocumentRendered')::int as rendered, count(distinct stream)
      filter (where type = 'DocumentRendered')::int as generations from audit`)
const {
  rows: [usage],
} = await pool.query<{ confirmed: number; rendered: number }>(
  'select sum(confirmed)::int as confirmed, sum(rendered)::int as rendered from usage',
)
if (audit!.rows !== audit!.ids || audit!.last !== audit!.rows - 1)
  fault(`the audit has ${audit!.rows} rows for ${audit!.ids} events, up to ${audit!.last}`)
if (audit!.rendered !== conversations.length || audit!.generations !== conversations.length)
  fault(`${audit!.rendered} documents of ${audit!.generations} generations, for ${conversations.length}`)
if (usage!.confirmed !== conversations.length || usage!.rendered !== conversations.length)
  fault(`usage counts ${JSON.stringify(usage)} for ${conversations.length}`)
if (eventStore === undefined) {
  const {
    rows: [events],
  } = await pool.query<{ rows: number }>('select count(*)::int as rows from events')
  if (events!.rows !== audit!.rows) fault(`${events!.rows} events, ${audit!.rows} rows of audit`)
}

takeovers.sort((a, b) => a - b)
log(
  `${conversations.length} generations, ${audit!.rows} events, ${tally.answers} answers; ${tally.kills} ` +
    `kills, ${tally.stops} stops (${tally.goneOn} went on), ${tally.cuts} cuts, ${tally.silences} dead ` +
    `lines${realServer === undefined ? '' : `, ${tally.serverStrikes} strikes on the event store`}; ` +
    `${takeovers.length} takeovers, median ${takeovers[Math.floor(takeovers.length / 2)] ?? 0} ms, longest ` +
    `${takeovers.at(-1) ?? 0} ms; ` +
    `${tally.calls} calls, ${tally.retried} of them repeated elsewhere; ${faults.length} faults`,
)
for (const instance of instances) {
  instance.process.kill('SIGTERM')
  const late = setTimeout(() => fault(`instance ${instance.number} did not end within 20 s of SIGTERM`), 20_000)
  await gone(instance.process)
  clearTimeout(late)
}
await pool.end()
await eventStore?.stop()
await postgres.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(faults.length === 0 ? 0 : 1)
