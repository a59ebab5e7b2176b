/** `edit start date`: finds the answer by its name and asks for it again. */
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { ACTION } from '../../action-ids.ts'
import { matchNamed } from '../../input/match-names.ts'
import { blockId } from '../../block-id.ts'
import { answerText } from '../../views/elements/answer-line.ts'
import { button } from '../../views/elements/button.ts'
import { message, type Message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut, oneLine } from '../../views/elements/text.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { replyEphemeral } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { askAgain } from './ask-again.ts'
import { answerLabel } from './answer-label.ts'
import type { AnswerView } from '../../../../../../queries/generation/generation-view.ts'

/** `edit start date`: asks for that answer again. If several or none match, offers them as buttons. */
export async function editNamedAnswer(
  interaction: Interaction,
  access: ConversationAccess,
  words: string,
): Promise<void> {
  const { full } = access
  if (full === undefined) return replyEphemeral(interaction, interaction.texts.only_the_person_asked)
  const generation = presentGeneration(full)
  const answers = Object.values(generation.answers).map((answer) => ({
    ...answer,
    label: answerLabel(generation, answer, interaction),
  }))
  const number = /^\d{1,3}$/.test(words) ? answers[Number(words) - 1] : undefined
  const match = number === undefined ? matchNamed(answers, words) : { one: number }
  if (match !== 'none' && 'one' in match) return askAgain(interaction, access, 'edit', { name: match.one.name })
  const offered = match === 'none' ? answers : match.several
  await replyEphemeral(interaction, whichAnswerMessage(interaction, access, words, offered))
}

function whichAnswerMessage(
  { texts }: Interaction,
  { generation }: ConversationAccess,
  words: string,
  offered: readonly AnswerView[],
): Message {
  const sentence =
    words === '' ? texts.edit_which : offered.length === 0 ? texts.nothing_before : texts.no_such_answer({ words })
  return message(sentence, [
    section(escapeCut(sentence, 600)),
    ...offered.slice(0, 20).map((answer, index) =>
      section(escapeCut(texts.answered({ label: oneLine(answer.label), answer: answerText(answer, texts) }), 500), {
        block_id: blockId(`a${String(index)}`, { generation, revision: answer.revision, address: answer.name }),
        accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label: answer.label }) }),
      }),
    ),
  ])
}
