/**
 * A real EventStoreDB for tests and benches that stop, kill and restore it: one node on loopback, without TLS, in a
 * folder of its own. It is started by EVENTSTORE_COMMAND (`eventstored`, or `dotnet …/EventStore.ClusterNode.dll`), as
 * these options are appended to it. No registry has the server, so without the command these tests are not there.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../servers/free-port.ts'
import { until } from '../until.ts'

/** How to start a server; undefined where there is none. */
export const EVENTSTORE_COMMAND = process.env['EVENTSTORE_COMMAND']

/** A server that is told to end serves open connections for 5 s more, and a large database takes its time to open. */
const SLOW_MS = 60_000

export interface RealServerOptions {
  /** Its database is in memory, and gone when it ends. */
  readonly memory?: boolean
  /** Of one append, in bytes. */
  readonly maxAppendSize?: number
}

export class RealServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'docgen-eventstoredb-'))
  readonly #options: RealServerOptions
  #process: ChildProcess | undefined
  readonly port: number

  private constructor(port: number, options: RealServerOptions) {
    this.port = port
    this.#options = options
  }

  static async start(options: RealServerOptions = {}): Promise<RealServer> {
    const server = new RealServer(await freePort(), options)
    await server.restart()
    return server
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`
  }

  /** On the same port again, with what its disk holds; returns as soon as its process is there. */
  launch(): void {
    const [program = '', ...first] = (EVENTSTORE_COMMAND ?? '').split(' ')
    const { memory = false, maxAppendSize } = this.#options
    const options = [
      '--insecure',
      '--run-projections',
      'None',
      '--node-ip',
      '127.0.0.1',
      '--http-port',
      String(this.port),
      '--log',
      path.join(this.#folder, 'log'),
      ...(memory ? ['--mem-db'] : ['--db', this.#database]),
      ...(maxAppendSize === undefined ? [] : ['--max-append-size', String(maxAppendSize)]),
    ]
    // It takes every EVENTSTORE_… for a setting of its own, and ends at one that it does not know.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('EVENTSTORE_')))
    this.#process = spawn(program, [...first, ...options], { stdio: 'ignore', env })
  }

  /** The same, until it is ready. */
  async restart(): Promise<void> {
    this.launch()
    await until('EventStoreDB is ready', () => this.isReady(), SLOW_MS)
  }

  /** /health/live says so a moment before it takes appends. */
  async isReady(): Promise<boolean> {
    const get = (at: string) => fetch(`http://127.0.0.1:${this.port}${at}`)
    try {
      if ((await get('/health/live')).status !== 204) return false
      return ((await (await get('/info')).json()) as { readonly state: string }).state === 'leader'
    } catch {
      return false
    }
  }

  /** Gone, with its process, when this resolves. */
  async kill(): Promise<void> {
    this.#process?.kill('SIGKILL')
    await this.ended()
  }

  /** SIGTERM: returns at once. */
  terminate(): void {
    this.#process?.kill('SIGTERM')
  }

  /** After `terminate`: when it is gone. */
  async ended(): Promise<void> {
    const child = this.#process
    if (child !== undefined && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }

  /** SIGSTOP, with its connections open; goes on when the function it gives is called. */
  stall(): () => void {
    const stalled = this.#process
    stalled?.kill('SIGSTOP')
    return () => void stalled?.kill('SIGCONT')
  }

  /** While it is down: a copy of its disk. The function it gives puts the copy back, while it is down again. */
  async copyDisk(): Promise<() => Promise<void>> {
    const copy = path.join(this.#folder, 'copy')
    await cp(this.#database, copy, { recursive: true })
    return async () => {
      rmSync(this.#database, { recursive: true })
      await cp(copy, this.#database, { recursive: true })
    }
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get #database(): string {
    return path.join(this.#folder, 'db')
  }
}
