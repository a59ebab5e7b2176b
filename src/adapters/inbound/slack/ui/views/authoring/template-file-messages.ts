/** What is wrong with a template file, and whether it is a new version of a template. */
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import { escapeCut, oneLine, splitText } from '../elements/text.ts'

/** The mistakes in a template file, each with its place; then what does not stop it and should be looked at. */
export function mistakesMessage(
  file: string,
  mistakes: readonly { readonly place: string; readonly message: string }[],
  remarks: readonly string[],
  texts: Texts,
): Message {
  const opening = texts.mistakes({ file, count: mistakes.length })
  const lines = mistakes
    .slice(0, 30)
    .map(({ place, message: what }) => `• ${place === '' ? '' : `${oneLine(place)}: `}${oneLine(what)}`.slice(0, 320))
  const more = mistakes.length > lines.length ? [texts.mistakes_more({ count: mistakes.length - lines.length })] : []
  const looks = remarks.length === 0 ? [] : lookLines(remarks, texts)
  return message([opening, ...lines, ...more, texts.mistakes_next].join('\n'), [
    section(`:warning: ${escapeCut(opening, 600)}`),
    ...splitText([...lines, ...more].join('\n'), 2900)
      .slice(0, 3)
      .map((piece) => section(piece === '' ? '–' : piece)),
    ...(looks.length === 0 ? [] : [section(looks.join('\n'))]),
    context(escapeCut(texts.mistakes_next, 300)),
  ])
}

const MAX_REMARKS = 5

/** Remarks under their heading, and how many more there are. */
export function lookLines(remarks: readonly string[], texts: Texts): string[] {
  const shown = remarks.slice(0, MAX_REMARKS)
  return [
    escapeCut(texts.look_at, 100),
    ...shown.map((each) => `• ${escapeCut(oneLine(each), 350)}`),
    ...(remarks.length > shown.length ? [texts.more_notes({ count: remarks.length - shown.length })] : []),
  ]
}

/** The name is taken: asks whether the file is a new version. `file` is Slack's id of the file. */
export function nameTakenMessage(
  template: { readonly id: string; readonly name: string },
  file: string,
  texts: Texts,
): Message {
  const sentence = texts.name_taken({ name: template.name })
  return message(sentence, [
    section(escapeCut(sentence, 900)),
    actions(`file ${file}`.slice(0, 255), [
      button(ACTION.revise, texts.new_version, { value: `${template.id} ${file}`, style: 'primary' }),
      button(ACTION.rename, texts.other_name, { value: file }),
    ]),
  ])
}
