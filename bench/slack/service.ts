/** The service as people run it, in a process of its own on a data folder, that can be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/support/servers/free-port.ts'
import { UNLIMITED } from '../support/unlimited.ts'
import { listeningUrl } from '../support/listening-url.ts'

const KEY = 'slack-bench-admin-key-0123456789'
const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Service {
  readonly port: number
  /** How long each start took, in ms. */
  readonly starts: number[]
  start(env: Readonly<Record<string, string>>): Promise<void>
  /** `SIGKILL`, and waits until it is gone. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** A call of the service's own API, as its admin; repeated while it is down. */
  get<T>(at: string): Promise<T>
  getText(at: string): Promise<string>
  registerTemplate(name: string, text: string, questions: readonly object[]): Promise<string>
}

/** Its log goes to `docgen.log` in the folder. */
export async function service(folder: string): Promise<Service> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(path.join(folder, 'docgen.log'), 'a')
  const starts: number[] = []
  let child: ChildProcess | undefined
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child
    child = undefined
    if (ending === undefined || ending.exitCode !== null) return
    const gone = new Promise((resolve) => {
      ending.once('exit', resolve)
    })
    ending.kill(signal)
    await gone
  }
  process.on('exit', () => {
    child?.kill('SIGKILL')
    closeSync(log)
  })

  const request = async (at: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${url}/api/v1${at}`, { ...init, headers: { authorization: `Bearer ${KEY}` } })
    if (!answer.ok) throw new Error(`${at}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
    return answer
  }
  const patiently = async <T>(act: () => Promise<T>): Promise<T> => {
    for (const until = Date.now() + 60_000; ;) {
      try {
        return await act()
      } catch (error) {
        if (!/fetch failed|terminated/.test(String(error)) || Date.now() > until) throw error
        await sleep(200)
      }
    }
  }

  return {
    port,
    starts,
    async start(env) {
      const began = performance.now()
      const started = spawn(process.execPath, [path.join(root, 'bin/docgen.js'), 'serve'], {
        env: {
          ...process.env,
          ...UNLIMITED,
          DOCGEN_LOG_LEVEL: 'warn',
          ...env,
          PORT: String(port),
          DOCGEN_DATA_DIR: path.join(folder, 'data'),
          DOCGEN_ADMIN_KEY: KEY,
        },
        stdio: ['ignore', 'pipe', log],
      })
      child = started
      await listeningUrl(started)
      starts.push(performance.now() - began)
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    get: <T>(at: string) => patiently(async () => (await request(at)).json() as Promise<T>),
    getText: (at) => patiently(async () => (await request(at)).text()),
    async registerTemplate(name, text, questions) {
      const form = new FormData()
      form.set('file', new File([text], `${name}.txt`, { type: 'text/plain' }))
      form.set('questions', JSON.stringify(questions))
      const { id } = (await (await request('/templates', { method: 'POST', body: form })).json()) as { id: string }
      return id
    },
  }
}
