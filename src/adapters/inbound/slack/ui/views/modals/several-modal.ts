/** The form for several questions at once. */
import type { KnownBlock, ModalView } from '@slack/types'
import { CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, section } from '../elements/blocks.ts'
import { modal } from '../elements/modal.ts'
import { modalInput } from '../inputs/modal-input.ts'
import { bold, escapeCut } from '../elements/text.ts'
import { type FormMetadata, fieldId } from './form-metadata.ts'
import type { GenerationView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The most questions in one form. */
const MAX_QUESTIONS = 8

/** The room for addresses in `private_metadata`, in characters. */
const MAX_NAMES_LENGTH = 2400

/** The first questions that fit into one form, without lists. */
export function questionsForForm(questions: readonly QuestionView[]): QuestionView[] {
  const fitting: QuestionView[] = []
  let size = 0
  for (const question of questions) {
    size += JSON.stringify(question.name).length + 1
    if (question.kind === 'list') continue
    if (fitting.length === MAX_QUESTIONS || size > MAX_NAMES_LENGTH) break
    fitting.push(question)
  }
  return fitting
}

/** `questions` come from `questionsForForm`; `saved` is the number of answers in the previous form. */
export function severalModal(
  { id, template_name, locale }: Pick<GenerationView, 'id' | 'template_name' | 'locale'>,
  questions: readonly QuestionView[],
  { saved, shown_under }: { readonly saved?: number; readonly shown_under?: string | undefined },
  texts: Texts,
): ModalView {
  const fields = questions.flatMap(
    (question, index) =>
      modalInput({
        block_id: fieldId(id, question, `f${String(index)}`),
        question,
        locale,
        optional: true,
        texts,
      }) ?? [],
  )
  const blocks: KnownBlock[] = [
    section(bold(template_name)),
    context(
      escapeCut(
        [saved === undefined ? '' : texts.several_saved({ count: saved }), texts.several_intro]
          .filter((line) => line !== '')
          .join(' '),
        600,
      ),
    ),
    ...fields,
  ]
  return modal({
    callback_id: CALLBACK.several,
    title: texts.several_title,
    blocks,
    submit: texts.save,
    close: texts.close,
    metadata: { generation: id, shown_under, names: questions.map(({ name }) => name) } satisfies FormMetadata,
  })
}
