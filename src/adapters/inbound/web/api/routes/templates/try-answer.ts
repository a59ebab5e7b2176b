/** How an answer would be read, without a conversation. */
import { z } from '@hono/zod-openapi'
import { ANSWER_FORMS } from '../../../../../../domain/questions/answer.ts'
import { KINDS } from '../../../../../../domain/questions/question.ts'
import type { App } from '../../../../../../ports/app.ts'
import { tryAnswer, type TriedAnswer } from '../../../../../../queries/template/try-answer.ts'
import type { Api } from '../../api-types.ts'
import { localeSchema, settingsOf, zoneSchema } from '../../request/conversation-settings.ts'
import { jsonBody, jsonResponse, addOperation } from '../../operation.ts'
import { answerValue, asWritten } from '../../schemas/answer.ts'
import { templateIdParam } from '../../schemas/text.ts'

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

const tried: z.ZodType<TriedAnswer> = z
  .object({
    name: z.string(),
    kind: z.enum(KINDS),
    label: z.string(),
    value: answerValue.nullable().openapi({ description: 'In wire form; null where it is not taken.' }),
    shown: z.string().openapi({ description: 'As the document prints it, in one line.' }),
    refusal: z
      .object({
        message: z.string(),
        readings: z.array(z.object({ wire: z.union([z.string(), asWritten]), shown: z.string() })),
        problems: z.array(z.object({ field: z.string(), message: z.string() })),
      })
      .nullable()
      .openapi({ description: 'Why it is not taken, and what it could mean.' }),
  })
  .openapi('TriedAnswer')

export function addTryAnswerRoute(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'author' },
    {
      method: 'post',
      path: '/api/v1/templates/{id}/try',
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
