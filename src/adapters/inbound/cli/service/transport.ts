/** Sends requests to the API, again where no answer came, and reads results, errors and files. */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { readError } from './error-envelope.ts'

export interface Download {
  readonly bytes: Uint8Array
  /** As the service names it; not to be trusted as a path. */
  readonly file_name: string
}

type Query = Readonly<Record<string, string | number | undefined>>

/** How often a request is sent when nothing answers, and the pause before each further time. */
const RETRY_DELAYS_MS = [200, 800]

export function createTransport({ base, key, fetch }: Connection) {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, 'docgen-surface': 'cli' }
    if (method !== 'GET') {
      headers['idempotency-key'] = randomUUID()
      // The commands show the whole conversation after each step.
      headers['prefer'] = 'return=representation'
    }
    if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json'
    const content = body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }
    for (let sent = 0; ; sent++) {
      const response = await trySend(new Request(`${base}${path}`, { method, headers, ...content }))
      const pause = RETRY_DELAYS_MS[sent]
      const again = response === undefined || response.status === 503
      if (!again || pause === undefined) return response ?? failUnreachable(base)
      await wait(pause)
    }
  }

  async function trySend(request: Request): Promise<Response | undefined> {
    try {
      return await fetch(request)
    } catch (error) {
      if (error instanceof TypeError) return undefined
      throw error
    }
  }

  async function readResult<T>(response: Response): Promise<T> {
    if (!response.ok) throw await readError(response)
    return (response.status === 204 ? undefined : await response.json()) as T
  }

  return {
    read: async <T>(path: string, query: Query = {}): Promise<T> =>
      readResult<T>(await send('GET', `${path}${queryText(query)}`)),
    change: async <T>(method: string, path: string, body?: unknown): Promise<T> =>
      readResult<T>(await send(method, path, body)),
    download: async (path: string): Promise<Download> => {
      const response = await send('GET', path)
      if (!response.ok) throw await readError(response)
      return {
        bytes: new Uint8Array(await response.arrayBuffer()),
        file_name: fileNameOf(response.headers.get('content-disposition') ?? ''),
      }
    },
  }
}

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

const failUnreachable = (base: string): never => {
  throw new CommandFailed(
    'unavailable',
    EXIT.unavailable,
    `Nothing answers at ${base}. See whether the service runs there, and try again.`,
  )
}

/** RFC 8187's name, else the plain one. */
function fileNameOf(disposition: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended)
    } catch {
      // Falls back to the plain name.
    }
  }
  return /filename="([^"]*)"/i.exec(disposition)?.[1] ?? ''
}
