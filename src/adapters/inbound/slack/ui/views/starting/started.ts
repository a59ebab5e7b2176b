/** A conversation has started: as a modal or a message with a link to it. */
import type { ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { modal } from '../elements/modal.ts'
import { message, type Message } from '../elements/message.ts'
import { escapeCut, link } from '../elements/text.ts'

/** The conversation has started: a link to it, or the form. `url` leads to the thread. */
export function startedModal(generation: string, template: string, url: string | undefined, texts: Texts): ModalView {
  return modal({
    callback_id: CALLBACK.started,
    title: texts.begun_title,
    close: texts.close,
    blocks: [
      section(escapeCut(texts.begun({ template }), 900)),
      context(escapeCut(texts.begun_private, 200)),
      actions('begun', [
        ...(url === undefined ? [] : [button(ACTION.open, texts.go_to, { url, style: 'primary' })]),
        button(ACTION.several, texts.open_form, { value: generation }),
      ]),
    ],
  })
}

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
