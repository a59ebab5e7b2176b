/** How an answer would be read, without a conversation. */
import { z } from '@hono/zod-openapi'
import { ANSWER_FORMS } from '../../../../../../domain/questions/answer.ts'
import type { App } from '../../../../../../ports/app.ts'
import { tryAnswer, type TriedAnswer } from '../../../../../../queries/template/try-answer.ts'
import type { Api } from '../../api-types.ts'
import { localeSchema, settingsOf, zoneSchema } from '../../request/conversation-settings.ts'
import { jsonBody, jsonResponse, addOperation } from '../../operation.ts'
import { answerValue, asWritten } from '../../schemas/answer.ts'
import { askedFields } from '../../schemas/question.ts'
import { orNull, templateIdParam } from '../../schemas/text.ts'

const tryBody = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .openapi({ description: 'The question; items.price for a field of a list.', example: 'start_date' }),
    value: z
      .unknown()
      .refine((value) => value !== undefined, 'Give the answer as “value”.')
      .openapi({ description: 'As people write it, or in wire form.', example: 'tomorrow' }),
    form: z.enum(ANSWER_FORMS).optional().openapi({ description: 'As for an answer in a conversation.' }),
    version: z.int().min(1).optional().openapi({ description: 'The latest where left out.' }),
    locale: localeSchema.optional(),
    zone: zoneSchema.optional(),
  })
  .openapi({ required: ['name', 'value'] })

const reading = z
  .object({
    wire: z.union([z.string(), asWritten]).describe('What to send with the form `wire`.'),
    shown: z.string().describe('What that means.'),
  })
  .openapi('Reading', { description: 'One of the things that an answer could mean.' })

const problem = z
  .object({
    field: z.string().describe('Where it is.'),
    message: z.string().describe('What is wrong, and what to do.'),
  })
  .openapi('AnswerProblem', { description: 'What is wrong at one place of an answer.' })

const tried: z.ZodType<TriedAnswer> = z
  .object({
    name: z.string().describe('The question.'),
    kind: askedFields.kind,
    label: askedFields.label,
    value: orNull(answerValue).describe('In wire form; null where it is not taken.'),
    shown: z.string().openapi({ description: 'As the document prints it, in one line.' }),
    refusal: z
      .object({
        message: z.string().describe('What is wrong, and what to do.'),
        readings: z.array(reading).describe('What it could mean.'),
        problems: z.array(problem).describe('Each place that is wrong.'),
      })
      .nullable()
      .openapi({ description: 'Why it is not taken, and what it could mean.' }),
  })
  .openapi('TriedAnswer', { description: 'How an answer would be read.' })

export function addTryAnswerRoute(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'author', reads: true },
    {
      method: 'post',
      path: '/api/v1/templates/{id}/try',
      operationId: 'tryAnswer',
      tags: ['Templates'],
      summary: 'Try how an answer would be read and printed; nothing is stored',
      request: { params: z.object({ id: templateIdParam }), body: jsonBody(tryBody) },
      responses: { 200: jsonResponse('The value, or why it is not taken', tried) },
    },
    async (c) => {
      const { name, value, form, version, ...said } = c.req.valid('json')
      const context = { now: app.clock.now(), ...settingsOf(c, said), form }
      const command = { id: c.req.valid('param').id, version, name, value, context }
      return c.json(await tryAnswer(app, command, c.get('caller')), 200)
    },
  )
}
