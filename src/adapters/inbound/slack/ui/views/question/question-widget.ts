/** The elements to answer a question in a message, by kind. Typing into the thread always works, too. */
import type { ActionsBlockElement, KnownBlock } from '@slack/types'
import { showAnswer } from '../../../../../../answers/print.ts'
import { ACTION } from '../../action-ids.ts'
import { MAX_PLACEHOLDER } from '../../limits.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { input } from '../elements/modal.ts'
import { fitsSelect, oneOfElement, someOfElement, widgetFor } from '../elements/choices.ts'
import { typingElement } from '../inputs/typing-element.ts'
import { plainText } from '../elements/text.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A question whose elements are shown in a message. */
export interface QuestionWidget {
  readonly generation: string
  readonly question: QuestionView
  /** 0 the first time, up to 3 after answers that were not understood: then a field to write into appears. */
  readonly help: number
  readonly locale: string
  readonly texts: Texts
}

/** The blocks with buttons, selects or a field; empty for kinds that are only typed. */
export function questionWidget(widget: QuestionWidget): KnownBlock[] {
  const { question } = widget
  const elements = question.kind === 'list' ? listButtons(widget) : [...pickers(widget), ...defaultButton(widget)]
  const field = widget.help >= 3 ? typedField(widget) : []
  return [...(elements.length === 0 ? [] : [actions(idOf(widget, 'w'), elements)]), ...field]
}

/** Whether the answer is typed: nothing is picked or clicked. */
export const isTyped = ({ kind, default: value }: Pick<QuestionView, 'kind' | 'default'>): boolean =>
  value === undefined && TYPED.has(kind)

const TYPED: ReadonlySet<QuestionView['kind']> = new Set([
  'text',
  'long_text',
  'number',
  'integer',
  'money',
  'email',
  'link',
  'phone',
])

const idOf = ({ generation, question }: QuestionWidget, row: string): string =>
  blockId(row, { generation, revision: question.revision, address: question.name })

function pickers({ question, texts }: QuestionWidget): ActionsBlockElement[] {
  const { kind, choices = [], limits } = question
  switch (kind) {
    case 'yes_no':
      return [
        button(`${ACTION.choice}0`, texts.yes, { value: 'yes', spoken: `${question.label}: ${texts.yes}` }),
        button(`${ACTION.choice}1`, texts.no, { value: 'no', spoken: `${question.label}: ${texts.no}` }),
      ]
    case 'one_of':
      return widgetFor(choices) === 'buttons'
        ? choices.map(({ label }, index) => button(`${ACTION.choice}${String(index)}`, label, { value: String(index) }))
        : [oneOfElement(ACTION.pick, choices, undefined, texts)]
    case 'some_of':
      return [
        someOfElement(ACTION.gather, choices, defaultChoices(question), texts, limits?.max_items),
        button(ACTION.gathered, texts.done, { style: 'primary' }),
      ]
    case 'date':
      return [{ type: 'datepicker', action_id: ACTION.pick, placeholder: plainText(texts.pick_day, MAX_PLACEHOLDER) }]
    case 'image':
      return [button(ACTION.form, texts.choose_picture)]
    default:
      return []
  }
}

/** The author's default; left out if its labels would take too much of the message. */
function defaultChoices({ default: value, choices = [] }: QuestionView): string[] {
  if (!Array.isArray(value)) return []
  const wanted = value.filter((one) => typeof one === 'string')
  return fitsSelect(choices.filter((choice) => wanted.includes(choice.value))) ? wanted : []
}

/** The author's default, as one click. */
function defaultButton({ question, locale, texts }: QuestionWidget): ActionsBlockElement[] {
  const { default: value, kind } = question
  if (value === undefined || kind === 'some_of' || kind === 'yes_no') return []
  return [button(ACTION.use_default, texts.use({ answer: showAnswer({ ...question, when: [] }, value, locale) }))]
}

function listButtons({ question, texts }: QuestionWidget): ActionsBlockElement[] {
  const items = question.items ?? 0
  const least = question.limits?.min_items ?? 0
  const most = question.limits?.max_items ?? Number.POSITIVE_INFINITY
  const add =
    items < most
      ? [button(ACTION.list_add, items === 0 ? texts.list_add_first : texts.list_add, { style: 'primary' })]
      : []
  const done = items >= least ? [button(ACTION.list_done, items === 0 ? texts.list_none : texts.list_done)] : []
  return [...add, ...done]
}

/** After several misunderstandings, a field in the message itself. */
function typedField(widget: QuestionWidget): KnownBlock[] {
  const { question, texts } = widget
  const typed = typingElement(ACTION.typed, question, undefined, texts)
  if (typed === undefined) return []
  // Fields for numbers and addresses stand in forms only: Slack refuses a message that has one.
  // https://docs.slack.dev/reference/block-kit/block-elements/email-input-element (“Available in surfaces: Modals”)
  const element =
    typed.type === 'plain_text_input'
      ? typed
      : {
          type: 'plain_text_input' as const,
          action_id: ACTION.typed,
          ...(typed.placeholder === undefined ? {} : { placeholder: typed.placeholder }),
        }
  const dispatched = { ...element, dispatch_action_config: { trigger_actions_on: ['on_enter_pressed' as const] } }
  return [input(idOf(widget, 'f'), texts.write_here, dispatched, { dispatch: true })]
}
