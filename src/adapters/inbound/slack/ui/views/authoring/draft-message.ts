/** A template draft: its state and its questions, each with an edit button. */
import type { KnownBlock } from '@slack/types'
import type { Question } from '../../../../../../domain/questions/question.ts'
import { languageName } from '../../../../../../domain/template/language.ts'
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import { bold, escapeCut, italic } from '../elements/text.ts'
import { type PathQuestion, flattenQuestions } from './path-question.ts'
import { lookLines } from './template-file-messages.ts'

/** A template as its author sees it. */
export interface TemplateDraft {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly published: boolean
  /** Of its documents; null where neither the author nor the file says one. */
  readonly language?: string | null | undefined
  readonly questions: readonly Question[]
  readonly notes: readonly { readonly name: string; readonly message: string }[]
}

/** The questions on one page. */
const ROWS_PER_PAGE = 30

/** The draft with one page of its questions; `part` counts from 0. */
export function draftMessage(
  { id, name, version, published, language, questions, notes }: TemplateDraft,
  texts: Texts,
  part = 0,
): Message {
  const all = flattenQuestions(questions)
  const parts = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE))
  const at = Math.min(Math.max(part, 0), parts - 1)
  const opening = texts.read({ name, count: all.length })
  const spoken =
    typeof language === 'string' ? texts.read_language({ language: languageName(language, texts.locale) }) : ''
  const state = `${published ? texts.read_published({ version }) : texts.read_draft({ version })} ${spoken}`.trimEnd()
  const blocks: KnownBlock[] = [
    section(escapeCut(`${opening} ${state}`, 1000)),
    ...(notes.length === 0 || at > 0
      ? []
      : [
          section(
            lookLines(
              notes.map((note) => note.message),
              texts,
            ).join('\n'),
          ),
        ]),
    ...all
      .slice(at * ROWS_PER_PAGE, (at + 1) * ROWS_PER_PAGE)
      .map((one, index) => questionRow(id, one, at * ROWS_PER_PAGE + index, texts)),
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
      button(ACTION.language, texts.language_button, { value: id }),
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
