/**
 * A template in the making: what was read of a file, its mistakes, its questions with an edit button each, and the form
 * for one.
 */
import { formatChoices } from '../../../../../answers/parsing/choice-lines.ts'
import type { KnownBlock, ModalView } from '@slack/types'
import { KINDS, type Question } from '../../../../../domain/questions/question.ts'
import { ACTION, CALLBACK } from '../action-ids.ts'
import { INPUT, PLACEHOLDER } from '../limits.ts'
import { keyOf } from '../reference.ts'
import type { Texts } from '../texts/texts.ts'
import { actions, button, context, input, message, modal, option, section, type Message } from './elements/blocks.ts'
import { bold, escapeCut, italic, oneLine, pieces, plain } from './elements/text.ts'

/** A question where it stands: its path from the outermost list. */
export interface PathQuestion {
  readonly path: readonly string[]
  readonly question: Question
}

/** All questions, those of a list's items behind their list. */
export function questionsOf(questions: readonly Question[], above: readonly string[] = []): PathQuestion[] {
  return questions.flatMap((question) => {
    const path = [...above, question.name]
    return [{ path, question }, ...questionsOf(question.fields ?? [], path)]
  })
}

export interface TemplateDraft {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly published: boolean
  readonly questions: readonly Question[]
  readonly notes: readonly { readonly name: string; readonly message: string }[]
}

/** Rows of one part. */
const ROWS = 30

export function draftMessage(
  { id, name, version, published, questions, notes }: TemplateDraft,
  texts: Texts,
  part = 0,
): Message {
  const all = questionsOf(questions)
  const parts = Math.max(1, Math.ceil(all.length / ROWS))
  const at = Math.min(Math.max(part, 0), parts - 1)
  const opening = texts.read({ name, count: all.length })
  const state = published ? texts.read_published({ version }) : texts.read_draft({ version })
  const blocks: KnownBlock[] = [
    section(escapeCut(`${opening} ${state}`, 1000)),
    ...(notes.length === 0 || at > 0
      ? []
      : [
          section(
            [
              escapeCut(texts.look_at, 100),
              ...notes.slice(0, 5).map((note) => `• ${escapeCut(note.message, 350)}`),
            ].join('\n'),
          ),
        ]),
    ...all.slice(at * ROWS, (at + 1) * ROWS).map((one, index) => questionRow(id, one, at * ROWS + index, texts)),
    ...(parts === 1
      ? []
      : [
          actions(`tpl pages ${id}`, [
            ...(at > 0
              ? [button(`${ACTION.page}back`, texts.review_earlier, { value: `${id} ${String(at - 1)}` })]
              : []),
            ...(at < parts - 1
              ? [button(`${ACTION.page}on`, texts.review_later, { value: `${id} ${String(at + 1)}` })]
              : []),
          ]),
        ]),
    actions(`tpl ${id}`, [
      ...(published
        ? [button(ACTION.start, texts.published_try, { value: id, style: 'primary' })]
        : [button(ACTION.publish, texts.publish, { value: id, style: 'primary' })]),
      ...(all.length === 0 ? [] : [button(ACTION.all_questions, texts.go_through, { value: id })]),
    ]),
  ]
  return message([`${opening} ${state}`, ...all.map(({ question }) => question.label)].join('\n'), blocks)
}

function questionRow(id: string, { path, question }: PathQuestion, at: number, texts: Texts): KnownBlock {
  const inside = path.length > 1 ? '↳ '.repeat(Math.min(path.length - 1, 5)) : ''
  const about = [texts.kind_name(question.kind), ...(question.required ? [] : [texts.optional_short])].join(' · ')
  return section(`${inside}${bold(question.label, 110)}\n${italic(about, 90)}`, {
    block_id: `tq ${id} ${String(at)}`,
    accessory: button(ACTION.question, texts.edit, {
      value: String(at),
      spoken: texts.edit_label({ label: question.label }),
    }),
  })
}

/** What cannot be used yet, each mistake with its place. */
export function mistakesMessage(
  file: string,
  mistakes: readonly { readonly place: string; readonly message: string }[],
  texts: Texts,
): Message {
  const opening = texts.mistakes({ file, count: mistakes.length })
  const lines = mistakes
    .slice(0, 30)
    .map(({ place, message: what }) => `• ${place === '' ? '' : `${oneLine(place)}: `}${oneLine(what)}`.slice(0, 320))
  const more = mistakes.length > lines.length ? [texts.mistakes_more({ count: mistakes.length - lines.length })] : []
  return message([opening, ...lines, ...more, texts.mistakes_next].join('\n'), [
    section(`:warning: ${escapeCut(opening, 600)}`),
    ...pieces([...lines, ...more].join('\n'), 2900)
      .slice(0, 3)
      .map((piece) => section(piece === '' ? '–' : piece)),
    context(escapeCut(texts.mistakes_next, 300)),
  ])
}

/** The name is taken: is this its next version? `file` is Slack's id of the file, to be read again. */
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

export interface QuestionForm {
  readonly template: string
  /** The version whose questions are numbered, and the revision that was shown. */
  readonly version: number
  readonly revision: number
  readonly at: number
  readonly through: boolean
  readonly message?: { readonly channel: string; readonly ts: string } | undefined
}

/** The form for one question; `through` goes on with the next one. */
export function questionModal(
  { path, question }: PathQuestion,
  count: number,
  form: QuestionForm,
  texts: Texts,
): ModalView {
  // A list stays a list, and nothing else becomes one: the template itself decides.
  const kinds = question.kind === 'list' ? (['list'] as const) : KINDS.filter((kind) => kind !== 'list')
  const kindOptions = kinds.map((kind) => option(texts.kind_name(kind), kind))
  const required = [option(texts.question_required_yes, 'yes'), option(texts.question_required_no, 'no')]
  const choices = formatChoices(question.choices ?? [])
  const text = (value: string | undefined) =>
    value === undefined || value === '' || value.length > INPUT ? {} : { initial_value: value }
  const blocks: KnownBlock[] = [
    context(escapeCut(texts.question_in_document({ name: path.join(' › ') }), 600)),
    // Its own block ids for each question: Slack keeps what was entered under an id that it knows.
    input(fieldId('label', path), texts.question_label, {
      type: 'plain_text_input',
      action_id: ACTION.value,
      max_length: 300,
      ...text(question.label),
    }),
    input(fieldId('kind', path), texts.question_kind, {
      type: 'static_select',
      action_id: ACTION.value,
      placeholder: plain(texts.choose, PLACEHOLDER),
      options: kindOptions,
      initial_option: option(texts.kind_name(question.kind), question.kind),
    }),
    input(
      fieldId('help', path),
      texts.question_help,
      { type: 'plain_text_input', action_id: ACTION.value, multiline: true, max_length: 1000, ...text(question.help) },
      { optional: true },
    ),
    ...(question.kind === 'list' || choices.length > INPUT
      ? []
      : [
          input(
            fieldId('choices', path),
            texts.question_choices,
            { type: 'plain_text_input', action_id: ACTION.value, multiline: true, ...text(choices) },
            { optional: true, hint: texts.question_choices_hint },
          ),
        ]),
    input(fieldId('required', path), texts.question_required, {
      type: 'radio_buttons',
      action_id: ACTION.value,
      options: required,
      initial_option: question.required ? required[0]! : required[1]!,
    }),
  ]
  return modal({
    callback_id: CALLBACK.question,
    title: texts.question_title({ at: form.at + 1, of: count }),
    blocks,
    close: texts.close,
    submit: form.through && form.at + 1 < count ? texts.question_next : texts.question_save,
    metadata: form,
  })
}

export type QuestionField = 'label' | 'kind' | 'help' | 'choices' | 'required'

export const fieldId = (field: QuestionField, path: readonly string[]): string => `${field} ${keyOf(path.join('.'))}`
