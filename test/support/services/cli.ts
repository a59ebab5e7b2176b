/** Runs command lines against an API in this process, with a terminal or a pipe made of streams. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { CliEnvironment, Connection } from '../../../src/adapters/inbound/cli/environment.ts'
import { runProgram } from '../../../src/adapters/inbound/cli/program.ts'
import { compiler } from '../compiler.ts'
import type { HttpService } from './http-service.ts'
import { until } from '../until.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** Stdout as JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it as they expect it
  readonly json: any
}

export interface Cli {
  /** A folder of its own. */
  readonly cwd: string
  run(args: string, stdin?: string, over?: Partial<CliEnvironment>): Promise<Ran>
  /** Starts a command on a terminal of 60 columns. */
  onTerminal(args: string, over?: Partial<CliEnvironment>): Terminal
  close(): Promise<void>
}

export interface Terminal {
  /** Types, once the screen shows `nextAfter` anew. */
  type(after: string, keys: string): Promise<void>
  /** Ctrl+C as a signal, which it is while nothing is asked. */
  interrupt(): void
  /** All that was written, without colours. */
  screen(): string
  /** Everything as it was written. */
  raw(): string
  readonly ran: Promise<Ran>
}

export const KEYS = {
  enter: '\r',
  down: '\u001b[B',
  space: ' ',
  escape: '\u001b',
  interrupt: '\u0003',
  clear: '\u0015',
} as const

/** Without a service, nothing may be opened. */
export async function cli(service?: HttpService): Promise<Cli> {
  const cwd = await mkdtemp(path.join(tmpdir(), 'docgen-cli-'))
  const key = service === undefined ? '' : await service.app.keyFor('admin')
  const connection: Connection = {
    base: 'http://127.0.0.1',
    key,
    fetch: async (request) => {
      if (service === undefined) throw new Error('This command needs no service.')
      return service.api.fetch(request)
    },
    close: async () => undefined,
  }
  const base: Omit<CliEnvironment, 'stdin' | 'stdout' | 'stderr'> = {
    env: {},
    version: '1.2.3',
    cwd,
    dataFolder: () => cwd,
    now: () => '2026-11-21T10:00:00.000Z',
    locale: 'en-GB',
    zone: 'Europe/Berlin',
    onInterrupt: () => () => undefined,
    openFolder: async () => connection,
    sharesStores: () => false,
    openCompiler: () => compiler,
    checkConfig: async () => ({ settings: [], places: [], problems: [], warnings: [], tries: [] }),
    serve: async () => undefined,
  }

  function start(
    args: string,
    streams: Pick<CliEnvironment, 'stdin' | 'stdout' | 'stderr'>,
    over: Partial<CliEnvironment>,
  ): { ran: Promise<Ran>; err: () => string } {
    const [out, err] = [collect(streams.stdout as PassThrough), collect(streams.stderr as PassThrough)]
    const ran = runProgram(['node', 'docgen', ...words(args)], { ...base, ...streams, ...over })
      // Not enumerable, so that a failed comparison does not parse what is no JSON.
      .then((code) =>
        Object.defineProperty({ code, out: out(), err: err() } as Ran, 'json', {
          get: () => JSON.parse(out()) as unknown,
        }),
      )
    return { ran, err }
  }

  return {
    cwd,
    run: (args, stdin = '', over = {}) =>
      start(args, { stdin: Readable.from([stdin]), stdout: new PassThrough(), stderr: new PassThrough() }, over).ran,
    onTerminal(args, over = {}) {
      const listeners = new Set<() => void>()
      const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin })
      const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 60, rows: 40 })
      const onInterrupt: CliEnvironment['onInterrupt'] = (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      }
      const { ran, err } = start(args, { stdin, stdout: new PassThrough(), stderr }, { onInterrupt, ...over })
      let seen = 0
      return {
        ran,
        raw: err,
        screen: () => stripVTControlCharacters(err()),
        interrupt: () => listeners.forEach((listener) => listener()),
        async type(after, keys) {
          const at = await until(`the screen shows “${after}”`, () => {
            const found = err().indexOf(after, seen)
            return found === -1 ? undefined : found + after.length
          })
          // A prompt listens once its frame is drawn: what is drawn after the text belongs to it.
          seen = at
          stdin.write(keys)
        },
      }
    },
    close: async () => rm(cwd, { recursive: true, force: true }),
  }
}

/** Words as a shell splits them; single quotes hold one together. */
const words = (args: string): string[] => [...args.matchAll(/'([^']*)'|\S+/g)].map(([whole, quoted]) => quoted ?? whole)

function collect(stream: PassThrough): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return () => text
}
