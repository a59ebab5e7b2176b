/** The form for one question of a draft. */
import { formatChoices } from '../../../../../../answers/parsing/choice-lines.ts'
import type { KnownBlock, ModalView } from '@slack/types'
import { KINDS } from '../../../../../../domain/questions/question.ts'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import { MAX_INPUT_TEXT, MAX_PLACEHOLDER } from '../../limits.ts'
import { addressKey } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { context } from '../elements/blocks.ts'
import { input, modal } from '../elements/modal.ts'
import { option } from '../elements/option.ts'
import { escapeCut, plainText } from '../elements/text.ts'
import type { PathQuestion } from './path-question.ts'

/** The private metadata of the form. */
export interface QuestionForm {
  readonly template: string
  /** The version whose questions `at` counts, and the revision that was shown. */
  readonly version: number
  readonly revision: number
  readonly at: number
  readonly through: boolean
  readonly message?: { readonly channel: string; readonly ts: string } | undefined
}

/** The form for one question; `through` continues with the next one. */
export function questionModal(
  { path, question }: PathQuestion,
  count: number,
  form: QuestionForm,
  texts: Texts,
): ModalView {
  // The template decides what is a list: a list stays one, and nothing else becomes one.
  const kinds = question.kind === 'list' ? (['list'] as const) : KINDS.filter((kind) => kind !== 'list')
  const kindOptions = kinds.map((kind) => option(texts.kind_name(kind), kind))
  const required = [option(texts.question_required_yes, 'yes'), option(texts.question_required_no, 'no')]
  const choices = formatChoices(question.choices ?? [])
  const text = (value: string | undefined) =>
    value === undefined || value === '' || value.length > MAX_INPUT_TEXT ? {} : { initial_value: value }
  const blocks: KnownBlock[] = [
    context(escapeCut(texts.question_in_document({ name: path.join(' › ') }), 600)),
    // Each question needs its own block ids: Slack keeps what was entered under an id it knows.
    input(fieldId('label', path), texts.question_label, {
      type: 'plain_text_input',
      action_id: ACTION.value,
      max_length: 300,
      ...text(question.label),
    }),
    input(fieldId('kind', path), texts.question_kind, {
      type: 'static_select',
      action_id: ACTION.value,
      placeholder: plainText(texts.choose, MAX_PLACEHOLDER),
      options: kindOptions,
      initial_option: option(texts.kind_name(question.kind), question.kind),
    }),
    input(
      fieldId('help', path),
      texts.question_help,
      { type: 'plain_text_input', action_id: ACTION.value, multiline: true, max_length: 1000, ...text(question.help) },
      { optional: true },
    ),
    ...(question.kind === 'list' || choices.length > MAX_INPUT_TEXT
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

/** A field of the form. */
export type QuestionField = 'label' | 'kind' | 'help' | 'choices' | 'required'

/** The block id of a field. */
export const fieldId = (field: QuestionField, path: readonly string[]): string =>
  `${field} ${addressKey(path.join('.'))}`
