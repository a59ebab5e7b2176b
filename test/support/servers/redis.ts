/** A real redis-server for tests, on a free port and without a file; undefined where the machine has none. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'
import { until } from '../until.ts'

export interface TestRedis {
  readonly url: string
  /** To look inside and to do harm. */
  readonly admin: Redis
  /** SIGSTOP and SIGCONT: it hangs, with its connections open. */
  pause(): void
  resume(): void
  /** kill -9. */
  kill(): Promise<void>
  /** Again on the same port, empty. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Whether a server can be had. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** `flags` come after the port's; with them `password`, if they ask for one. */
export async function startRedis(
  flags: readonly string[] = ['--save', '', '--appendonly', 'no'],
  password?: string,
): Promise<TestRedis> {
  const port = await freePort()
  const url = `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`
  const launch = () =>
    spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...flags], { stdio: 'ignore' })
  const admin = new Redis(url, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null })
  admin.on('error', () => {})
  let server = launch()
  const answers = () =>
    until('Redis answers', () =>
      admin.ping().then(
        () => true,
        () => false,
      ),
    )
  await answers()
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  return {
    url,
    admin,
    kill,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async start() {
      server = launch()
      await answers()
    },
    async stop() {
      admin.disconnect()
      await kill()
    },
  }
}
