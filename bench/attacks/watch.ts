/** Starts the two watchers, each in a thread of its own: the attack must not slow down their clocks. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { percentile } from '../support/figures.ts'
import type { Target } from './prepare.ts'

interface Figures {
  readonly p99: number
  readonly max: number
  readonly count: number
}

export interface Watching {
  /** Resolves when each has been answered a few times. */
  warm(): Promise<void>
  /** How many honest requests were answered since. */
  count(): number
  /** Milliseconds of every request since then, and how many failed. */
  stop(): Promise<{ readonly honest: Figures; readonly live: Figures; readonly failed: string }>
}

type Report = { readonly times: readonly number[]; readonly failures: readonly string[] }

export async function watch({ url, honest: keys, plain_template }: Target): Promise<Watching> {
  const counted = new Int32Array(new SharedArrayBuffer(4))
  const workers = (['honest', 'live'] as const).map(
    (what) =>
      new Worker(new URL('./honest-worker.ts', import.meta.url), {
        workerData: { what, url, keys, template: plain_template, counted: what === 'honest' ? counted : undefined },
      }),
  )
  const figures = ({ times }: Report): Figures => ({
    p99: percentile(times, 0.99),
    max: Math.max(...times),
    count: times.length,
  })
  return {
    warm: async () => void (await Promise.all(workers.map((worker) => once(worker, 'message')))),
    count: () => Atomics.load(counted, 0),
    async stop() {
      const [honest, live] = await Promise.all(
        workers.map(async (worker) => {
          worker.postMessage('stop')
          const [report] = (await once(worker, 'message')) as [Report]
          await worker.terminate()
          return report
        }),
      )
      if (honest === undefined || live === undefined) throw new Error('no report')
      const failures = [...honest.failures, ...live.failures]
      return {
        honest: figures(honest),
        live: figures(live),
        failed: failures.length === 0 ? '0' : `${failures.length}: ${failures[0] ?? ''}`,
      }
    },
  }
}
