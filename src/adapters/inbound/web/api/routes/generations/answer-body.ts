/** The body of an answer: JSON, or a form with a picture. */
import { z } from '@hono/zod-openapi'
import { ANSWER_FORMS, type AnswerForm } from '../../../../../../domain/questions/answer.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'

export const replaces = z
  .int()
  .min(0)
  .nullable()
  .optional()
  .openapi({
    description:
      'The revision of the answer that this replaces, null for none. If that has changed: 409 with both values. ' +
      'Left out: whatever is there.',
  })

export const answerFormParam = z
  .enum(ANSWER_FORMS)
  .optional()
  .openapi({
    description:
      '`wire`: the value is data, taken as it is in every locale, or refused. `words`: a person wrote it, ' +
      'and the locale ' +
      'of the conversation alone decides. Left out: either; where the two differ (`1.125` in German), and ' +
      'for what is ' +
      'most likely a slip, or of another kind than the one that was guessed, 422 with `readings`, of which one is ' +
      'sent as `wire`.',
  })

export const answerBody = z
  .strictObject({
    value: z
      .unknown()
      .refine((value) => value !== undefined, 'Give the answer as “value”.')
      .openapi({
        description:
          'As people write it, or in wire form; a whole list as an array. A picture as ' +
          '`{"media_type": "image/png", "data": "base64…"}`, or by the reference that a generation of yours shows. ' +
          'Where the kind is a guess, words as they are: `{"as_written": "upon receipt"}`.',
        example: '21 Nov 2026',
      }),
    form: answerFormParam,
    revision: replaces,
  })
  .openapi({ required: ['value'] })

export const answerForm = z
  .strictObject({
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
  .openapi('AnswerFile', { description: 'A picture as an answer.' })

/** A picture as the API takes it in JSON; its bytes tell what it really is. */
const pictureFromFile = async (file: File) => ({
  media_type: file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png',
  data: Buffer.from(await file.arrayBuffer()).toString('base64'),
  file_name: file.name,
})

/** Of the two, only what was sent is filled. */
export async function answerFromBody(
  json: Partial<z.output<typeof answerBody>>,
  form: Partial<z.output<typeof answerForm>>,
): Promise<{ value: unknown; form?: AnswerForm | undefined; revision: number | null | undefined }> {
  if (form.value !== undefined) return { value: await pictureFromFile(form.value), revision: form.revision }
  return json.value === undefined
    ? unwrap(fail('invalid', 'Give the answer as “value”.', { field: 'value' }))
    : { value: json.value, form: json.form, revision: json.revision }
}
