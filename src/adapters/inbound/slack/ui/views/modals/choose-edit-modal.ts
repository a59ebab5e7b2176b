/** The form that chooses the answer to change. */
import type { ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import { MAX_OPTIONS, MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { answerText } from '../elements/answer-line.ts'
import { input, modal } from '../elements/modal.ts'
import { option } from '../elements/option.ts'
import { plainText } from '../elements/text.ts'
import type { FormMetadata } from './form-metadata.ts'
import type { AnswerView, GenerationView } from '../../../../../../queries/generation/generation-view.ts'

/** Chooses the answer to change: the first hundred; the others are in the review. */
export function chooseEditModal(
  { id, answers }: Pick<GenerationView, 'id' | 'answers'>,
  label: (answer: AnswerView) => string,
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const all = Object.values(answers)
  const names = all.slice(0, MAX_OPTIONS)
  const options = names.map((answer, index) => option(label(answer), String(index), answerText(answer, texts)))
  const field = input('which', texts.edit_which, {
    type: 'static_select',
    action_id: ACTION.value,
    placeholder: plainText(texts.choose, MAX_PLACEHOLDER),
    options,
  })
  return modal({
    callback_id: CALLBACK.choose_edit,
    title: texts.edit_title,
    blocks: [field],
    submit: texts.edit,
    close: texts.close,
    metadata: { generation: id, shown_under } satisfies FormMetadata,
  })
}
