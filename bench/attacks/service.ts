/** The real service, as a process on a folder of its own. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listeningUrl } from '../support/listening-url.ts'

export const ADMIN_KEY = 'attacks-admin-key-0123456789abcdef'

export interface RunningService {
  readonly url: string
  /** Megabytes that it holds. */
  memory(): number
  /** Seconds of processor time that its main thread has taken. */
  mainThread(): number
  stop(): Promise<void>
}

/** Of a second, in Linux's figures of processes. */
const TICKS = 100

export interface ServiceOptions {
  readonly env?: Readonly<Record<string, string>>
  /** A folder for a CPU profile of it. */
  readonly profile?: string | undefined
}

/** `root`: the checkout. */
export async function startService(
  root: string,
  folder: string,
  { env = {}, profile }: ServiceOptions = {},
): Promise<RunningService> {
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=8',
      '--heap-growing-percent=50',
      ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]),
      path.join(root, 'bin/docgen.js'),
      'serve',
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        PORT: '0',
        DOCGEN_DATA_DIR: folder,
        DOCGEN_ADMIN_KEY: ADMIN_KEY,
        DOCGEN_LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await listeningUrl(child)
  return {
    url,
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
    },
    mainThread: () => {
      const fields = readFileSync(`/proc/${child.pid}/task/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) / TICKS
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
        setTimeout(() => child.kill('SIGKILL'), 20_000).unref()
      }),
  }
}
