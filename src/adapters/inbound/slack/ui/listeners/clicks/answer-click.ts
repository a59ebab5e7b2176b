import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import { choiceAt } from '../../views/elements/choices.ts'
import { enteredValue, type EnteredState } from '../../views/modal-input.ts'
import { submitAnswer } from '../answering.ts'
import { replyEphemeral } from '../interaction.ts'
import type { Click } from './click.ts'

export async function submitClickedAnswer({
  interaction,
  body,
  action,
  access,
  address,
  shown_under,
}: Click): Promise<void> {
  const question = await access.question(address)
  if (question === undefined)
    return replyEphemeral(
      interaction,
      access.full === undefined ? interaction.texts.only_the_person_asked : interaction.texts.gone,
    )
  const value = clickedValue(question, action, body)
  if (value !== undefined) await submitAnswer(interaction, access, { question, value, shown_under })
}

/** What a click says, in wire form or as people write it; undefined when it says nothing. */
function clickedValue(question: QuestionView, action: SlackAction, body: InteractionBody): unknown {
  const { action_id, value } = action as SlackAction & { readonly value?: string }
  if (action_id.startsWith(ACTION.choice))
    return question.kind === 'yes_no' ? value : choiceAt(question.choices, value)?.value
  if (action_id.startsWith(ACTION.reading)) return value
  switch (action_id) {
    case ACTION.pick:
    case ACTION.written:
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
