/**
 * The API as the commands use it, on a client that is typed by the OpenAPI document. Every change carries an
 * `Idempotency-Key`, so that it can be sent again when no answer came: whatever happened to the first one, it takes
 * effect once.
 */
import type { Role } from '../../../../domain/kernel/access.ts'
import type { GenerationView } from '../../../../queries/generation/generation-view.ts'
import type { Connection } from '../environment.ts'
import { given } from './given.ts'
import type { components, operations } from './http-api.generated.ts'
import { createHttpClient, fileOf, resultOf, streamOf } from './transport.ts'
import { fileBody, toForm, uploadBody, type UploadedFile, type UploadFields } from './upload-form.ts'

type Schemas = components['schemas']
export type PersonRow = Schemas['Person']
export type HandOverRow = Schemas['HandOver']
export type AuditEntryRow = Schemas['AuditEntry']
/** The filters that the list and the export of the audit share. */
export type AuditQuery = Omit<NonNullable<operations['exportAudit']['parameters']['query']>, 'format' | 'cursor'>

/** The JSON body of an operation. */
type Body<O extends keyof operations> = operations[O] extends {
  requestBody?: { content: { 'application/json': infer B } }
}
  ? B
  : never

/** What answers a question: the revision of the answer it replaces, `null` for none. */
export type AnswerBody = Body<'answerQuestion'> & { readonly revision: number | null }

export type ApiClient = ReturnType<typeof createApiClient>

export function createApiClient(connection: Connection) {
  const http = createHttpClient(connection)
  const at = <P extends object>(path: P) => ({ params: { path } })
  return {
    templates: (search: string | undefined, page: number) =>
      resultOf(http.GET('/api/v1/templates', { params: { query: { ...given({ search }), page, limit: 100 } } })),
    /** `published`: not the latest version, but the one that documents are begun from. */
    template: (id: string, of: 'latest' | 'published' = 'latest') =>
      resultOf(http.GET('/api/v1/templates/{id}', { params: { path: { id }, query: { of } } })),
    addTemplate: (file: UploadedFile, said: UploadFields) =>
      resultOf(http.POST('/api/v1/templates', { body: uploadBody(file, said), bodySerializer: toForm })),
    reviseTemplate: (id: string, file: UploadedFile, said: Omit<UploadFields, 'name'>) =>
      resultOf(
        http.POST('/api/v1/templates/{id}/versions', {
          ...at({ id }),
          body: uploadBody(file, said),
          bodySerializer: toForm,
        }),
      ),
    /** `null` leaves it to what the file says. */
    setTemplateLanguage: (id: string, language: string | null) =>
      resultOf(http.PUT('/api/v1/templates/{id}/language', { ...at({ id }), body: { language } })),
    /** `null` leaves it to the service. */
    setWaitingTimes: (id: string, said: Body<'setWaitingTimes'>) =>
      resultOf(http.PUT('/api/v1/templates/{id}/waiting-times', { ...at({ id }), body: said })),
    templateAccess: (id: string) => resultOf(http.GET('/api/v1/templates/{id}/access', at({ id }))),
    /** `revision` is the one that was looked at: what changed since is refused. */
    setTemplateAccess: (id: string, body: Body<'setTemplateAccess'>, revision: number) =>
      resultOf(
        http.PUT('/api/v1/templates/{id}/access', {
          params: { path: { id }, header: { 'if-match': `"r${revision}"` } },
          body,
        }),
      ),
    templateLinks: (id: string) => resultOf(http.GET('/api/v1/templates/{id}/links', at({ id }))),
    publishTemplateLink: (id: string, body: NonNullable<Body<'publishTemplateLink'>>) =>
      resultOf(http.POST('/api/v1/templates/{id}/links', { ...at({ id }), body })),
    withdrawTemplateLink: (id: string, link: string) =>
      resultOf(http.DELETE('/api/v1/templates/{id}/links/{link}', at({ id, link }))),
    guesses: (id: string) => resultOf(http.GET('/api/v1/templates/{id}/guesses', at({ id }))),
    refineQuestions: (
      id: string,
      questions: readonly Schemas['Refinement'][],
      how: Pick<Body<'refineQuestions'>, 'draft' | 'of'> = {},
    ) =>
      resultOf(
        http.PUT('/api/v1/templates/{id}/questions', { ...at({ id }), body: { questions: [...questions], ...how } }),
      ),
    changeTemplate: (id: string, what: 'publish' | 'retire' | 'restore') =>
      resultOf(http.POST(`/api/v1/templates/{id}/${what}`, at({ id }))),
    tryAnswer: (id: string, body: Body<'tryAnswer'>) =>
      resultOf(http.POST('/api/v1/templates/{id}/try', { ...at({ id }), body })),

    generations: (filter: { readonly template_id?: string; readonly state?: Schemas['Generation']['state'] }) =>
      resultOf(http.GET('/api/v1/generations', { params: { query: { ...filter, limit: 100 } } })),
    /** `moment`: as it was then. */
    generation: (id: string, moment: { readonly at?: string; readonly zone?: string } = {}): Promise<GenerationView> =>
      resultOf(http.GET('/api/v1/generations/{id}', { params: { path: { id }, query: moment } })),
    begin: (body: Body<'beginGeneration'>): Promise<GenerationView> =>
      resultOf(http.POST('/api/v1/generations', { body })),
    changeLanguage: (id: string, body: Body<'setGenerationLanguage'>) =>
      whole(http.PUT('/api/v1/generations/{id}/language', { ...at({ id }), body })),
    copy: (id: string): Promise<GenerationView> => resultOf(http.POST('/api/v1/generations/{id}/copy', at({ id }))),
    answer: (id: string, name: string, body: AnswerBody) =>
      whole(http.PUT('/api/v1/generations/{id}/answers/{name}', { ...at({ id, name }), body })),
    skip: (id: string, body: Body<'skipQuestion'> & { readonly revision: number | null }) =>
      whole(http.POST('/api/v1/generations/{id}/skip', { ...at({ id }), body })),
    /** Left out: all fields of the item are asked. */
    addItem: (id: string, name: string, value?: unknown) =>
      whole(http.POST('/api/v1/generations/{id}/lists/{name}/items', { ...at({ id, name }), body: given({ value }) })),
    removeItem: (id: string, name: string, item: string) =>
      whole(http.DELETE('/api/v1/generations/{id}/lists/{name}/items/{item}', at({ id, name, item }))),
    closeList: (id: string, name: string) =>
      whole(http.POST('/api/v1/generations/{id}/lists/{name}/close', at({ id, name }))),
    /** `revision` is the one that was looked over. */
    confirm: (id: string, revision: number) =>
      whole(http.POST('/api/v1/generations/{id}/confirm', { ...at({ id }), body: { revision } })),
    cancel: (id: string) => whole(http.POST('/api/v1/generations/{id}/cancel', at({ id }))),
    document: (id: string) =>
      fileOf(http.GET('/api/v1/generations/{id}/document', { ...at({ id }), parseAs: 'arrayBuffer' })),
    verify: (file: UploadedFile, said: { readonly generation_id?: string | undefined }) =>
      resultOf(http.POST('/api/v1/documents/verify', { body: fileBody(file, said), bodySerializer: toForm })),
    certificate: (id: string) =>
      fileOf(http.GET('/api/v1/generations/{id}/certificate', { ...at({ id }), parseAs: 'arrayBuffer' })),

    colleagues: (search: string) => resultOf(http.GET('/api/v1/colleagues', { params: { query: { search } } })),
    handOvers: (id: string) => resultOf(http.GET('/api/v1/generations/{id}/hand-overs', at({ id }))),
    handOver: (id: string, body: Body<'handOver'>) =>
      resultOf(http.POST('/api/v1/generations/{id}/hand-overs', { ...at({ id }), body })),
    mailHandOver: (id: string, body: Body<'mailHandOver'>) =>
      resultOf(http.POST('/api/v1/generations/{id}/hand-overs/mail', { ...at({ id }), body })),
    withdrawHandOver: (id: string, body: Body<'withdrawHandOver'>) =>
      resultOf(http.POST('/api/v1/generations/{id}/hand-overs/withdraw', { ...at({ id }), body })),

    audit: (query: NonNullable<operations['listAuditEntries']['parameters']['query']>) =>
      resultOf(http.GET('/api/v1/audit', { params: { query } })),
    exportAudit: (query: NonNullable<operations['exportAudit']['parameters']['query']>) =>
      streamOf(http.GET('/api/v1/audit/export', { params: { query }, parseAs: 'stream' })),
    keys: () => resultOf(http.GET('/api/v1/keys')),
    createKey: (body: Body<'createKey'>) => resultOf(http.POST('/api/v1/keys', { body })),
    revokeKey: (id: string, even_own: boolean) =>
      resultOf(
        http.DELETE('/api/v1/keys/{id}', {
          params: { path: { id }, query: even_own ? ({ even_own: 'true' } as const) : {} },
        }),
      ),
    /** `overlap_hours` left out: a day. */
    rotateKey: (id: string, overlap_hours?: number) =>
      resultOf(http.POST('/api/v1/keys/{id}/rotate', { ...at({ id }), body: given({ overlap_hours }) })),
    /** One’s own, or those of a person. */
    sessions: (person: string | undefined) =>
      resultOf(
        person === undefined
          ? http.GET('/api/v1/sessions')
          : http.GET('/api/v1/people/{id}/sessions', at({ id: person })),
      ),
    /** All of them where none is named. */
    endSessions: (person: string | undefined, session: string | undefined) => {
      if (person === undefined)
        return resultOf(
          session === undefined
            ? http.DELETE('/api/v1/sessions')
            : http.DELETE('/api/v1/sessions/{session}', at({ session })),
        )
      return resultOf(
        session === undefined
          ? http.DELETE('/api/v1/people/{id}/sessions', at({ id: person }))
          : http.DELETE('/api/v1/people/{id}/sessions/{session}', at({ id: person, session })),
      )
    },
    people: (search: string | undefined) =>
      resultOf(http.GET('/api/v1/people', { params: { query: given({ search }) } })),
    grant: (id: string, roles: readonly Role[]) =>
      resultOf(http.PUT('/api/v1/people/{id}/roles', { ...at({ id }), body: { roles: [...roles] } })),
    groups: () => resultOf(http.GET('/api/v1/groups')),
    groupMembers: (group: string) => resultOf(http.GET('/api/v1/groups/{group}/members', at({ group }))),
    addToGroup: (group: string, id: string) =>
      resultOf(http.PUT('/api/v1/groups/{group}/members/{id}', at({ group, id }))),
    removeFromGroup: (group: string, id: string) =>
      resultOf(http.DELETE('/api/v1/groups/{group}/members/{id}', at({ group, id }))),
    invite: (body: Body<'invitePerson'>) => resultOf(http.POST('/api/v1/people', { body })),
    resendInvitation: (id: string) => resultOf(http.POST('/api/v1/people/{id}/invitation', at({ id }))),
    withdrawInvitation: (id: string) => resultOf(http.DELETE('/api/v1/people/{id}/invitation', at({ id }))),
    deactivate: (id: string) => resultOf(http.POST('/api/v1/people/{id}/deactivate', at({ id }))),
    reactivate: (id: string) => resultOf(http.POST('/api/v1/people/{id}/reactivate', at({ id }))),
    signIn: (body: Body<'createSignInLink'>) => resultOf(http.POST('/api/v1/sign-in-links', { body })),

    projections: () => resultOf(http.GET('/api/v1/operations/projections')),
    /** Begins to rebuild all of them, and lets every process begin again. */
    rebuildAll: () => resultOf(http.POST('/api/v1/operations/projections/rebuild')),
    /** Begins it; `rebuild` of the projection's status tells how far it is, and is null once it is done. */
    rebuild: (name: string) => resultOf(http.POST('/api/v1/operations/projections/{name}/rebuild', at({ name }))),
    masterKeys: () => resultOf(http.GET('/api/v1/operations/master-keys')),
    /** `after`: the `next` of the step before; without it a rotation begins, or is gone on with. */
    rotateMasterKey: (after: string | undefined) =>
      resultOf(http.POST('/api/v1/operations/master-keys/rotate', { params: { query: given({ after }) } })),
    requestVerification: ({ everything, objects }: { readonly everything: boolean; readonly objects: boolean }) =>
      resultOf(
        http.POST('/api/v1/operations/verifications', {
          params: { query: { everything: `${everything}`, objects: `${objects}` } },
        }),
      ),
    verification: (number: number) =>
      resultOf(http.GET('/api/v1/operations/verifications/{number}', { params: { path: { number } } })),
    findings: () => resultOf(http.GET('/api/v1/operations/findings')),
    acknowledge: (id: string) =>
      resultOf(http.POST('/api/v1/operations/findings/{id}/acknowledge', { params: { path: { id } } })),
    checkSlack: () => resultOf(http.GET('/api/v1/operations/slack')),
    parked: () => resultOf(http.GET('/api/v1/operations/parked')),
    retry: (id: string) => resultOf(http.POST('/api/v1/operations/parked/{id}/retry', at({ id }))),
  }
}

/** A command's answer is the whole generation, because the client prefers that (`transport.ts`). */
async function whole(request: Parameters<typeof resultOf<Schemas['GenerationUpdate']>>[0]): Promise<GenerationView> {
  const update = await resultOf(request)
  return { ...update, not_carried: update.not_carried ?? [], review: update.review ?? null }
}
