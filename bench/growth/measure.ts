/** What somebody who starts and uses a service on a data folder waits for, and what it costs. */
import { readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { NODE_FLAGS } from '../../bin/node24.js'
import { openPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { addToSchedule } from '../../src/adapters/outbound/pg-boss/schedule-table.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { sweep } from '../../src/processes/sweep.ts'
import { median } from '../support/figures.ts'
import { listeningUrl } from '../support/listening-url.ts'
import { clock, MASTER_KEY, quiet } from '../support/stores.ts'
import { UNLIMITED } from '../support/unlimited.ts'

const STARTS = 3
const SAMPLES = 40
const BATCHES = 5
/** After the start its own house-keeping and sweep are over. */
const SETTLE_MS = 4000
/** proc(5): times are in ticks, a hundred to a second on every Linux. */
const TICK_MS = 10
const ADMIN_KEY = 'growth-admin-key-0123456789abcdef'
const DOCGEN = fileURLToPath(new URL('../../bin/docgen.js', import.meta.url))

/**
 * Megabytes, milliseconds until ready, and milliseconds of the processor for all else: a busy machine stretches the
 * others.
 */
export interface Measured {
  readonly ready: number
  readonly ready_processor: number
  readonly resident: number
  readonly answer: number
  readonly lists: number
  readonly audit: number
  readonly sweep: number
}

interface Running {
  readonly ready: number
  ask(method: string, path: string, body?: object | FormData): Promise<unknown>
  resident(): number
  /** Milliseconds of the processor so far. */
  processor(): number
  stop(): Promise<void>
}

/** Starts the service as an operator does; `ready` is from there to the first yes of /health/ready. */
async function start(folder: string): Promise<Running> {
  const began = performance.now()
  const child = spawn(process.execPath, [...NODE_FLAGS, DOCGEN, 'serve'], {
    env: {
      ...process.env,
      ...UNLIMITED,
      PORT: '0',
      DOCGEN_DATA_DIR: folder,
      DOCGEN_ADMIN_KEY: ADMIN_KEY,
      DOCGEN_MASTER_KEY: Buffer.from(MASTER_KEY).toString('base64'),
      DOCGEN_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await listeningUrl(child)
  while (!(await fetch(`${url}/health/ready`)).ok) await sleep(5)
  const ready = performance.now() - began
  return {
    ready,
    async ask(method, path, body) {
      const form = body instanceof FormData
      const headers = {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const sent = body === undefined ? {} : { body: form ? body : JSON.stringify(body) }
      const response = await fetch(`${url}/api/v1${path}`, { method, headers, ...sent })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return JSON.parse(text)
    },
    resident: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    processor: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** Registers the template that the generations are of. */
export async function prepare(folder: string): Promise<void> {
  const service = await start(folder)
  const form = new FormData()
  form.set('file', new File([Array.from({ length: 6 }, (_, n) => `{{question_${n + 1}}}`).join('\n')], 'letter.txt'))
  await service.ask('POST', '/templates', form)
  await service.stop()
}

/** Medians of several starts, and of many requests after the last. */
export async function measure(folder: string): Promise<Measured> {
  const starts: Pick<Measured, 'ready' | 'ready_processor' | 'resident'>[] = []
  const settled = async (): Promise<Running> => {
    const service = await start(folder)
    const ready_processor = service.processor()
    await sleep(SETTLE_MS)
    starts.push({ ready: service.ready, ready_processor, resident: service.resident() })
    return service
  }
  for (let n = 0; n < STARTS - 1; n++) await (await settled()).stop()
  const service = await settled()
  const { id } = (await service.ask('POST', '/generations', { template_id: 'letter' })) as { id: string }
  const sampled = async (what: (n: number) => Promise<unknown>): Promise<number> => {
    const times: number[] = []
    for (let batch = 0; batch <= BATCHES; batch++) {
      const before = service.processor()
      for (let n = 0; n < SAMPLES; n++) await what(batch * SAMPLES + n)
      times.push((service.processor() - before) / SAMPLES)
    }
    return median(times.slice(1))
  }
  const answer = await sampled((n) =>
    service.ask('PUT', `/generations/${id}/answers/question_1`, { value: `No. ${n}` }),
  )
  const lists = await sampled((n) =>
    service.ask('GET', `/generations?limit=50${n % 2 === 0 ? '' : '&state=delivered'}`),
  )
  const audit = await sampled(() => service.ask('GET', '/audit?limit=50'))
  await service.stop()
  return {
    ready: median(starts.map(({ ready }) => ready)),
    ready_processor: median(starts.map(({ ready_processor }) => ready_processor)),
    resident: median(starts.map(({ resident }) => resident)),
    answer,
    lists,
    audit,
    sweep: await sweepTime(folder),
  }
}

/** One pass of the sweep with nothing due. */
async function sweepTime(folder: string): Promise<number> {
  const { db, close } = await openPglite<ReadSchema>(folder)
  const generationJobs = {
    enqueue: async () => undefined,
    cancelScheduled: async () => undefined,
    work: async () => undefined,
    schedule: (jobs: Parameters<typeof addToSchedule>[1]) => addToSchedule(db, jobs),
  }
  const times: number[] = []
  for (let n = 0; n < SAMPLES; n++) {
    const before = process.cpuUsage()
    await sweep({ readDatabase: { db }, generationJobs, clock, logger: quiet })
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  await close()
  return median(times)
}
