/** One question as an input of a form, filled with its answer. */
import type { InputBlock, InputBlockElement } from '@slack/types'
import { isAsWritten, isErased, type Erased, type ShownValue } from '../../../../../../domain/questions/answer.ts'
import { isWrittenByLocale } from '../../../../../../queries/generation/language-line.ts'
import { ACTION } from '../../action-ids.ts'
import { MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { input } from '../elements/modal.ts'
import { option } from '../elements/option.ts'
import { oneOfElement, someOfElement } from '../elements/choices.ts'
import { plainText } from '../elements/text.ts'
import { languageNote } from '../question/small-print.ts'
import { typingElement } from './typing-element.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A question to be shown as an input. */
export interface ModalField {
  readonly block_id: string
  readonly question: QuestionView
  /** The current answer, in wire form. */
  readonly value?: ShownValue | Erased | null | undefined
  readonly locale: string
  /** Whether the field may stay empty. */
  readonly optional: boolean
  readonly texts: Texts
}

/** Undefined for lists, which are filled item by item. */
export function modalInput(field: ModalField): InputBlock | undefined {
  const element = elementFor(field)
  if (element === undefined) return undefined
  const { question, texts } = field
  const language = isWrittenByLocale(question.kind) ? languageNote(question, texts) : ''
  const hint = [question.help ?? '', language].filter((line) => line !== '').join(' ')
  // The example is the field's placeholder.
  return input(field.block_id, question.label, element, { hint, optional: field.optional })
}

function elementFor({ question, value, texts, locale }: ModalField): InputBlockElement | undefined {
  const { kind, choices = [], limits } = question
  if (isAsWritten(value)) {
    const { as_written: words } = value
    const asText = { ...question, kind: words.includes('\n') ? ('long_text' as const) : ('text' as const) }
    return typingElement(ACTION.value, asText, words, texts)
  }
  const given = value === null || value === undefined || isErased(value) ? question.default : value
  switch (kind) {
    case 'yes_no': {
      const options = [option(texts.yes, 'yes'), option(texts.no, 'no')] as const
      const chosen = given === true ? options[0] : given === false ? options[1] : undefined
      return {
        type: 'radio_buttons',
        action_id: ACTION.value,
        options: [...options],
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      }
    }
    case 'one_of':
      return oneOfElement(ACTION.value, choices, typeof given === 'string' ? given : undefined, texts)
    case 'some_of':
      return someOfElement(
        ACTION.value,
        choices,
        Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [],
        texts,
        limits?.max_items,
      )
    case 'date':
      return {
        type: 'datepicker',
        action_id: ACTION.value,
        placeholder: plainText(texts.pick_day, MAX_PLACEHOLDER),
        ...(typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given) ? { initial_date: given } : {}),
      }
    case 'image':
      return { type: 'file_input', action_id: ACTION.value, filetypes: ['png', 'jpg', 'jpeg'], max_files: 1 }
    default:
      return typingElement(ACTION.value, question, typeof given === 'string' ? given : undefined, texts, locale)
  }
}
