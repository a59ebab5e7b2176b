/** The form that chooses the channel for the document. */
import type { ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import { MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { input, modal } from '../elements/modal.ts'
import { plainText } from '../elements/text.ts'
import type { FormMetadata } from './form-metadata.ts'

/** The form that chooses a channel. */
export function shareModal(
  generation: string,
  revision: number,
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const select = {
    type: 'conversations_select' as const,
    action_id: ACTION.value,
    placeholder: plainText(texts.choose, MAX_PLACEHOLDER),
    filter: { include: ['public' as const, 'private' as const], exclude_bot_users: true },
  }
  return modal({
    callback_id: CALLBACK.share,
    title: texts.share_title,
    blocks: [input('where', texts.share_where, select, { hint: texts.share_privacy })],
    submit: texts.share_send,
    close: texts.never_mind,
    metadata: { generation, shown_under, revision } satisfies FormMetadata,
  })
}
