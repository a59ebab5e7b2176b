/** Parts of a generation that may be large: its answers in pages, and one question by itself. */
import { z } from '@hono/zod-openapi'
import type { App } from '../../../../../../ports/app.ts'
import { getQuestion, listAnswers } from '../../../../../../queries/generation/get-generation-parts.ts'
import type { Api } from '../../api-types.ts'
import { jsonResponse, addOperation } from '../../operation.ts'
import { answerPage } from '../../schemas/answer.ts'
import { questionNow } from '../../schemas/generation.ts'
import { addressParam, limitQuery, lineSchema, uuidParam } from '../../schemas/text.ts'

const answersQuery = z.object({
  cursor: lineSchema(1000).optional().openapi({ description: 'The next_cursor of the page before.' }),
  limit: limitQuery,
})

export function addGenerationPartRoutes(api: Api, app: App): void {
  const tags = ['Conversation']

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/answers',
      operationId: 'listAnswers',
      tags,
      summary: 'The answers that the document uses now, in order, in pages',
      request: { params: z.object({ id: uuidParam }), query: answersQuery },
      responses: { 200: jsonResponse('A page of answers; a list before the fields of its items', answerPage) },
    },
    async (c) =>
      c.json(await listAnswers(app, { id: c.req.valid('param').id, ...c.req.valid('query') }, c.get('caller')), 200),
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/questions/{name}',
      operationId: 'getQuestion',
      tags,
      summary: 'One question with all that belongs to it, whether it is asked now or not',
      request: { params: z.object({ id: uuidParam, name: addressParam }) },
      responses: { 200: jsonResponse('The question', questionNow) },
    },
    async (c) => c.json(await getQuestion(app, c.req.valid('param'), c.get('caller')), 200),
  )
}
