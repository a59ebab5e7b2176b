/** The conversation of a generation: answer, skip, confirm, cancel. */
import { z } from '@hono/zod-openapi'
import { cancelGeneration } from '../../../../../../commands/generation/cancel-generation.ts'
import { confirmGeneration } from '../../../../../../commands/generation/confirm-generation.ts'
import { provideAnswer } from '../../../../../../commands/generation/provide-answer.ts'
import { skipQuestion } from '../../../../../../commands/generation/skip-question.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { jsonBody, addOperation } from '../../operation.ts'
import { addressParam, uuidParam } from '../../schemas/text.ts'
import { replaces, answerBody, answerForm, answerFromBody } from './answer-body.ts'
import { generationAfter, respondWithGeneration } from './respond-with-generation.ts'

const skipBody = z.object({
  name: addressParam.optional().openapi({ description: 'The question; the one that is due where left out.' }),
  revision: replaces,
})

const REVISION_NOT_SENT = {
  code: 'revision_not_sent',
  message:
    'It was confirmed as it is now, whoever answered what meanwhile. Send “revision” with the revision that was ' +
    'looked over, and what changed since is refused.',
} as const

const confirmBody = z.object({
  revision: z
    .int()
    .min(0)
    .optional()
    .openapi({ description: 'The revision of the generation that was looked over. If it has changed: 409.' }),
})

export function addAnswerRoutes(api: Api, app: App): void {
  const params = z.object({ id: uuidParam })
  const responses = { 200: generationAfter('What it changed, and what is asked next') }
  const tags = ['Conversation']

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'put',
      path: '/api/v1/generations/{id}/answers/{name}',
      operationId: 'answerQuestion',
      tags,
      summary: 'Answer a question, or change its answer',
      request: {
        params: z.object({ id: uuidParam, name: addressParam }),
        body: { content: { ...jsonBody(answerBody).content, 'multipart/form-data': { schema: answerForm } } },
      },
      responses,
    },
    async (c) => {
      const { id, name } = c.req.valid('param')
      const { value, form, revision } = await answerFromBody(
        c.req.valid('json'),
        c.req.valid('form') as Partial<z.output<typeof answerForm>>,
      )
      return respondWithGeneration(
        c,
        app,
        await provideAnswer(
          app,
          { id, name, value, form, replaces: revision },
          commandFromRequest(c, app, { value, form, revision }),
        ),
        { names: [name] },
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/skip',
      operationId: 'skipQuestion',
      tags,
      summary: 'Skip an optional question',
      request: { params, body: jsonBody(skipBody, false) },
      responses,
    },
    async (c) => {
      const { name, revision } = c.req.valid('json')
      const { id } = c.req.valid('param')
      return respondWithGeneration(
        c,
        app,
        await skipQuestion(app, { id, name, replaces: revision }, commandFromRequest(c, app, { name, revision })),
        { names: name === undefined ? [] : [name] },
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/confirm',
      operationId: 'confirmGeneration',
      tags,
      summary: 'Confirm the answers: the document is made',
      request: { params, body: jsonBody(confirmBody, false) },
      responses,
    },
    async (c) => {
      const { revision } = c.req.valid('json')
      const request = commandFromRequest(c, app, { revision })
      const seen = revision !== undefined || request.if_revision !== undefined
      const command = { id: c.req.valid('param').id, revision }
      return respondWithGeneration(c, app, await confirmGeneration(app, command, request), {
        names: [],
        notes: seen ? [] : [REVISION_NOT_SENT],
      })
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/cancel',
      operationId: 'cancelGeneration',
      tags,
      summary: 'Cancel the conversation',
      request: { params },
      responses,
    },
    async (c) =>
      respondWithGeneration(
        c,
        app,
        await cancelGeneration(app, { id: c.req.valid('param').id }, commandFromRequest(c, app, {})),
        { names: [] },
      ),
  )
}
