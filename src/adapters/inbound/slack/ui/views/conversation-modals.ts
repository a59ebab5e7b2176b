/** The forms of a conversation: several questions at once, one answer to change, whom to ask, where to share. */
import type { KnownBlock, ModalView } from '@slack/types'
import type { AnswerValue, Erased } from '../../../../../domain/questions/answer.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../../queries/generation/generation-view.ts'
import { ACTION, CALLBACK } from '../action-ids.ts'
import { INPUT, OPTIONS, PLACEHOLDER } from '../limits.ts'
import { blockId } from '../reference.ts'
import type { Texts } from '../texts/texts.ts'
import { answerText } from './elements/answer-line.ts'
import { actions, button, context, input, modal, option, section } from './elements/blocks.ts'
import { modalInput } from './modal-input.ts'
import { bold, escapeCut, oneLine, plain } from './elements/text.ts'

/** What a form of a conversation carries: which one, and under which message it was opened. */
export interface FormMetadata {
  readonly generation: string
  /** A message reference; undefined where the form was not opened under a message. */
  readonly shown_under?: string | undefined
  /** Whole addresses, in the order of the fields; those of Slack's block ids may be digests. */
  readonly names?: readonly string[] | undefined
  readonly revision?: number | null | undefined
}

/** Questions of one form: more would not be read. */
const FORM_QUESTIONS = 8

/** What `private_metadata` takes of addresses, in characters. */
const NAMES = 2400

/** The first of the questions that fit into one form, lists left out. */
export function questionsForForm(questions: readonly QuestionView[]): QuestionView[] {
  const fitting: QuestionView[] = []
  let size = 0
  for (const question of questions) {
    size += JSON.stringify(question.name).length + 1
    if (question.kind === 'list') continue
    if (fitting.length === FORM_QUESTIONS || size > NAMES) break
    fitting.push(question)
  }
  return fitting
}

const fieldId = (generation: string, { name, revision }: QuestionView, row: string): string =>
  blockId(row, { generation, revision, address: name })

/** `questions` are those of `questionsForForm`; `saved` says how many answers the form before had. */
export function severalModal(
  { id, template_name, locale }: Pick<GenerationView, 'id' | 'template_name' | 'locale'>,
  questions: readonly QuestionView[],
  { saved, shown_under }: { readonly saved?: number; readonly shown_under?: string | undefined },
  texts: Texts,
): ModalView {
  const fields = questions.flatMap(
    (question, index) =>
      modalInput({
        block_id: fieldId(id, question, `f${String(index)}`),
        question,
        locale,
        optional: true,
        texts,
      }) ?? [],
  )
  const blocks: KnownBlock[] = [
    section(bold(template_name)),
    context(
      escapeCut(
        [saved === undefined ? '' : texts.several_saved({ count: saved }), texts.several_intro]
          .filter((line) => line !== '')
          .join(' '),
        600,
      ),
    ),
    ...fields,
  ]
  return modal({
    callback_id: CALLBACK.several,
    title: texts.several_title,
    blocks,
    submit: texts.save,
    close: texts.close,
    metadata: { generation: id, shown_under, names: questions.map(({ name }) => name) } satisfies FormMetadata,
  })
}

/** Both values, when the answer was changed while the form was open. */
export interface FormConflict {
  readonly theirs: string
  readonly mine: string
}

export function editModal(
  { id, locale }: Pick<GenerationView, 'id' | 'locale'>,
  question: QuestionView,
  value: AnswerValue | Erased | null | undefined,
  {
    shown_under,
    conflict,
    where,
  }: {
    readonly shown_under?: string | undefined
    readonly conflict?: FormConflict | undefined
    readonly where?: string | undefined
  },
  texts: Texts,
): ModalView {
  const metadata: FormMetadata = { generation: id, shown_under, names: [question.name], revision: question.revision }
  const field = modalInput({
    block_id: fieldId(id, question, conflict === undefined ? 'f' : 'g'),
    question,
    value,
    locale,
    optional: false,
    texts,
  })
  const blocks: KnownBlock[] = [
    ...(where === undefined ? [] : [context(escapeCut(oneLine(where), 500))]),
    ...(conflict === undefined
      ? []
      : [
          section(
            [
              `:warning: ${escapeCut(texts.changed_meanwhile, 300)}`,
              escapeCut(texts.now_it_is({ answer: oneLine(conflict.theirs) || '–' }), 900),
              escapeCut(texts.you_wrote({ answer: oneLine(conflict.mine) || '–' }), 900),
              escapeCut(texts.save_anyway, 400),
            ].join('\n'),
          ),
        ]),
    ...(field === undefined ? [section(escapeCut(question.label, 500))] : [field]),
  ]
  return modal({
    callback_id: CALLBACK.edit,
    title: texts.edit_title,
    blocks,
    close: texts.close,
    metadata,
    ...(field === undefined ? {} : { submit: texts.save }),
  })
}

/** A list in a form: its items, each to be removed; more are added in the thread. */
export function listModal(
  { id }: Pick<GenerationView, 'id'>,
  list: QuestionView,
  items: readonly { readonly item: string; readonly shown: string }[],
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const reference = { generation: id, revision: list.revision, address: list.name }
  const blocks: KnownBlock[] = [
    section(bold(list.label)),
    context(escapeCut(texts.items({ count: items.length }), 200)),
    ...items.slice(0, 80).map(({ item, shown }, index) =>
      section(escapeCut(oneLine(shown) || '–', 1500), {
        block_id: blockId(`i${String(index)}`, reference),
        accessory: button(ACTION.item_remove, texts.list_remove, {
          value: item,
          spoken: texts.list_remove_label({ item: shown }),
        }),
      }),
    ),
    actions(blockId('w', reference), [
      button(ACTION.list_add, items.length === 0 ? texts.list_add_first : texts.list_add),
    ]),
  ]
  return modal({
    callback_id: CALLBACK.edit,
    title: texts.edit_title,
    blocks,
    close: texts.close,
    metadata: { generation: id, shown_under, names: [list.name] } satisfies FormMetadata,
  })
}

/** Which of the answers is to be changed; the first hundred, the others are in the review. */
export function chooseEditModal(
  { id, answers }: Pick<GenerationView, 'id' | 'answers'>,
  label: (answer: AnswerView) => string,
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const all = Object.values(answers)
  const names = all.slice(0, OPTIONS)
  const options = names.map((answer, index) => option(label(answer), String(index), answerText(answer, texts)))
  const field = input('which', texts.edit_which, {
    type: 'static_select',
    action_id: ACTION.value,
    placeholder: plain(texts.choose, PLACEHOLDER),
    options,
  })
  return modal({
    callback_id: CALLBACK.choose_edit,
    title: texts.edit_title,
    blocks: [field],
    submit: texts.edit,
    close: texts.close,
    metadata: { generation: id, shown_under } satisfies FormMetadata,
  })
}

export function delegateModal(
  generation: string,
  question: QuestionView,
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const blocks: KnownBlock[] = [
    section(bold(question.label)),
    input(
      'who',
      texts.delegate_who,
      { type: 'users_select', action_id: ACTION.value, placeholder: plain(texts.choose, PLACEHOLDER) },
      { hint: texts.delegate_privacy },
    ),
    input(
      'note',
      texts.delegate_note,
      { type: 'plain_text_input', action_id: ACTION.value, multiline: true, max_length: INPUT },
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

export function shareModal(
  generation: string,
  revision: number,
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const select = {
    type: 'conversations_select' as const,
    action_id: ACTION.value,
    placeholder: plain(texts.choose, PLACEHOLDER),
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

export const cancelForm = (generation: string, texts: Texts): ModalView =>
  modal({
    callback_id: CALLBACK.cancel,
    title: texts.cancel,
    blocks: [section(`*${escapeCut(texts.cancel_title, 200)}*\n${escapeCut(texts.cancel_text, 600)}`)],
    submit: texts.cancel_yes,
    close: texts.cancel_no,
    metadata: { generation } satisfies FormMetadata,
  })

/** Shown at once, since a click is only good for three seconds; what was asked for takes its place. */
export const loadingModal = (title: string, texts: Texts): ModalView =>
  modal({ callback_id: CALLBACK.loading, title, blocks: [section(escapeCut(texts.loading, 200))], close: texts.close })

/** A few words and nothing to do. */
export const wordsModal = (title: string, words: string, texts: Texts): ModalView =>
  modal({ callback_id: CALLBACK.loading, title, blocks: [section(escapeCut(words, 2900))], close: texts.close })
