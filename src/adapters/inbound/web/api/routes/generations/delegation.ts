/** “Ask someone else”: one question handed to a colleague, who sees and answers that one alone. */
import { z } from '@hono/zod-openapi'
import { delegateQuestion } from '../../../../../../commands/generation/delegate-question.ts'
import { withdrawHandOver } from '../../../../../../commands/generation/handing/end-hand-over.ts'
import { provideAnswer } from '../../../../../../commands/generation/provide-answer.ts'
import { skipQuestion } from '../../../../../../commands/generation/skip-question.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getDelegatedQuestion } from '../../../../../../queries/generation/get-delegated-question.ts'
import { listDelegatedToMe } from '../../../../../../queries/generation/list-delegated-to-me.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { jsonResponse, jsonBody, addOperation } from '../../operation.ts'
import { delegatedQuestionView } from '../../schemas/generation.ts'
import { addressParam, lineSchema, rowsOf, uuidParam } from '../../schemas/text.ts'
import { answerFormParam } from './answer-body.ts'
import { generationAfter, respondWithGeneration } from './respond-with-generation.ts'

const delegateBody = z.object({
  to: lineSchema(200).min(1).openapi({
    description: 'The colleague: an id from `GET /api/v1/colleagues`.',
    example: 'key:0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f',
  }),
  note: z.string().max(1000).optional().openapi({ description: 'A word to the colleague.' }),
})

const answerBody = z.object({
  value: z.unknown().optional().openapi({ description: 'As people write it, or in wire form.' }),
  form: answerFormParam,
  skip: z.literal(true).optional().openapi({ description: 'Instead of a value, for a question that is not required.' }),
})

export function addDelegationRoutes(api: Api, app: App): void {
  const params = z.object({ id: uuidParam, name: addressParam })
  const tags = ['Conversation']

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/questions/{name}/delegate',
      operationId: 'delegateQuestion',
      tags,
      summary: 'Ask a colleague',
      request: { params, body: jsonBody(delegateBody) },
      responses: { 200: generationAfter('What is asked meanwhile: what does not depend on the answer') },
    },
    async (c) => {
      const { id, name } = c.req.valid('param')
      const { to, note } = c.req.valid('json')
      if (!(await app.people.isKnown(c.get('caller').tenant, to)))
        unwrap(
          fail('unprocessable', 'There is nobody of that id. `GET /api/v1/colleagues?search=…` finds people by name.', {
            field: 'to',
          }),
        )
      return respondWithGeneration(
        c,
        app,
        await delegateQuestion(app, { id, name, to, note }, commandFromRequest(c, app, { to, note })),
        { names: [name] },
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/questions/{name}/withdraw',
      operationId: 'withdrawDelegation',
      tags,
      summary: 'Take a question back from a colleague',
      request: { params },
      responses: { 200: generationAfter('What is asked next') },
    },
    async (c) => {
      const { id, name } = c.req.valid('param')
      const committed = await withdrawHandOver(app, { id, question: name }, commandFromRequest(c, app, {}))
      return respondWithGeneration(c, app, committed, { names: [name] })
    },
  )

  addOperation(
    api,
    { role: 'guest' },
    {
      method: 'get',
      path: '/api/v1/delegated-questions',
      operationId: 'listDelegatedQuestions',
      tags,
      summary: 'The questions that colleagues have handed to you',
      responses: {
        200: jsonResponse('Those that wait for your answer, the latest first', rowsOf(delegatedQuestionView)),
      },
    },
    async (c) => c.json({ data: [...(await listDelegatedToMe(app, c.get('caller'))).questions] }, 200),
  )

  addOperation(
    api,
    { role: 'guest' },
    {
      method: 'put',
      path: '/api/v1/delegated-questions/{id}/{name}',
      operationId: 'answerDelegatedQuestion',
      tags,
      summary: 'Answer a question that was handed to you',
      request: { params, body: jsonBody(answerBody) },
      responses: { 200: jsonResponse('The question', delegatedQuestionView) },
    },
    async (c) => {
      const { id, name } = c.req.valid('param')
      const { value, form, skip } = c.req.valid('json')
      const request = { ...commandFromRequest(c, app, { value, form, skip }), as_colleague: true }
      if (skip === true) await skipQuestion(app, { id, name }, request)
      else if (value === undefined) unwrap(fail('invalid', 'Give the answer as “value”.', { field: 'value' }))
      else await provideAnswer(app, { id, name, value, form }, request)
      return c.json(await getDelegatedQuestion(app, id, name, c.get('caller')), 200)
    },
  )
}
