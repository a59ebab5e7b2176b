/**
 * The API as the commands use it. Every change carries an `Idempotency-Key`, so that it can be sent again when no
 * answer came: whatever happened to the first one, it takes effect once.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Role } from '../../../../domain/kernel/access.ts'
import type { Reading } from '../../../../domain/template/template-format.ts'
import type { GenerationListing } from '../../../../queries/generation/list-generations.ts'
import type { ListedTemplate } from '../../../../queries/template/list-templates.ts'
import type { Listing } from '../../../../queries/paging.ts'
import type { GenerationView } from '../../../../queries/generation/present-generation.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { ProjectionStatus } from '../../../../queries/operations/projections-status.ts'
import type { ReadAudit } from '../../../../queries/reports/read-audit.ts'
import type { NamedAuditPage } from '../../../../queries/reports/read-audit-values.ts'
import type { Connection } from '../environment.ts'
import { EXIT, exitCodeOf } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'

export interface KeyRow {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly created_at: string
  readonly revoked_at: string | null
}

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly user: string
  readonly active: boolean
}

/**
 * What waits for an operator: a generation whose document could not be made, or a stream that a read model could not
 * take.
 */
export interface ParkedRow {
  readonly id: string
  readonly kind: string
  readonly stream: string
  readonly error: string
  readonly retrying: boolean
  readonly since: string
}

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Download {
  readonly bytes: Uint8Array
  /** As the service names it; not to be trusted as a path. */
  readonly file_name: string
}

/** What answers a question: the revision of the answer it replaces, `null` for none. */
export interface AnswerBody {
  readonly value: unknown
  readonly revision: number | null
}

export type ApiClient = ReturnType<typeof createApiClient>

export function createApiClient(connection: Connection) {
  const { read, change, download } = createTransport(connection)
  const template = (id: string) => `/api/v1/templates/${encodeURIComponent(id)}`
  const generation = (id: string) => `/api/v1/generations/${encodeURIComponent(id)}`
  const list = (id: string, name: string) => `${generation(id)}/lists/${encodeURIComponent(name)}`
  return {
    templates: (search: string | undefined, page: number) =>
      read<Listing<ListedTemplate>>('/api/v1/templates', { search, page, limit: 100 }),
    template: (id: string) => read<TemplateView>(template(id)),
    addTemplate: (file: UploadedFile, said: UploadFields & { readonly name: string | undefined }) =>
      change<TemplateView>('POST', '/api/v1/templates', buildUploadForm(file, said)),
    reviseTemplate: (id: string, file: UploadedFile, said: UploadFields) =>
      change<TemplateView>('POST', `${template(id)}/versions`, buildUploadForm(file, said)),
    changeTemplate: (id: string, what: 'publish' | 'retire' | 'restore') =>
      change<TemplateView>('POST', `${template(id)}/${what}`),

    generations: (filter: { readonly template_id?: string; readonly state?: string }) =>
      read<GenerationListing>('/api/v1/generations', { ...filter, limit: 100 }),
    generation: (id: string) => read<GenerationView>(generation(id)),
    begin: (body: {
      readonly template_id: string
      readonly answers: Readonly<Record<string, unknown>>
      readonly locale: string
      readonly zone: string
    }) => change<GenerationView>('POST', '/api/v1/generations', body),
    copy: (id: string) => change<GenerationView>('POST', `${generation(id)}/copy`),
    answer: (id: string, name: string, body: AnswerBody) =>
      change<GenerationView>('PUT', `${generation(id)}/answers/${encodeURIComponent(name)}`, body),
    skip: (id: string, body: { readonly name: string; readonly revision: number | null }) =>
      change<GenerationView>('POST', `${generation(id)}/skip`, body),
    addItem: (id: string, name: string) => change<GenerationView>('POST', `${list(id, name)}/items`, {}),
    removeItem: (id: string, name: string, item: string) =>
      change<GenerationView>('DELETE', `${list(id, name)}/items/${encodeURIComponent(item)}`),
    closeList: (id: string, name: string) => change<GenerationView>('POST', `${list(id, name)}/close`),
    /** `revision` is the one that was looked over. */
    confirm: (id: string, revision: number) =>
      change<GenerationView>('POST', `${generation(id)}/confirm`, { revision }),
    cancel: (id: string) => change<GenerationView>('POST', `${generation(id)}/cancel`),
    document: (id: string) => download(`${generation(id)}/document`),

    audit: (filter: ReadAudit) => read<NamedAuditPage>('/api/v1/audit', { ...filter }),
    keys: () => read<{ readonly data: readonly KeyRow[] }>('/api/v1/keys'),
    createKey: (body: { readonly name: string; readonly roles: readonly Role[] }) =>
      change<KeyRow & { readonly secret: string }>('POST', '/api/v1/keys', body),
    revokeKey: (id: string) => change<unknown>('DELETE', `/api/v1/keys/${encodeURIComponent(id)}`),
    people: (search: string | undefined) => read<{ readonly data: readonly PersonRow[] }>('/api/v1/people', { search }),
    grant: (id: string, roles: readonly Role[]) =>
      change<PersonRow>('PUT', `/api/v1/people/${encodeURIComponent(id)}/roles`, { roles }),
    signIn: () => change<{ readonly url: string }>('POST', '/api/v1/sign-in-links'),

    projections: () => read<{ readonly data: readonly ProjectionStatus[] }>('/api/v1/operations/projections'),
    /** Begins it; `rebuild` of the projection's status tells how far it is, and is null once it is done. */
    rebuild: (name: string) =>
      change<ProjectionStatus>('POST', `/api/v1/operations/projections/${encodeURIComponent(name)}/rebuild`),
    parked: () => read<{ readonly data: readonly ParkedRow[] }>('/api/v1/operations/parked'),
    retry: (id: string) => change<unknown>('POST', `/api/v1/operations/parked/${encodeURIComponent(id)}/retry`),
  }
}

/** What is said about an uploaded file. */
interface UploadFields extends Reading {
  readonly questions: string | undefined
  readonly draft: boolean
}

function buildUploadForm(
  file: UploadedFile,
  { name, questions, draft, syntax, accept_losses, output }: UploadFields & { readonly name?: string | undefined },
): FormData {
  const form = new FormData()
  form.set('file', new File([Buffer.from(file.bytes)], file.name))
  if (name !== undefined) form.set('name', name)
  if (questions !== undefined) form.set('questions', questions)
  form.set('draft', String(draft))
  if (syntax !== undefined) form.set('syntax', syntax)
  if (accept_losses !== undefined) form.set('accept_losses', String(accept_losses))
  if (output !== undefined) form.set('output', output)
  return form
}

type Query = Readonly<Record<string, string | number | undefined>>

/** How often a request is sent when nothing answers, and the pause before each further time. */
const RETRY_DELAYS_MS = [200, 800]

function createTransport({ base, key, fetch }: Connection) {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, 'docgen-surface': 'cli' }
    if (method !== 'GET') headers['idempotency-key'] = randomUUID()
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

/** The service's error envelope as an error of ours; anything else that answers is no DocGen. */
async function readError(response: Response): Promise<CommandFailed> {
  const text = await response.text()
  const envelope = parseErrorEnvelope(text)
  if (envelope === undefined)
    return new CommandFailed(
      'unexpected',
      EXIT.unexpected,
      `The service answered ${response.status} without an error of ours. Is this address a DocGen service?`,
    )
  const { code, message, details, request_id } = envelope
  return new CommandFailed(code, exitCodeOf(code), message, {
    ...details,
    ...(code === 'internal' ? { request_id } : {}),
  })
}

function parseErrorEnvelope(text: string):
  | {
      readonly code: string
      readonly message: string
      readonly details: Readonly<Record<string, unknown>>
      readonly request_id: string
    }
  | undefined {
  try {
    const { error } = JSON.parse(text) as {
      readonly error?: {
        readonly code?: unknown
        readonly message?: unknown
        readonly details?: unknown
        readonly request_id?: unknown
      }
    }
    if (typeof error?.code !== 'string' || typeof error.message !== 'string') return undefined
    const details =
      typeof error.details === 'object' && error.details !== null ? (error.details as Record<string, unknown>) : {}
    return {
      code: error.code,
      message: error.message,
      details,
      request_id: typeof error.request_id === 'string' ? error.request_id : '',
    }
  } catch {
    return undefined
  }
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
