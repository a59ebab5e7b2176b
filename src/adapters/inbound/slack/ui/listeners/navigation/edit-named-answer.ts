/** `edit start date`: finds the answer by its name and asks for it again. */
import type { Meaning } from '../../../../../../answers/meaning/read-meaning.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { matchNamed } from '../../../../../../domain/questions/naming/match-names.ts'
import { editRows, whatIsMeantMessage } from '../../views/notices/meaning-messages.ts'
import { message, type Message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { askAgain } from './ask-again.ts'
import { answerLabel } from './answer-label.ts'
import type { AnswerView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** `edit start date`: asks for that answer again. If several or none match, offers them as buttons. */
export async function editNamedAnswer(
  interaction: Interaction,
  access: ConversationAccess,
  words: string,
): Promise<void> {
  const { full } = access
  if (full === undefined) return replyPrivately(interaction, interaction.texts.only_the_person_asked)
  const answers = changeableAnswers(interaction, access)
  const named = answersNamed(answers, words)
  const [one, ...others] = named
  if (one !== undefined && others.length === 0) return askAgain(interaction, access, 'edit', { name: one.name })
  const offered = named.length === 0 ? answers : named
  await replyPrivately(interaction, whichAnswerMessage(interaction, access, words, offered))
}

/** The answers that can be changed, each with the label that a person knows it by. */
export function changeableAnswers(interaction: Interaction, { full }: ConversationAccess): readonly AnswerView[] {
  if (full === undefined) return []
  const generation = presentGeneration(full)
  return Object.values(generation.answers).map((answer) => ({
    ...answer,
    label: answerLabel(generation, answer, interaction),
  }))
}

/** “Change the party” may be an answer, or a wish to change one: offers both. */
export async function askWhatIsMeant(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  { rest, answer }: Extract<Meaning, { readonly kind: 'unclear' }>,
): Promise<void> {
  const named = answersNamed(changeableAnswers(interaction, access), rest)
  await replyPrivately(interaction, whatIsMeantMessage(access.generation, question, answer, named, interaction.texts))
}

/** By their number in the order of the answers, or by name. */
function answersNamed(answers: readonly AnswerView[], words: string): readonly AnswerView[] {
  const number = /^\d{1,3}$/.test(words) ? answers[Number(words) - 1] : undefined
  if (number !== undefined) return [number]
  const match = matchNamed(answers, words)
  return match === 'none' ? [] : 'one' in match ? [match.one] : match.several
}

function whichAnswerMessage(
  { texts }: Interaction,
  { generation }: ConversationAccess,
  words: string,
  offered: readonly AnswerView[],
): Message {
  const sentence =
    words === '' ? texts.edit_which : offered.length === 0 ? texts.nothing_before : texts.no_such_answer({ words })
  return message(sentence, [section(escapeCut(sentence, 600)), ...editRows(generation, offered, texts)])
}
