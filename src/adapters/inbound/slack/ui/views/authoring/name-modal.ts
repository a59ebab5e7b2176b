/** The form for a template’s name. */
import type { ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { input, modal } from '../elements/modal.ts'

/** The form for the name; `metadata` comes back with it. */
export const nameModal = (metadata: object, name: string, texts: Texts): ModalView =>
  modal({
    callback_id: CALLBACK.name,
    title: texts.name_title,
    submit: texts.save,
    close: texts.close,
    metadata,
    blocks: [
      input('name', texts.name_label, {
        type: 'plain_text_input',
        action_id: ACTION.value,
        max_length: 200,
        ...(name === '' ? {} : { initial_value: name.slice(0, 200) }),
      }),
    ],
  })
