/** The conversation of a generation: answer, skip, confirm, cancel. */
import { z } from '@hono/zod-openapi'
import { cancelGeneration } from '../../../../../../commands/generation/cancel-generation.ts'
import { confirmGeneration } from '../../../../../../commands/generation/confirm-generation.ts'
import type { CommittedGeneration } from '../../../../../../commands/generation/transact-generation.ts'
import { provideAnswer } from '../../../../../../commands/generation/provide-answer.ts'
import { skipQuestion } from '../../../../../../commands/generation/skip-question.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { presentCommitted } from '../../../../../../queries/generation/get-generation.ts'
import type { Api, ApiContext } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { jsonResponse, jsonBody, addOperation } from '../../operation.ts'
import { revisionTag } from '../../request/preconditions.ts'
import { generationView } from '../../schemas/generation.ts'
import { addressParam, uuidParam } from '../../schemas/text.ts'

const replaces = z
  .int()
  .min(0)
  .nullable()
  .optional()
  .openapi({
    description:
      'The revision of the answer that this replaces, null for none. If that has changed: 409 with both values. ' +
      'Left out: whatever is there.',
  })

const answerBody = z
  .object({
    value: z
      .unknown()
      .refine((value) => value !== undefined, 'Give the answer as “value”.')
      .openapi({
        description: 'As people write it, or in wire form; a whole list as an array.',
        example: '21 Nov 2026',
      }),
    revision: replaces,
  })
  .openapi({ required: ['value'] })

const answerForm = z
  .object({
    value: z
      .instanceof(File, { message: 'Send the picture as a file.' })
      .openapi({ type: 'string', format: 'binary', description: 'A PNG or JPEG picture.' }),
    revision: z
      .string()
      .regex(/^\d{1,9}$/, 'Send a number.')
      .transform(Number)
      .optional()
      .openapi({ type: 'integer', description: 'As in JSON.' }),
  })
  .openapi('AnswerFile')

/** A picture as the API takes it in JSON; its bytes tell what it really is. */
const pictureFromFile = async (file: File) => ({
  media_type: file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png',
  data: Buffer.from(await file.arrayBuffer()).toString('base64'),
})

/** Of the two, only what was sent is filled. */
async function answerFromBody(
  json: Partial<z.output<typeof answerBody>>,
  form: Partial<z.output<typeof answerForm>>,
): Promise<{ value: unknown; revision: number | null | undefined }> {
  if (form.value !== undefined) return { value: await pictureFromFile(form.value), revision: form.revision }
  return json.value === undefined
    ? unwrap(fail('invalid', 'Give the answer as “value”.', { field: 'value' }))
    : { value: json.value, revision: json.revision }
}

const skipBody = z.object({
  name: addressParam.optional().openapi({ description: 'The question; the one that is due where left out.' }),
  revision: replaces,
})

const confirmBody = z.object({
  revision: z
    .int()
    .min(0)
    .optional()
    .openapi({ description: 'The revision of the generation that was looked over. If it has changed: 409.' }),
})

export function addAnswerRoutes(api: Api, app: App): void {
  const params = z.object({ id: uuidParam })
  const responses = { 200: jsonResponse('The generation after it', generationView) }
  const tags = ['Conversation']

  addOperation(
    api,
    { role: 'requester', if_match: true },
    {
      method: 'put',
      path: '/api/v1/generations/{id}/answers/{name}',
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
      const { value, revision } = await answerFromBody(
        c.req.valid('json'),
        c.req.valid('form') as Partial<z.output<typeof answerForm>>,
      )
      return respondWithGeneration(
        c,
        app,
        await provideAnswer(
          app,
          { id, name, value, replaces: revision },
          commandFromRequest(c, app, { value, revision }),
        ),
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/skip',
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
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/confirm',
      tags,
      summary: 'Confirm the answers: the document is made',
      request: { params, body: jsonBody(confirmBody, false) },
      responses,
    },
    async (c) => {
      const { revision } = c.req.valid('json')
      return respondWithGeneration(
        c,
        app,
        await confirmGeneration(
          app,
          { id: c.req.valid('param').id, revision },
          commandFromRequest(c, app, { revision }),
        ),
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/cancel',
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
      ),
  )
}

/** Every command answers with the new state. */
export async function respondWithGeneration(
  c: ApiContext,
  app: App,
  committed: CommittedGeneration,
): Promise<Response> {
  return c.json(await presentCommitted(app, committed), 200, { etag: revisionTag(committed.revision) })
}
