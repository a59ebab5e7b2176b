/**
 * Connects to the API: at `DOCGEN_URL` if that is set, else to the running service that holds the data folder, else in
 * this process on the folder itself.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { createApiClient, type ApiClient } from './api-client.ts'
import type { CliEnvironment, Connection } from '../environment.ts'
import { CommandFailed } from '../failure.ts'
import { EXIT } from '../exit-codes.ts'
import { assertFolderAnswers } from './answering-folder.ts'
import { sayWaitingOnce } from './folder-wait.ts'
import { readServiceFile } from './service-file.ts'

/** How long a service that says it runs may take to say so again, and read models to catch up. */
const SERVICE_TIMEOUT_MS = 5_000
const CATCH_UP_POLL_MS = 20

export async function connect(environment: CliEnvironment): Promise<Connection> {
  const service = await connectToService(environment)
  if (service !== undefined) return service
  return openInTurn(environment)
}

/** Opens the folder once those who have it are done. A service that has it is spoken with as soon as it says so. */
async function openInTurn(environment: CliEnvironment): Promise<Connection> {
  const { stderr } = environment
  const over = new AbortController()
  let service: Connection | undefined
  const tell = sayWaitingOnce((line) => void stderr.write(`${line}\n`), environment.dataFolder())
  async function waiting(holder: number | undefined): Promise<void> {
    service = await connectToService(environment)
    if (service === undefined) tell(holder)
    else over.abort()
  }
  try {
    const opened = await environment.openFolder({ waiting, signal: over.signal })
    await waitUntilCaughtUp(createApiClient(opened))
    return opened
  } catch (error) {
    if (service !== undefined) return service
    throw error
  }
}

/** The read models of a folder end where the last process stopped; later events are read first. */
async function waitUntilCaughtUp(client: ApiClient): Promise<void> {
  for (let waited = 0; waited < SERVICE_TIMEOUT_MS; waited += CATCH_UP_POLL_MS) {
    const { data } = await client.projections()
    if (data.every(({ caught_up }) => caught_up)) return
    await pause(CATCH_UP_POLL_MS)
  }
}

/** A connection over the network; undefined when no service is named or running. */
export async function connectToService({
  env,
  dataFolder,
  stderr,
}: Pick<CliEnvironment, 'env' | 'dataFolder' | 'stderr'>): Promise<Connection | undefined> {
  const url = env['DOCGEN_URL'] ?? ''
  if (url !== '') return createRemoteConnection(checkUrl(url), requireKey(env))
  const folder = dataFolder()
  await assertFolderAnswers(folder, (line) => void stderr.write(`${line}\n`))
  const service = await readServiceFile(folder)
  if (service === undefined) return undefined
  const connection = createRemoteConnection(service.url, service.key)
  return (await isAnswering(connection)) ? connection : undefined
}

function createRemoteConnection(url: string, key: string): Connection {
  // A redirect would carry the key to another address.
  return {
    base: url.replace(/\/+$/, ''),
    key,
    fetch: (request) => fetch(request, { redirect: 'error' }),
    close: async () => undefined,
  }
}

function checkUrl(url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url
  throw new CommandFailed(
    'invalid',
    EXIT.usage,
    'DOCGEN_URL is no address of a service. It looks like https://docgen.example.com.',
    { field: 'DOCGEN_URL' },
  )
}

function requireKey(env: CliEnvironment['env']): string {
  const key = env['DOCGEN_KEY'] ?? ''
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw new CommandFailed(
    'unauthenticated',
    EXIT.unauthorised,
    'DOCGEN_URL needs a key beside it. Set DOCGEN_KEY to one that an admin made with “docgen keys create”.',
    { field: 'DOCGEN_KEY' },
  )
}

/** The process id may belong to another program by now: only a response shows that the service is there. */
async function isAnswering({ base, fetch }: Connection): Promise<boolean> {
  try {
    const response = await fetch(
      new Request(`${base}/health/live`, { signal: AbortSignal.timeout(SERVICE_TIMEOUT_MS) }),
    )
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
