/**
 * The API as the commands use it. Every change carries an `Idempotency-Key`, so that it can be sent again when no
 * answer came: whatever happened to the first one, it takes effect once.
 */
import type { AnswerForm } from '../../../../domain/questions/answer.ts'
import type { Role } from '../../../../domain/kernel/access.ts'
import type { GenerationListing } from '../../../../queries/generation/list-generations.ts'
import type { GenerationView } from '../../../../queries/generation/generation-view.ts'
import type { ProjectionStatus } from '../../../../queries/operations/get-projections-status.ts'
import type { Listing } from '../../../../queries/paging.ts'
import type { NamedAuditPage } from '../../../../queries/reports/read-audit-values.ts'
import type { ReadAudit } from '../../../../queries/reports/read-audit.ts'
import type { Refinement } from '../../../../domain/questions/refinement/refinement.ts'
import type { GuessRow } from '../../../../queries/template/get-guesses.ts'
import type { ListedTemplate } from '../../../../queries/template/list-templates.ts'
import type { TriedAnswer } from '../../../../queries/template/try-answer.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { Connection } from '../environment.ts'
import { createTransport } from './transport.ts'
import { buildUploadForm, type UploadedFile, type UploadFields } from './upload-form.ts'

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

/** What answers a question: the revision of the answer it replaces, `null` for none. */
export interface AnswerBody {
  readonly value: unknown
  /** `wire` for a value that was picked among the readings of an unclear answer. */
  readonly form?: AnswerForm | undefined
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
    /** `null` leaves it to what the file says. */
    setTemplateLanguage: (id: string, language: string | null) =>
      change<TemplateView>('PUT', `${template(id)}/language`, { language }),
    guesses: (id: string) => read<{ readonly data: readonly GuessRow[] }>(`${template(id)}/guesses`),
    refineQuestions: (id: string, questions: readonly Refinement[]) =>
      change<TemplateView>('PUT', `${template(id)}/questions`, { questions }),
    changeTemplate: (id: string, what: 'publish' | 'retire' | 'restore') =>
      change<TemplateView>('POST', `${template(id)}/${what}`),
    tryAnswer: (
      id: string,
      body: {
        readonly name: string
        readonly value: unknown
        readonly form?: AnswerForm | undefined
        readonly locale: string
        readonly zone: string
      },
    ) => change<TriedAnswer>('POST', `${template(id)}/try`, body),

    generations: (filter: { readonly template_id?: string; readonly state?: string }) =>
      read<GenerationListing>('/api/v1/generations', { ...filter, limit: 100 }),
    generation: (id: string) => read<GenerationView>(generation(id)),
    begin: (body: {
      readonly template_id: string
      readonly answers: Readonly<Record<string, unknown>>
      readonly locale: string
      readonly document_language?: string | undefined
      readonly zone: string
    }) => change<GenerationView>('POST', '/api/v1/generations', body),
    changeLanguage: (
      id: string,
      body: { readonly locale?: string | undefined; readonly document_language?: string | undefined },
    ) => change<GenerationView>('PUT', `${generation(id)}/language`, body),
    copy: (id: string) => change<GenerationView>('POST', `${generation(id)}/copy`),
    answer: (id: string, name: string, body: AnswerBody) =>
      change<GenerationView>('PUT', `${generation(id)}/answers/${encodeURIComponent(name)}`, body),
    skip: (id: string, body: { readonly name: string; readonly revision: number | null }) =>
      change<GenerationView>('POST', `${generation(id)}/skip`, body),
    /** Left out: all fields of the item are asked. */
    addItem: (id: string, name: string, value?: unknown) =>
      change<GenerationView>('POST', `${list(id, name)}/items`, value === undefined ? {} : { value }),
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
    /** Begins to rebuild all of them, and lets every process begin again. */
    rebuildAll: () =>
      change<{ readonly data: readonly ProjectionStatus[] }>('POST', '/api/v1/operations/projections/rebuild'),
    /** Begins it; `rebuild` of the projection's status tells how far it is, and is null once it is done. */
    rebuild: (name: string) =>
      change<ProjectionStatus>('POST', `/api/v1/operations/projections/${encodeURIComponent(name)}/rebuild`),
    parked: () => read<{ readonly data: readonly ParkedRow[] }>('/api/v1/operations/parked'),
    retry: (id: string) => change<unknown>('POST', `/api/v1/operations/parked/${encodeURIComponent(id)}/retry`),
  }
}
