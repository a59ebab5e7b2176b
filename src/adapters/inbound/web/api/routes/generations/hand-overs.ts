/** Handing one question, or the rest of a conversation, to a colleague or to an e-mail address. */
import { z } from '@hono/zod-openapi'
import { handBack, withdrawHandOver } from '../../../../../../commands/generation/handing/end-hand-over.ts'
import { handOver } from '../../../../../../commands/generation/handing/hand-over.ts'
import { mailHandOverAgain } from '../../../../../../commands/generation/handing/mail-hand-over.ts'
import { MAX_NOTE_LENGTH } from '../../../../../../domain/account/mailed-note.ts'
import type { App } from '../../../../../../ports/app.ts'
import { listHandOvers, type HandOverView } from '../../../../../../queries/generation/handing/list-hand-overs.ts'
import { ownAddress } from '../../../shared/own-address.ts'
import type { Api, ApiContext } from '../../api-types.ts'
import { jsonBody, jsonResponse, addOperation } from '../../operation.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { addressParam, lineSchema, rowsOf, uuidParam } from '../../schemas/text.ts'
import { generationAfter, respondWithGeneration } from './respond-with-generation.ts'

const handOverView: z.ZodType<HandOverView> = z
  .object({
    question: z.string().nullable().describe('The address of the question; null for the rest of the conversation.'),
    label: z.string().nullable().describe('What is asked; null for the rest.'),
    to: z.string().describe('Who has it, by id.'),
    name: z.string().describe('What they are called; of guests their address.'),
    at: z.iso.datetime().describe('When it was handed over.'),
    state: z
      .enum(['open', 'opened', 'answered', 'withdrawn', 'over'])
      .describe('`opened`: they have seen it. `over`: its conversation or list item ended before they answered.'),
    mail: z
      .enum(['waiting', 'sent', 'failed'])
      .nullable()
      .describe('What became of the last mail about it; null where none was sent.'),
    opened_at: z.iso.datetime().nullable().describe('When they first saw it.'),
  })
  .openapi('HandOver', { description: 'What somebody else was asked for.' })

/** What is meant. */
const part = {
  question: addressParam.optional().describe('The address of the question; left out: the rest of the conversation.'),
}

export function addHandOverRoutes(api: Api, app: App, public_url: string | undefined): void {
  const params = z.object({ id: uuidParam })
  const tags = ['Conversation']
  const baseOf = (c: ApiContext): string => public_url ?? ownAddress(c.req.url, c.env?.incoming)
  const names = (question: string | undefined) => ({ names: question === undefined ? [] : [question] })

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/hand-overs',
      operationId: 'listHandOvers',
      tags,
      summary: 'What was handed to others, and what became of it',
      request: { params },
      responses: { 200: jsonResponse('The rest first, then the questions, the latest first', rowsOf(handOverView)) },
    },
    async (c) => c.json({ data: [...(await listHandOvers(app, c.req.valid('param').id, c.get('caller')))] }, 200),
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/hand-overs',
      operationId: 'handOver',
      tags,
      summary: 'Hand a question, or the rest of a conversation, to a colleague or an e-mail address',
      request: {
        params,
        body: jsonBody(
          z.object({
            ...part,
            to: lineSchema(200).min(1).optional().openapi({
              description: 'A colleague: an id from `GET /api/v1/colleagues`. Either this or `email`.',
              example: 'person:0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f',
            }),
            email: lineSchema(300).optional().openapi({
              description: 'An e-mail address: of somebody here, or of a guest.',
              example: 'ada@example.com',
            }),
            note: z.string().max(MAX_NOTE_LENGTH).optional().describe('A message to them, without web addresses.'),
          }),
        ),
      },
      responses: { 200: generationAfter('What is asked meanwhile') },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const body = c.req.valid('json')
      const committed = await handOver(app, { id, ...body }, commandFromRequest(c, app, { hand_over: body }), baseOf(c))
      return respondWithGeneration(c, app, committed, names(body.question))
    },
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/hand-overs/mail',
      operationId: 'mailHandOver',
      tags,
      summary: 'Send the mail about what was handed over again; its earlier link does not work any more',
      request: { params, body: jsonBody(z.object(part)) },
      responses: {
        200: jsonResponse('All that was handed over, and what became of it', rowsOf(handOverView)),
      },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { question } = c.req.valid('json')
      await mailHandOverAgain(app, { id, question }, commandFromRequest(c, app, { mail: question ?? null }), baseOf(c))
      return c.json({ data: [...(await listHandOvers(app, id, c.get('caller')))] }, 200)
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/hand-overs/withdraw',
      operationId: 'withdrawHandOver',
      tags,
      summary: 'Take back a question or the rest: its link and the sessions that it began end at once',
      request: { params, body: jsonBody(z.object(part)) },
      responses: { 200: generationAfter('What is asked next') },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { question } = c.req.valid('json')
      const request = commandFromRequest(c, app, { withdraw: question ?? null })
      return respondWithGeneration(c, app, await withdrawHandOver(app, { id, question }, request), names(question))
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/hand-back',
      operationId: 'handBack',
      tags,
      summary: 'Say that you are done with the rest that was handed to you; whoever asked goes on',
      request: { params },
      responses: { 204: { description: 'It is theirs again' } },
    },
    async (c) => {
      await handBack(app, c.req.valid('param'), commandFromRequest(c, app, {}))
      return c.body(null, 204)
    },
  )
}
