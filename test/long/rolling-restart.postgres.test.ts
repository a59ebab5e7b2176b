/**
 * Three instances on one Postgres behind a haproxy that checks them every five seconds and never tries twice. Each is
 * told to stop and started again, at least three times and for 10,000 requests, under a steady load of conversations and live streams: no request
 * fails, and no stream breaks off. With the default settings.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../support/servers/free-port.ts'
import { hasHaproxy, startHaproxy } from '../support/servers/haproxy.ts'
import { hasPostgres, startPostgres } from '../support/servers/postgres.ts'
import { onRealServer } from '../support/servers/real-servers.ts'
import { until } from '../support/until.ts'

const BIN = fileURLToPath(new URL('../../bin/docgen.js', import.meta.url))
const INSTANCES = 3
const ROUNDS = 3
const REQUESTS = 10_000
const CLIENTS = 12
const STREAMS = 8
/** Of each client, between two requests. */
const PAUSE_MS = 250
const ADMIN_KEY = randomBytes(24).toString('hex')
const PATIENCE_MS = 120_000

interface Failure {
  readonly what: string
  readonly at_ms: number
}

onRealServer('a rolling restart', hasPostgres && hasHaproxy, 'Install Debian’s “postgresql” and “haproxy”.', () => {
  test('nobody notices it', async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const folder = mkdtempSync(path.join(tmpdir(), 'docgen-rolling-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: await postgres.freshDatabase(),
      DOCGEN_DATA_DIR: folder,
      DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
      DOCGEN_ADMIN_KEY: ADMIN_KEY,
      DOCGEN_LOG_LEVEL: 'error',
    }
    const ports = await Promise.all(Array.from({ length: INSTANCES }, freePort))
    const running = new Map<number, ChildProcess>()
    onTestFinished(() => running.forEach((child) => child.kill('SIGKILL')))
    const begin = (port: number): void =>
      void running.set(
        port,
        spawn(process.execPath, [BIN, 'serve'], {
          env: { ...env, PORT: String(port) },
          stdio: ['ignore', 'ignore', 'inherit'],
        }),
      )
    const isReady = (port: number) =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      )

    for (const port of ports) begin(port)
    for (const port of ports) await until(`${port} is ready`, () => isReady(port), PATIENCE_MS)
    const haproxy = await startHaproxy(ports)
    onTestFinished(() => haproxy.stop())

    // ---- the load
    const began = performance.now()
    const failures: Failure[] = []
    const latencies: number[] = []
    const streams = { ended: 0, politely: 0 }
    const over = new AbortController()
    const note = (what: string): void => void failures.push({ what, at_ms: Math.round(performance.now() - began) })

    async function call<T>(key: string, method: string, at: string, body?: object | FormData): Promise<T> {
      const json = body !== undefined && !(body instanceof FormData)
      const start = performance.now()
      try {
        const response = await fetch(haproxy.url + at, {
          method,
          headers: {
            authorization: `Bearer ${key}`,
            ...(json ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
          },
          ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
        })
        const text = await response.text()
        if (!response.ok) note(`${method} ${at}: ${response.status} ${text.slice(0, 200)}`)
        return JSON.parse(text) as T
      } catch (error) {
        note(`${method} ${at}: ${String(error)} ${inspect((error as Error).cause)}`)
        throw error
      } finally {
        latencies.push(performance.now() - start)
      }
    }
    const form = new FormData()
    form.set('file', new File(['Dear {{name}}, {{city}}'], 'letter.txt'))
    await call(ADMIN_KEY, 'POST', '/api/v1/templates', form)

    async function client(number: number): Promise<void> {
      const made = await call<{ secret: string }>(ADMIN_KEY, 'POST', '/api/v1/keys', {
        name: `client ${number}`,
        roles: ['requester'],
      })
      const at = '/api/v1/generations'
      while (!over.signal.aborted) {
        await converse(made.secret, at).catch(() => undefined)
      }
    }

    async function converse(key: string, at: string): Promise<void> {
      const step = async <T>(method: string, to: string, body?: object): Promise<T> => {
        await sleep(PAUSE_MS)
        return call<T>(key, method, to, body)
      }
      const { id } = await step<{ id: string }>('POST', at, { template_id: 'letter' })
      await step('PUT', `${at}/${id}/answers/name`, { value: 'Ada' })
      await step('GET', `${at}/${id}`)
      await step('GET', '/api/v1/templates/letter')
      await step('PUT', `${at}/${id}/answers/city`, { value: 'London' })
      await step('POST', `${at}/${id}/confirm`, {})
    }

    /** Follows a conversation for as long as the load lasts, and connects again as an EventSource does. */
    async function follow(): Promise<void> {
      const { id } = await call<{ id: string }>(ADMIN_KEY, 'POST', '/api/v1/generations', { template_id: 'letter' })
      while (!over.signal.aborted) {
        const response = await fetch(`${haproxy.url}/api/v1/generations/${id}/events`, {
          headers: { authorization: `Bearer ${ADMIN_KEY}` },
        })
        if (response.status !== 200) note(`a stream: ${response.status}`)
        let text = ''
        try {
          for await (const chunk of response.body ?? []) {
            text += Buffer.from(chunk).toString()
            if (over.signal.aborted) return
          }
        } catch (error) {
          note(`a stream broke off: ${String(error)}`)
        }
        streams.ended++
        const retry = /\nretry: (\d+)\n\n$/.exec(text)
        if (retry !== null) streams.politely++
        await sleep(Number(retry?.[1] ?? 2000))
      }
    }
    const load = [...Array.from({ length: CLIENTS }, (_, n) => client(n)), ...Array.from({ length: STREAMS }, follow)]

    // ---- the restarts
    const stops: number[] = []
    for (let round = 1; round <= ROUNDS || latencies.length < REQUESTS; round++) {
      for (const port of ports) {
        await until(
          'haproxy takes all for up',
          async () => [...(await haproxy.states()).values()].every((state) => state === 'UP'),
          PATIENCE_MS,
        )
        const child = running.get(port)!
        const ended = once(child, 'exit')
        const start = performance.now()
        child.kill('SIGTERM')
        expect((await ended)[0]).toBe(0)
        stops.push(Math.round(performance.now() - start))
        expect((await haproxy.states()).get(port), 'what haproxy thinks of it by then').toBe('DOWN')
        begin(port)
        process.stdout.write(
          `round ${round}, ${port}: stopped in ${stops.at(-1)} ms; ${latencies.length} requests, ${failures.length} failed\n`,
        )
        await until(`${port} is ready again`, () => isReady(port), PATIENCE_MS)
      }
    }
    over.abort()
    await Promise.all(load)

    const sorted = latencies.toSorted((a, b) => a - b)
    const share = (part: number) => Math.round(sorted[Math.floor(sorted.length * part)] ?? 0)
    process.stdout.write(
      `${latencies.length} requests in ${Math.round((performance.now() - began) / 1000)} s over ${stops.length} restarts: ` +
        `${failures.length} failed; p50 ${share(0.5)} ms, p99 ${share(0.99)} ms; ` +
        `${streams.ended} streams ended, ${streams.politely} with a hint when to come back\n`,
    )
    expect(failures).toEqual([])
    expect(streams.ended).toBeGreaterThanOrEqual(STREAMS)
    expect(streams.politely).toBe(streams.ended)
  })
})
