/** A conversation has started: as a modal or a message with a link to it. */
import type { ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { modal } from '../elements/modal.ts'
import { message, type Message } from '../elements/message.ts'
import { escapeCut, link } from '../elements/text.ts'

/** The conversation has started, and no form can hold its first questions: where it is. */
export const startedModal = (template: string, url: string, texts: Texts): ModalView =>
  placeModal(texts.begun_title, texts.begun({ template }), url, texts)

/** The form was sent, and the conversation goes on elsewhere. `url` leads to its thread. */
export const goesOnModal = (url: string, texts: Texts): ModalView =>
  placeModal(texts.several_title, texts.several_goes_on, url, texts)

const placeModal = (title: string, sentence: string, url: string, texts: Texts): ModalView =>
  modal({
    callback_id: CALLBACK.started,
    title,
    close: texts.close,
    blocks: [
      section(escapeCut(sentence, 900)),
      context(escapeCut(texts.begun_private, 200)),
      actions('begun', [button(ACTION.open, texts.go_to, { url, style: 'primary' })]),
    ],
  })

/** The same as a message, with notes on what was understood and what was not. */
export function startedMessage(
  template: string,
  url: string | undefined,
  notes: readonly string[],
  texts: Texts,
): Message {
  const sentence = texts.begun({ template })
  const shown = firstNotes(notes, texts)
  return message([sentence, ...shown].join('\n'), [
    section(
      [escapeCut(sentence, 900), url === undefined ? '' : link(url, texts.go_to)]
        .filter((line) => line !== '')
        .join(' '),
    ),
    ...(shown.length === 0 ? [] : [section(shown.map((note) => `• ${escapeCut(note, 250)}`).join('\n'))]),
  ])
}

const MAX_NOTES = 10

/** The first notes, and the number of those left out. */
const firstNotes = (notes: readonly string[], texts: Texts): readonly string[] =>
  notes.length <= MAX_NOTES
    ? notes
    : [...notes.slice(0, MAX_NOTES - 1), texts.more_notes({ count: notes.length - MAX_NOTES + 1 })]
