/** What authors do to a template: new versions, refined questions, publishing, retiring, restoring. */
import { z } from '@hono/zod-openapi'
import { changeLifecycle, type LifecycleChange } from '../../../../../../commands/template/change-lifecycle.ts'
import type { Committed } from '../../../../../../commands/transact.ts'
import { refineQuestions } from '../../../../../../commands/template/refine-questions.ts'
import { setTemplateLanguage } from '../../../../../../commands/template/set-template-language.ts'
import { setWaitingTimes } from '../../../../../../commands/template/set-waiting-times.ts'
import { reviseTemplate } from '../../../../../../commands/template/revise-template.ts'
import { refinementsSchema } from '../../../../../../domain/questions/refinement/refinement.ts'
import type { Template } from '../../../../../../domain/template/template.ts'
import { MAX_IDLE_DAYS, MAX_REMINDERS } from '../../../../../../domain/template/waiting-times.ts'
import type { App } from '../../../../../../ports/app.ts'
import { presentTemplate } from '../../../../../../queries/template/present-template.ts'
import type { Api, ApiContext } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { languageSchema } from '../../request/conversation-settings.ts'
import { jsonResponse, jsonBody, addOperation } from '../../operation.ts'
import { revisionTag } from '../../request/preconditions.ts'
import { refinementView } from '../../schemas/question.ts'
import { templateView } from '../../schemas/template.ts'
import { templateIdParam } from '../../schemas/text.ts'
import { readUpload } from '../../request/uploads.ts'
import { revisionForm } from '../../request/upload-forms.ts'

const SUMMARIES: Readonly<Record<LifecycleChange, string>> = {
  publish: 'Publish a version: the latest, or the one that is named',
  retire: 'Retire the template: no new documents are begun from it',
  restore: 'Bring a retired template back',
}

const refinementsBody = z.object({
  // Wrapped, because a schema of the domain may have been made before this library taught zod its `openapi`.
  questions: z
    .lazy(() => refinementsSchema)
    .openapi({
      type: 'array',
      items: { $ref: '#/components/schemas/Refinement' },
      description: 'What to say about them.',
    }),
  draft: z.boolean().optional().describe('A draft is not published: only authors see it.'),
  of: z
    .enum(['latest', 'published'])
    .optional()
    .openapi({
      description:
        'Which version to refine: the latest (where left out), or the published one under a draft. Its correction is ' +
        'published at once; the draft stays the latest, with the correction where it has the question as it was.',
    }),
})

const publishBody = z.object({
  version: z.int().min(1).optional().openapi({
    description: 'The latest where left out. An older one is the way back: documents are begun from it again.',
  }),
})

const languageBody = z.object({
  language: languageSchema.nullable().openapi({
    type: ['string', 'null'],
    description: 'BCP 47; null leaves it to what the file says.',
  }),
})

const waitingBody = z.object({
  idle_days: z
    .int()
    .nullable()
    .openapi({
      description: `Days without an answer until they expire, 1 to ${MAX_IDLE_DAYS}; null: as the service is set.`,
    }),
  reminders: z
    .array(z.int())
    .max(MAX_REMINDERS)
    .nullable()
    .openapi({
      description:
        'Days without an answer after which Slack reminds, ascending and before the end; none: []; null: as the ' +
        'service is set.',
      example: [1, 7],
    }),
})

export function addTemplateChangeRoutes(api: Api, app: App): void {
  api.openAPIRegistry.register('Refinement', refinementView)
  const params = z.object({ id: templateIdParam })
  const access = { role: 'author', if_match: true } as const

  addOperation(
    api,
    access,
    {
      method: 'post',
      path: '/api/v1/templates/{id}/versions',
      operationId: 'reviseTemplate',
      tags: ['Templates'],
      summary: 'Upload a new version',
      request: { params, body: { required: true, content: { 'multipart/form-data': { schema: revisionForm } } } },
      responses: {
        201: jsonResponse('The template with the questions of the new version', templateView, ['Location', 'ETag']),
      },
    },
    async (c) => {
      const form = c.req.valid('form')
      const { digest, ...upload } = await readUpload(form, app.compiler)
      const draft = form.draft ?? false
      const request = commandFromRequest(c, app, { digest, file_name: upload.file_name, draft })
      const committed = await reviseTemplate(app, { ...upload, id: c.req.valid('param').id, draft }, request)
      return respondWithTemplate(c, committed, 201, {
        location: `/api/v1/templates/${committed.state.id}/versions/${committed.state.versions.length}/file`,
      })
    },
  )

  addOperation(
    api,
    access,
    {
      method: 'put',
      path: '/api/v1/templates/{id}/questions',
      operationId: 'refineQuestions',
      tags: ['Templates'],
      summary: 'Refine the questions',
      request: { params, body: jsonBody(refinementsBody) },
      responses: { 200: jsonResponse('The template with the refined questions', templateView, ['ETag']) },
    },
    async (c) => {
      const { questions: refinements, draft = false, of } = c.req.valid('json')
      const request = commandFromRequest(c, app, { questions: refinements, draft, ...(of === undefined ? {} : { of }) })
      const command = { id: c.req.valid('param').id, refinements, draft, of }
      return respondWithTemplate(c, await refineQuestions(app, command, request))
    },
  )

  addOperation(
    api,
    access,
    {
      method: 'put',
      path: '/api/v1/templates/{id}/language',
      operationId: 'setTemplateLanguage',
      tags: ['Templates'],
      summary: 'Set the language of its documents, as a new version; conversations that have begun keep theirs',
      request: { params, body: jsonBody(languageBody) },
      responses: { 200: jsonResponse('The template', templateView, ['ETag']) },
    },
    async (c) => {
      const { language } = c.req.valid('json')
      const request = commandFromRequest(c, app, { language })
      return respondWithTemplate(c, await setTemplateLanguage(app, { id: c.req.valid('param').id, language }, request))
    },
  )

  addOperation(
    api,
    access,
    {
      method: 'put',
      path: '/api/v1/templates/{id}/waiting-times',
      operationId: 'setWaitingTimes',
      tags: ['Templates'],
      summary: 'Set when its conversations remind and end; those that have begun keep theirs',
      request: { params, body: jsonBody(waitingBody) },
      responses: { 200: jsonResponse('The template', templateView, ['ETag']) },
    },
    async (c) => {
      const said = c.req.valid('json')
      const command = { id: c.req.valid('param').id, ...said }
      return respondWithTemplate(c, await setWaitingTimes(app, command, commandFromRequest(c, app, said)))
    },
  )

  addOperation(
    api,
    access,
    {
      method: 'post',
      path: '/api/v1/templates/{id}/publish',
      operationId: 'publishTemplate',
      tags: ['Templates'],
      summary: SUMMARIES.publish,
      request: { params, body: jsonBody(publishBody, false) },
      responses: { 200: jsonResponse('The template', templateView, ['ETag']) },
    },
    async (c) => {
      const { version } = c.req.valid('json')
      const command = { id: c.req.valid('param').id, change: 'publish', version } as const
      return respondWithTemplate(c, await changeLifecycle(app, command, commandFromRequest(c, app, { version })))
    },
  )

  for (const change of ['retire', 'restore'] as const) {
    addOperation(
      api,
      access,
      {
        method: 'post',
        path: `/api/v1/templates/{id}/${change}`,
        operationId: `${change}Template`,
        tags: ['Templates'],
        summary: SUMMARIES[change],
        request: { params },
        responses: { 200: jsonResponse('The template', templateView, ['ETag']) },
      },
      async (c) => {
        const { id } = c.req.valid('param')
        return respondWithTemplate(c, await changeLifecycle(app, { id, change }, commandFromRequest(c, app, {})))
      },
    )
  }
}

const respondWithTemplate = (
  c: ApiContext,
  { state, revision }: Committed<Template>,
  status: 200 | 201 = 200,
  headers: Record<string, string> = {},
): Response => c.json(presentTemplate(state, revision), status, { etag: revisionTag(revision), ...headers })
