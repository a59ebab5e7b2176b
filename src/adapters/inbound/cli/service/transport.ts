/** Sends requests to the API, again where no answer came, and reads results, refusals and files. */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import createClient from 'openapi-fetch'
import type { Connection } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { errorOf } from './error-envelope.ts'
import type { paths } from './http-api.generated.ts'

export interface Download {
  readonly bytes: Uint8Array
  /** As the service names it; not to be trusted as a path. */
  readonly file_name: string
}

/** What openapi-fetch gives for a request. */
type Answer<T> =
  | { readonly data: T; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: unknown; readonly response: Response }

/** How often a request is sent when nothing answers, and the pause before each further time. */
const RETRY_DELAYS_MS = [200, 800]

/** A client whose addresses, parameters, bodies and results are those of the OpenAPI document. */
export const createHttpClient = (connection: Connection) =>
  createClient<paths, 'application/json'>({
    baseUrl: connection.base,
    headers: { authorization: `Bearer ${connection.key}`, 'docgen-surface': 'cli' },
    fetch: (request) => send(connection, request),
  })

async function send({ base, fetch }: Connection, request: Request): Promise<Response> {
  if (request.method !== 'GET') {
    request.headers.set('idempotency-key', randomUUID())
    // The commands show the whole conversation after each step.
    request.headers.set('prefer', 'return=representation')
  }
  for (let sent = 0; ; sent++) {
    const pause = RETRY_DELAYS_MS[sent]
    // A body can be sent once only.
    const response = await trySend(fetch, pause === undefined ? request : request.clone())
    const again = response === undefined || response.status === 503
    if (!again || pause === undefined) return response ?? failUnreachable(base)
    await response?.body?.cancel()
    await wait(pause)
  }
}

async function trySend(fetch: Connection['fetch'], request: Request): Promise<Response | undefined> {
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** What the service answered. Throws `CommandFailed` for a refusal. */
export async function resultOf<T>(request: Promise<Answer<T>>): Promise<T> {
  const answer = await request
  if (!answer.response.ok) throw errorOf(answer.response.status, answer.error)
  return answer.data as T
}

/** The file that was answered, for requests with `parseAs: 'arrayBuffer'`; an empty one comes as nothing. */
export async function fileOf(request: Promise<Answer<ArrayBuffer | undefined>>): Promise<Download> {
  const bytes = await resultOf(request)
  const { response } = await request
  return {
    bytes: new Uint8Array(bytes ?? new ArrayBuffer(0)),
    file_name: fileNameOf(response.headers.get('content-disposition') ?? ''),
  }
}

/** What is answered as it comes, for requests with `parseAs: 'stream'`. */
export async function streamOf(
  request: Promise<Answer<ReadableStream<Uint8Array> | null>>,
): Promise<AsyncIterable<Uint8Array>> {
  return (await resultOf(request)) ?? new ReadableStream()
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
