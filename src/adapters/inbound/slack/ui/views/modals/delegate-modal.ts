/** The form that hands a question to a colleague. */
import type { KnownBlock, ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import { MAX_INPUT_TEXT, MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { section } from '../elements/blocks.ts'
import { input, modal } from '../elements/modal.ts'
import { bold, plainText } from '../elements/text.ts'
import type { FormMetadata } from './form-metadata.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** Longer than any address. */
const MAX_ADDRESS = 300

/** The form that chooses a colleague for a question, or, where mail is sent, an address. */
export function delegateModal(
  generation: string,
  question: QuestionView,
  shown_under: string | undefined,
  texts: Texts,
  mails: boolean,
): ModalView {
  const blocks: KnownBlock[] = [
    section(bold(question.label)),
    input(
      'who',
      texts.delegate_who,
      { type: 'users_select', action_id: ACTION.value, placeholder: plainText(texts.choose, MAX_PLACEHOLDER) },
      { hint: texts.delegate_privacy, optional: mails },
    ),
    ...(mails
      ? [
          input(
            'email',
            texts.delegate_email,
            { type: 'plain_text_input', action_id: ACTION.value, max_length: MAX_ADDRESS },
            { optional: true, hint: texts.delegate_email_hint },
          ),
        ]
      : []),
    input(
      'note',
      texts.delegate_note,
      { type: 'plain_text_input', action_id: ACTION.value, multiline: true, max_length: MAX_INPUT_TEXT },
      { optional: true },
    ),
  ]
  return modal({
    callback_id: CALLBACK.delegate,
    title: texts.delegate_title,
    blocks,
    submit: texts.delegate_send,
    close: texts.never_mind,
    metadata: { generation, shown_under, names: [question.name] } satisfies FormMetadata,
  })
}
