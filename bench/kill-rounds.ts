/**
 * kill -9 in the middle of conversations, over and over, on the real process: `npm run bench:kill -- 100`.
 *
 * Each round starts the service on the same data folder, goes on with conversations of many answers at full speed,
 * kills the process at a random moment, and starts it again. Then: every acknowledged answer is there, the question due
 * is the exact one, and every confirmed generation has one document. The seed is printed; the same seed kills at the
 * same moments (of a machine that is as fast).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { mulberry32 } from '../tools/mulberry32.ts'
import { UNLIMITED } from './support/unlimited.ts'
import { listeningUrl } from './support/listening-url.ts'

const ROUNDS = Number(process.argv[2] ?? 20)
const SEED = Number(process.argv[3] ?? Date.now() % 1_000_000)
const KEY = 'kill-rounds-admin-key-0123456789'
const QUESTIONS = 12
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'docgen-kill-'))

const random = mulberry32(SEED)

interface Service {
  readonly process: ChildProcess
  readonly url: string
}

async function start(): Promise<Service> {
  const child = spawn(process.execPath, [path.join(root, 'bin/docgen.js'), 'serve'], {
    env: {
      ...process.env,
      PORT: '0',
      DOCGEN_DATA_DIR: folder,
      DOCGEN_ADMIN_KEY: KEY,
      DOCGEN_LOG_LEVEL: 'warn',
      ...UNLIMITED,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await listeningUrl(child)
  return { process: child, url }
}

const killed = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve(),
  )

interface View {
  readonly id: string
  readonly state: string
  readonly question: { readonly name: string } | null
  readonly answers: Readonly<Record<string, { readonly value: unknown }>>
  readonly document: { readonly sha256: string } | null
}

async function call<T>(service: Service, method: string, at: string, body?: unknown, key?: string): Promise<T> {
  const response = await fetch(`${service.url}/api/v1${at}`, {
    method,
    headers: {
      authorization: `Bearer ${KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const value = (await response.json()) as T
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${JSON.stringify(value)}`)
  return value
}

/** What a conversation has been told to be so. */
interface Known {
  readonly key: string
  id: string | undefined
  readonly answers: Map<string, string>
  confirmed: boolean
}

const conversations: Known[] = []
const tally = { kills: 0, answers: 0, confirmed: 0, lost: 0, wrongQuestion: 0, doubled: 0, restart: [] as number[] }

/** Goes on with a conversation until it is confirmed or the process dies. */
async function converse(service: Service, known: Known): Promise<void> {
  const begun = await call<View>(service, 'POST', '/generations', { template_id: 'kill' }, known.key)
  known.id = begun.id
  let view = await call<View>(service, 'GET', `/generations/${begun.id}`)
  while (view.question !== null) {
    const { name } = view.question
    const value = `${known.key}-${name}-${Math.floor(random() * 1e9)}`
    view = await call<View>(service, 'PUT', `/generations/${begun.id}/answers/${name}`, { value }, value)
    known.answers.set(name, value)
    tally.answers++
  }
  if (view.state === 'reviewing')
    await call(service, 'POST', `/generations/${begun.id}/confirm`, {}, `${known.key}-confirm`)
  known.confirmed = true
}

async function check(service: Service): Promise<void> {
  for (const known of conversations) {
    if (known.id === undefined) continue
    const view = await call<View>(service, 'GET', `/generations/${known.id}`)
    for (const [name, value] of known.answers) if (view.answers[name]?.value !== value) tally.lost++
    const unanswered = Array.from({ length: QUESTIONS }, (_, index) => `question_${index + 1}`).find(
      (name) => view.answers[name] === undefined,
    )
    const due = view.question?.name
    if (due !== unanswered) tally.wrongQuestion++
  }
}

async function checkDocuments(service: Service): Promise<void> {
  for (const known of conversations.filter(({ confirmed }) => confirmed)) {
    const deadline = Date.now() + 60_000
    let view = await call<View>(service, 'GET', `/generations/${known.id}`)
    while (view.document === null && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      view = await call<View>(service, 'GET', `/generations/${known.id}`)
    }
    const file = await fetch(`${service.url}/api/v1/generations/${known.id}/document`, {
      headers: { authorization: `Bearer ${KEY}` },
    })
    const sha256 = createHash('sha256')
      .update(new Uint8Array(await file.arrayBuffer()))
      .digest('hex')
    if (sha256 !== view.document?.sha256) throw new Error(`Generation ${known.id} has another file than it says.`)
    const { data } = await call<{ data: { type: string }[] }>(
      service,
      'GET',
      `/audit?stream=generation-${known.id}&limit=100`,
    )
    const rendered = data.filter(({ type }) => type === 'DocumentRendered').length
    if (rendered !== 1) tally.doubled++
    tally.confirmed++
  }
}

console.log(`seed ${SEED}, ${ROUNDS} rounds, ${folder}`)
let service = await start()
process.on('exit', () => service.process.kill('SIGKILL'))
const form = new FormData()
const body = Array.from({ length: QUESTIONS }, (_, index) => `{{question_${index + 1}}}`).join('\n')
form.set('file', new File([body], 'kill.txt', { type: 'text/plain' }))
const registered = await fetch(`${service.url}/api/v1/templates`, {
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}` },
  body: form,
})
if (!registered.ok) throw new Error(await registered.text())

for (let round = 1; round <= ROUNDS; round++) {
  const unfinished = conversations.filter(({ confirmed }) => !confirmed)
  while (unfinished.length < 4) {
    const known: Known = {
      key: `conversation-${conversations.length}`,
      id: undefined,
      answers: new Map(),
      confirmed: false,
    }
    conversations.push(known)
    unfinished.push(known)
  }
  const running = Promise.allSettled(unfinished.map((known) => converse(service, known)))
  await new Promise((resolve) => setTimeout(resolve, 50 + random() * 2000))
  service.process.kill('SIGKILL')
  await killed(service.process)
  const refused = (await running).find(
    (one) => one.status === 'rejected' && !/fetch failed|terminated|closed|JSON|ECONN/.test(String(one.reason)),
  )
  if (refused?.status === 'rejected') throw refused.reason
  tally.kills++
  const from = performance.now()
  service = await start()
  tally.restart.push(performance.now() - from)
  await check(service)
  if (round % 10 === 0) console.log(`${round} rounds: ${JSON.stringify({ ...tally, restart: undefined })}`)
}
await checkDocuments(service)
service.process.kill('SIGTERM')
await killed(service.process)
tally.restart.sort((a, b) => a - b)
const median = tally.restart[Math.floor(tally.restart.length / 2)] ?? 0
console.log(
  JSON.stringify({
    ...tally,
    restart: undefined,
    restart_ms_median: Math.round(median),
    conversations: conversations.length,
  }),
)
rmSync(folder, { recursive: true, force: true })
process.exit(tally.lost + tally.wrongQuestion + tally.doubled === 0 ? 0 : 1)
