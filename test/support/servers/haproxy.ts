/** A real haproxy in front of several servers: checks every five seconds, no retries, no second choice. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { until } from '../until.ts'
import { freePort } from './free-port.ts'

const PROGRAM = process.env['TEST_HAPROXY'] ?? '/usr/sbin/haproxy'

/** Whether this machine has one. */
export const hasHaproxy = existsSync(PROGRAM)

export interface Haproxy {
  /** `http://127.0.0.1:…`, where clients come in. */
  readonly url: string
  /** What it thinks of each server: `UP`, `DOWN`, `UP 1/2` …; by the port. */
  states(): Promise<ReadonlyMap<number, string>>
  stop(): Promise<void>
}

/** Balances over these ports of loopback, by `GET /health/ready`. */
export async function startHaproxy(ports: readonly number[]): Promise<Haproxy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docgen-haproxy-'))
  const [front, stats] = [await freePort(), await freePort()]
  await writeFile(path.join(folder, 'haproxy.cfg'), configuration(front, stats, ports))
  const child = spawn(PROGRAM, ['-db', '-f', path.join(folder, 'haproxy.cfg')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'exit')
  const states = async (): Promise<ReadonlyMap<number, string>> => {
    const csv = await (await fetch(`http://127.0.0.1:${stats}/;csv`)).text()
    const [head, ...rows] = csv
      .trim()
      .split('\n')
      .map((line) => line.split(',')) as [string[], ...string[][]]
    const [server, status] = [head.indexOf('svname'), head.indexOf('status')]
    return new Map(
      rows.flatMap((row) =>
        row[server]?.startsWith('port-') ? [[Number(row[server].slice(5)), row[status] ?? '']] : [],
      ),
    )
  }
  await until('haproxy is there', () =>
    states().then(
      ({ size }) => size > 0,
      () => {
        if (child.exitCode !== null) throw new Error(`haproxy ended: ${said}`)
        return false
      },
    ),
  )
  return {
    url: `http://127.0.0.1:${front}`,
    states,
    async stop() {
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

const configuration = (front: number, stats: number, ports: readonly number[]): string => `
defaults
  mode http
  retries 0
  timeout connect 5s
  timeout client 5m
  timeout server 5m
frontend clients
  bind 127.0.0.1:${front}
  default_backend docgen
frontend statistics
  bind 127.0.0.1:${stats}
  stats enable
  stats uri /
backend docgen
  balance roundrobin
  option httpchk GET /health/ready
  http-check expect status 200
  default-server inter 5s fall 2 rise 1 check
${ports.map((port) => `  server port-${port} 127.0.0.1:${port}`).join('\n')}
`
