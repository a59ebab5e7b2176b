/**
 * From a posted form to the raw answer that commands read: text as it was typed, several choices, a picture's bytes, a
 * pasted table.
 */
import type { AnswerForm, ChosenReading } from '../../../../../domain/questions/answer.ts'
import type { Question } from '../../../../../domain/questions/question.ts'
import { fail, ok, type Result } from '../../../../../domain/kernel/errors.ts'
import { parseTable } from '../../../../../answers/meaning/list-items.ts'
import { readChoices } from './unclear-cells.ts'
import { fieldFile, fieldText, fieldTexts, type PostedForm } from '../env.ts'

/** The answer as it was posted. A reading that was clicked, the words as they are, and the default are data. */
export async function answerFromForm(
  question: Pick<Question, 'kind' | 'default' | 'fields' | 'name'>,
  posted: PostedForm,
): Promise<
  Result<{ readonly value: unknown; readonly form?: AnswerForm; readonly chosen?: readonly ChosenReading[] }>
> {
  const words = fieldText(posted, 'as_written')
  if (words !== undefined) return ok({ value: { as_written: words } })
  const reading = fieldText(posted, 'reading')
  if (reading !== undefined) return ok({ value: reading, form: 'wire' })
  if (fieldText(posted, 'do') === 'default') return ok({ value: question.default, form: 'wire' })
  const written = await writtenAnswer(question, posted)
  return written.ok ? ok({ value: written.value, chosen: readChoices(fieldTexts(posted, 'chosen')) }) : written
}

async function writtenAnswer(
  question: Pick<Question, 'kind' | 'fields' | 'name'>,
  posted: PostedForm,
): Promise<Result<unknown>> {
  switch (question.kind) {
    case 'some_of':
      return ok(fieldTexts(posted, 'value').filter((value) => value !== ''))
    case 'image':
      return imageFromForm(question.name, fieldFile(posted, 'value'))
    case 'list':
      return ok(pastedRows(question, posted))
    case 'date':
      return ok((fieldText(posted, 'value') ?? '').trim() || (fieldText(posted, 'picked') ?? ''))
    case 'yes_no':
      return ok((fieldText(posted, 'instead') ?? '').trim() || (fieldText(posted, 'value') ?? ''))
    default:
      return ok(fieldText(posted, 'value') ?? '')
  }
}

/** The rows of a pasted table. */
export const pastedRows = ({ fields = [] }: Pick<Question, 'fields'>, posted: PostedForm): readonly unknown[] =>
  parseTable(fieldText(posted, 'rows') ?? '', fields)

async function imageFromForm(field: string, file: File | undefined): Promise<Result<unknown>> {
  if (file === undefined) return fail('invalid_answer', 'No picture was chosen. Choose a PNG or JPEG file.', { field })
  const media_type = /\.png$/i.test(file.name) || file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  return ok({ media_type, data: Buffer.from(await file.arrayBuffer()).toString('base64'), file_name: file.name })
}
