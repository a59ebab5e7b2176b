/** Modals without fields: confirm a cancellation, loading, a text. */
import type { ModalView } from '@slack/types'
import { CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { section } from '../elements/blocks.ts'
import { modal } from '../elements/modal.ts'
import { escapeCut } from '../elements/text.ts'
import type { FormMetadata } from './form-metadata.ts'

/** Asks whether to cancel the conversation. */
export const cancelModal = (generation: string, texts: Texts): ModalView =>
  modal({
    callback_id: CALLBACK.cancel,
    title: texts.cancel,
    blocks: [section(`*${escapeCut(texts.cancel_title, 200)}*\n${escapeCut(texts.cancel_text, 600)}`)],
    submit: texts.cancel_yes,
    close: texts.cancel_no,
    metadata: { generation } satisfies FormMetadata,
  })

/** Shown at once, because a click expires after three seconds. The requested form replaces it. */
export const loadingModal = (title: string, texts: Texts): ModalView =>
  modal({ callback_id: CALLBACK.loading, title, blocks: [section(escapeCut(texts.loading, 200))], close: texts.close })

/** A text without fields. */
export const textModal = (title: string, words: string, texts: Texts): ModalView =>
  modal({ callback_id: CALLBACK.loading, title, blocks: [section(escapeCut(words, 2900))], close: texts.close })

/** In place of a form whose metadata is not ours. */
export const unreadableFormModal = (texts: Texts): ModalView => textModal('DocGen', texts.form_unreadable, texts)
