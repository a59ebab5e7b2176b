/** Threads with limits: several jobs at once, others in turn, and an end to waiting. */
import { afterEach, expect, test, vi } from 'vitest'
import { type PoolSize, WorkerPool } from '../../../../src/adapters/outbound/worker-threads/worker-pool.ts'
import type { WorkerLimits } from '../../../../src/adapters/outbound/worker-threads/bounded-worker.ts'
import { onBehalfOf } from '../../../../src/ports/limits/on-behalf-of.ts'
import { workerDoing } from './worker-doing.ts'

interface Request {
  /** The job waits until it is not 0, and uses no processor time meanwhile. */
  readonly flag?: Int32Array
}
interface Done {
  readonly thread: number
}

const pools: WorkerPool<Request, Done>[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const each of pools.splice(0)) await each.close()
})

const LIMITS: WorkerLimits = { time: 5_000, memory: 32, patience: 60_000 }
const WAIT = 'if (request.flag) Atomics.wait(request.flag, 0, 0); parentPort.postMessage({ thread: threadId })'

async function poolOf(size: Partial<PoolSize>, limits: Partial<WorkerLimits> = {}): Promise<WorkerPool<Request, Done>> {
  const pool = new WorkerPool<Request, Done>(
    await workerDoing(WAIT),
    { ...LIMITS, ...limits },
    { threads: 2, idle: 60_000, ...size },
  )
  pools.push(pool)
  return pool
}

const closedFlag = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))
function open(flag: Int32Array): void {
  Atomics.store(flag, 0, 1)
  Atomics.notify(flag, 0)
}
const threadOf = (answer: Done | string): number => (typeof answer === 'string' ? Number.NaN : answer.thread)

test('a job that takes long does not hold up the next one', async () => {
  const pool = await poolOf({})
  const flag = closedFlag()
  const first = pool.ask({ flag })
  const second = await pool.ask({})
  open(flag)
  expect(threadOf(await first)).not.toBe(threadOf(second))
})

test('jobs beyond the threads are done in turn', async () => {
  const pool = await poolOf({ threads: 1 })
  const done: number[] = []
  const jobs = [0, 1, 2, 3].map(async (job) => {
    const answer = await pool.ask({})
    done.push(job)
    return threadOf(answer)
  })
  expect(new Set(await Promise.all(jobs)).size).toBe(1)
  expect(done).toEqual([0, 1, 2, 3])
})

test('what one caller has sent never takes the last thread, and others come in turn', async () => {
  const pool = await poolOf({ threads: 3 })
  const flags = Array.from({ length: 6 }, closedFlag)
  const done: string[] = []
  const ask = (owner: string, flag?: Int32Array) =>
    onBehalfOf(owner, async () => {
      await pool.ask(flag === undefined ? {} : { flag })
      done.push(owner)
    })
  const costly = flags.map((flag) => ask('mallory', flag))
  // Two of hers run, four wait, and a thread is free.
  await ask('ann')
  await ask('bob')
  expect(done).toEqual(['ann', 'bob'])
  const waiting = [ask('ann', closedFlag())]
  for (const flag of flags) open(flag)
  await Promise.all(costly)
  expect(done.slice(2)).toEqual(Array.from({ length: 6 }, () => 'mallory'))
  await pool.close()
  await Promise.all(waiting)
})

test('of those that wait, whoever has the least at work comes next', async () => {
  const pool = await poolOf({ threads: 2 })
  const [first, second] = [closedFlag(), closedFlag()]
  const begun: string[] = []
  const ask = (owner: string, flag?: Int32Array) =>
    onBehalfOf(owner, async () => {
      await pool.ask(flag === undefined ? {} : { flag })
      begun.push(owner)
    })
  const holding = [ask('mallory', first), ask('ann', second)]
  const waiting = [ask('mallory'), ask('mallory'), ask('mallory'), ask('bob')]
  open(second)
  await waiting[3]
  expect(begun).toEqual(['ann', 'bob'])
  open(first)
  await Promise.all([...holding, ...waiting])
  expect(begun.slice(2)).toEqual(['mallory', 'mallory', 'mallory', 'mallory'])
})

test('waiting without processor time is no cost: the machine is busy, for the job and for those behind it', async () => {
  const pool = await poolOf({ threads: 1 }, { time: 50, patience: 400 })
  const never = closedFlag()
  expect(await Promise.all([pool.ask({ flag: never }), pool.ask({})])).toEqual(['busy', 'busy'])
})

test('idle threads end, but for the one that was used last', async () => {
  const pool = await poolOf({ idle: 1_000 })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const pair = async (): Promise<number[]> => {
    const flag = closedFlag()
    const first = pool.ask({ flag })
    const second = await pool.ask({})
    open(flag)
    return [threadOf(await first), threadOf(second)]
  }
  const [kept, ended] = await pair()
  expect(new Set(await pair())).toEqual(new Set([kept, ended]))
  vi.advanceTimersByTime(1_000)
  const after = await pair()
  expect(after).toContain(kept)
  expect(after).not.toContain(ended)
})

test('closing ends what runs and what waits', async () => {
  const pool = await poolOf({ threads: 1 })
  const jobs = [pool.ask({ flag: closedFlag() }), pool.ask({})]
  await pool.close()
  expect(await Promise.all(jobs)).toEqual(['closed', 'closed'])
  expect(await pool.ask({})).toBe('closed')
})
