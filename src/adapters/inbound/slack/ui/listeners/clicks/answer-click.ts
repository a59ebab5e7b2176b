import type { AsWritten } from '../../../../../../domain/questions/answer.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import { choiceAt } from '../../views/elements/choices.ts'
import { readingFromButton } from '../../views/question/question-choices.ts'
import { enteredValue, type EnteredState } from '../../views/inputs/entered-value.ts'
import { itemOfReading } from '../../../../../../answers/meaning/item-readings.ts'
import { submitItem, submitListItems } from '../answering/list-answers.ts'
import { submitAnswer } from '../answering/submit-answer.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Click } from './click.ts'

/** Submits the value of the clicked element. */
export async function submitClickedAnswer(click: Click): Promise<void> {
  const { interaction, body, action, access, address, shown_under } = click
  const question = await access.question(address)
  if (question === undefined)
    return replyPrivately(
      interaction,
      access.full === undefined ? interaction.texts.only_the_person_asked : interaction.texts.gone,
    )
  const { action_id, value: carried } = action as SlackAction & { readonly value?: string }
  if (action_id.startsWith(ACTION.reading) && carried !== undefined)
    return submitReading(click, question, readingFromButton(carried))
  const value = clickedValue(question, action, body)
  // The author's default is data, whatever the locale.
  const form = action_id === ACTION.use_default ? 'wire' : undefined
  if (value !== undefined) await submitAnswer(interaction, access, { question, value, form, shown_under })
}

/** One of the readings of an unclear answer; for a list, words that are an item. */
async function submitReading(
  { interaction, access, shown_under }: Click,
  question: QuestionView,
  reading: { readonly value: string | AsWritten; readonly form?: 'wire' },
): Promise<void> {
  if (question.kind !== 'list') return submitAnswer(interaction, access, { question, ...reading, shown_under })
  const { value } = reading
  if (typeof value !== 'string') return submitItem(interaction, access, question, { '.': value }, shown_under)
  const item = itemOfReading(value)
  await (item === undefined
    ? submitListItems(interaction, access, question, value, shown_under)
    : submitItem(interaction, access, question, item, shown_under))
}

/** The value of a click, in wire form or as text; undefined for a click without a value. */
function clickedValue(question: QuestionView, action: SlackAction, body: InteractionBody): unknown {
  const { action_id, value } = action as SlackAction & { readonly value?: string }
  if (action_id.startsWith(ACTION.choice))
    return question.kind === 'yes_no' ? value === 'yes' : choiceAt(question.choices, value)?.value
  switch (action_id) {
    case ACTION.pick:
    case ACTION.typed:
      return enteredValue(question, action)
    case ACTION.gathered:
      return enteredValue(question, gatheredStateOf(action, body)) ?? []
    case ACTION.use_default:
      return question.default
  }
  return undefined
}

const gatheredStateOf = ({ block_id }: SlackAction, body: InteractionBody): EnteredState | undefined =>
  body.state?.values?.[block_id]?.[ACTION.gather]
