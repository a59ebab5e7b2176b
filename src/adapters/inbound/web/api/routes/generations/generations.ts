/** Generations: begin one, begin another like it, look for them, read one. */
import { z } from '@hono/zod-openapi'
import { createdId } from '../../../../../../commands/command-metadata.ts'
import { copyGeneration } from '../../../../../../commands/generation/beginning/copy-generation.ts'
import { requestGeneration } from '../../../../../../commands/generation/beginning/request-generation.ts'
import { actorsOf, type Caller } from '../../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getGenerationAt } from '../../../../../../queries/audit/get-generation-at.ts'
import { loadGeneration, presentCommitted } from '../../../../../../queries/generation/get-generation.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { listGenerations } from '../../../../../../queries/generation/list-generations.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { languageSchema, localeSchema, settingsOf, zoneSchema } from '../../request/conversation-settings.ts'
import { jsonResponse, jsonBody, addOperation } from '../../operation.ts'
import { revisionTag } from '../../request/preconditions.ts'
import { answerFormParam } from './answer-body.ts'
import { generationListing, generationView, PHASES } from '../../schemas/generation.ts'
import { lineSchema, pageQuery, uuidParam } from '../../schemas/text.ts'

export const beginBody = z.object({
  template_id: z.string().min(1).max(200).openapi({ description: 'The template’s id.', example: 'cover-letter' }),
  answers: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({
      description:
        'What is known already, by question name, as people write it or in wire form; `null` and empty text leave an ' +
        'optional question out.',
    }),
  form: answerFormParam,
  locale: localeSchema.optional(),
  document_language: languageSchema
    .optional()
    .openapi({ description: 'The language of the document; the template decides where it is left out.' }),
  zone: zoneSchema.optional(),
})

const listQuery = z.object({
  template_id: lineSchema(60).optional().openapi({ description: 'Of one template.' }),
  state: z.enum(PHASES).optional().openapi({ description: 'Those that are there now.' }),
  updated_since: lineSchema(40).optional().openapi({
    description: 'Those that changed on or after this day or instant; UTC where it names no zone.',
    example: '2026-11-21T10:00:00Z',
  }),
  requester: lineSchema(200).optional().openapi({ description: 'Those of one person, by id; `me`: yours.' }),
  others: z.enum(['true', 'false']).optional().openapi({ description: '`true`: only those of others.' }),
  cursor: lineSchema(1000)
    .optional()
    .openapi({ description: 'The next_cursor of the page before; goes on at the same cost however far.' }),
  ...pageQuery,
})

export function addGenerationRoutes(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'post',
      path: '/api/v1/generations',
      operationId: 'beginGeneration',
      tags: ['Generations'],
      summary: 'Begin a document',
      request: { body: jsonBody(beginBody) },
      responses: {
        201: jsonResponse('The generation, with the question asked first', generationView, ['Location', 'ETag']),
      },
    },
    async (c) => {
      const body = c.req.valid('json')
      const request = commandFromRequest(c, app, body)
      const command = { ...body, ...settingsOf(c, body), id: createdId(request) }
      const committed = await requestGeneration(app, command, request)
      return c.json(await presentCommitted(app, committed), 201, {
        location: `/api/v1/generations/${committed.id}`,
        etag: revisionTag(committed.revision),
      })
    },
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/copy',
      operationId: 'copyGeneration',
      tags: ['Generations'],
      summary: 'Make another like this one',
      request: { params: z.object({ id: uuidParam }) },
      responses: {
        201: jsonResponse(
          'The new generation, with the old answers that still fit; not_carried names the others',
          generationView,
          ['Location', 'ETag'],
        ),
      },
    },
    async (c) => {
      const request = commandFromRequest(c, app, {})
      const committed = await copyGeneration(
        app,
        { id: createdId(request), source_id: c.req.valid('param').id },
        request,
      )
      return c.json(await presentCommitted(app, committed), 201, {
        location: `/api/v1/generations/${committed.id}`,
        etag: revisionTag(committed.revision),
      })
    },
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations',
      operationId: 'listGenerations',
      tags: ['Generations'],
      summary: 'Your generations and those that you may see, the latest first',
      request: { query: listQuery },
      responses: { 200: jsonResponse('A page of generations, without their answers', generationListing) },
    },
    async (c) => {
      const { requester, others, ...query } = c.req.valid('query')
      const caller = c.get('caller')
      return c.json(
        await listGenerations(
          app,
          { ...query, others: others === 'true', requester: await idsOf(app, requester, caller) },
          caller,
        ),
        200,
      )
    },
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}',
      operationId: 'getGeneration',
      tags: ['Generations'],
      summary: 'One generation: where it is, what is asked, what was answered',
      request: { params: z.object({ id: uuidParam }), query: moment },
      responses: { 200: jsonResponse('The generation', generationView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { at, zone } = c.req.valid('query')
      if (at !== undefined) {
        const then = await getGenerationAt(app, id, { at, zone }, c.get('caller'))
        return c.json(then.generation, 200)
      }
      const generation = await loadGeneration(app, id, c.get('caller'))
      return c.json(presentGeneration(generation), 200, {
        etag: revisionTag(generation.revision, generation.asked_version),
      })
    },
  )
}

const moment = z.object({
  at: lineSchema(40).optional().openapi({
    description: 'As it was at this revision, or at this day or instant: folded from what had been recorded by then.',
    example: '12',
  }),
  zone: lineSchema(60)
    .optional()
    .openapi({ description: 'The time zone of `at` where it names none; UTC where left out.' }),
})

/** All ids under which a person’s generations are known. */
async function idsOf(app: App, requester: string | undefined, { tenant }: Caller) {
  if (requester === undefined || requester === 'me') return requester
  const person = await app.people.findByActor(tenant, requester)
  return person === undefined ? [requester] : [requester, ...actorsOf(person)]
}
