/** The form for several questions at once. */
import type { KnownBlock, ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
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

/** What was before the form, and where it stands. */
export interface SeveralFormOptions {
  /** The number of answers in the previous form. */
  readonly saved?: number | undefined
  readonly shown_under?: string | undefined
  /** It stands elsewhere than in the conversation. */
  readonly away?: true | undefined
  /** The conversation has just begun there: a link to it. */
  readonly begun_at?: string | undefined
}

/** `questions` come from `questionsForForm`. */
export function severalModal(
  { id, template_name, locale }: Pick<GenerationView, 'id' | 'template_name' | 'locale'>,
  questions: readonly QuestionView[],
  { saved, shown_under, away, begun_at }: SeveralFormOptions,
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
    begun_at === undefined
      ? section(bold(template_name))
      : section(escapeCut(texts.begun({ template: template_name }), 900), {
          accessory: button(ACTION.open, texts.go_to, { url: begun_at }),
        }),
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
    title: begun_at === undefined ? texts.several_title : texts.begun_title,
    blocks,
    submit: texts.save,
    close: texts.close,
    metadata: { generation: id, shown_under, away, names: questions.map(({ name }) => name) } satisfies FormMetadata,
  })
}
