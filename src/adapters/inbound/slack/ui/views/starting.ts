/** Where a document begins: the picker, what follows it, suggestions for a name that is none, and help. */
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { ACTION, CALLBACK } from '../action-ids.ts'
import { OPTIONS, PLACEHOLDER } from '../limits.ts'
import type { Texts } from '../texts/texts.ts'
import {
  actions,
  button,
  context,
  divider,
  header,
  input,
  message,
  modal,
  option,
  section,
  type Message,
} from './elements/blocks.ts'
import { bold, escapeCut, link, plain } from './elements/text.ts'

/** A template in a list. */
export interface TemplateRow {
  readonly id: string
  readonly name: string
  readonly question_count: number
}

export interface PickerContent {
  readonly favourites: readonly TemplateRow[]
  readonly recent: readonly TemplateRow[]
  /** All of them, where they are at most a hundred. */
  readonly all: readonly TemplateRow[]
  readonly total: number
  readonly is_author: boolean
}

/** The most templates that the picker shows as rows, of each sort. */
export const PICKER_ROWS = 5

export function pickerModal({ favourites, recent, all, total, is_author }: PickerContent, texts: Texts): ModalView {
  const title = texts.picker_title
  if (total === 0) {
    const words = [texts.picker_none, is_author ? texts.picker_none_author : ''].join(' ')
    return modal({ callback_id: CALLBACK.begun, title, blocks: [section(escapeCut(words, 600))], close: texts.close })
  }
  const placeholder = plain(texts.picker_placeholder, PLACEHOLDER)
  const element =
    total <= OPTIONS && all.length === total
      ? { type: 'static_select' as const, action_id: ACTION.value, placeholder, options: all.map(templateOption) }
      : { type: 'external_select' as const, action_id: ACTION.pick_template, placeholder, min_query_length: 0 }
  const blocks: KnownBlock[] = [
    ...renderRows(texts.picker_favourites, favourites, texts),
    ...renderRows(
      texts.picker_recent,
      recent.filter(({ id }) => !favourites.some((one) => one.id === id)),
      texts,
    ),
    input(
      'template',
      total <= PICKER_ROWS && favourites.length + recent.length === 0 ? texts.picker_intro : texts.picker_all,
      element,
    ),
  ]
  return modal({ callback_id: CALLBACK.picker, title, blocks, submit: texts.start, close: texts.close })
}

function renderRows(title: string, templates: readonly TemplateRow[], texts: Texts): KnownBlock[] {
  if (templates.length === 0) return []
  return [
    context(`*${escapeCut(title, 200)}*`),
    ...templates.slice(0, PICKER_ROWS).map((template) => templateRow(template, texts)),
  ]
}

const templateRow = ({ id, name, question_count }: TemplateRow, texts: Texts): KnownBlock =>
  section(`${bold(name, 800)}  ${escapeCut(texts.questions({ count: question_count }), 100)}`, {
    accessory: button(ACTION.start, texts.start, { value: id, spoken: `${texts.start}: ${name}` }),
  })

/** A template as an option of a select; its id is the value. */
export const templateOption = ({ id, name }: Pick<TemplateRow, 'id' | 'name'>): PlainTextOption => option(name, id)

/** It has begun: where it goes on, or here in a form. `url` leads to the thread. */
export function startedModal(generation: string, template: string, url: string | undefined, texts: Texts): ModalView {
  return modal({
    callback_id: CALLBACK.begun,
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

/** The same as words, with what was understood of what was written and what was not. */
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

/** What is left out is counted. */
const firstNotes = (notes: readonly string[], texts: Texts): readonly string[] =>
  notes.length <= MAX_NOTES
    ? notes
    : [...notes.slice(0, MAX_NOTES - 1), texts.more_notes({ count: notes.length - MAX_NOTES + 1 })]

/** A name that is no template, and the nearest ones. */
export function unknownTemplateMessage(name: string, nearest: readonly TemplateRow[], texts: Texts): Message {
  const sentence = texts.no_such_template({ name })
  return message([sentence, ...nearest.map((template) => template.name)].join('\n'), [
    section(escapeCut([sentence, nearest.length > 0 ? texts.did_you_mean : ''].join(' ').trim(), 900)),
    ...nearest.slice(0, 5).map((template) => templateRow(template, texts)),
    actions('pick', [button(ACTION.new_document, texts.picker_all)]),
  ])
}

export function templateListMessage(templates: readonly TemplateRow[], total: number, texts: Texts): Message {
  const rowsShown = templates.slice(0, 40)
  const more = total - rowsShown.length
  return message(
    [texts.templates_found({ count: total }), ...rowsShown.map(({ id, name }) => `${name} (${id})`)].join('\n'),
    [
      header(texts.templates),
      ...(total === 0
        ? [section(escapeCut(texts.picker_none, 300))]
        : rowsShown.map((template) => templateRow({ ...template, name: template.name.slice(0, 100) }, texts))),
      ...(more > 0 ? [context(escapeCut(texts.more_in_picker({ count: more }), 200))] : []),
      actions('pick', [button(ACTION.new_document, texts.new_document, { style: 'primary' })]),
    ],
  )
}

/** A few words, and the way to begin. */
export function invitationMessage(words: string, texts: Texts): Message {
  return message(words, [
    section(escapeCut(words, 900)),
    actions('pick', [button(ACTION.new_document, texts.new_document, { style: 'primary' })]),
  ])
}

export function helpMessage(is_author: boolean, texts: Texts): Message {
  const lines = helpLines(is_author, texts)
  return message([texts.help_title, ...lines].join('\n'), [
    header(texts.help_title),
    section(lines.map((line) => `• ${escapeCut(line, 400)}`).join('\n')),
    divider,
    actions('pick', [button(ACTION.new_document, texts.new_document, { style: 'primary' })]),
  ])
}

const helpLines = (is_author: boolean, texts: Texts): string[] => [
  texts.help_start,
  texts.help_thread,
  texts.help_words,
  texts.help_correct,
  texts.help_private,
  texts.help_lists,
  ...(is_author ? [texts.help_author] : []),
]
