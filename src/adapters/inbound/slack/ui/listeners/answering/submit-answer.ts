/** Submits an answer given by a click or in a message. */
import { readAnswer } from '../../../../../../answers/read.ts'
import { dayIn } from '../../../../../../answers/parsing/locale.ts'
import type { AnswerForm } from '../../../../../../domain/questions/answer.ts'
import { parseMessageRef } from '../../../message-ref.ts'
import { provideAnswer, type ProvideAnswer } from '../../../../../../commands/generation/provide-answer.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { refreshAnsweredMessages } from './refresh-answered-messages.ts'
import { tryCommand, commandRequestOf } from '../interaction/run-command.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { handleRefusedAnswer } from './refused-answer.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** An answer as it was submitted. */
export interface SubmittedAnswer {
  readonly question: QuestionView
  /** Text as people write it, or a value in wire form. */
  readonly value: unknown
  /** `wire` for a value that was picked among the readings of an unclear answer. */
  readonly form?: AnswerForm | undefined
  /** The message that asked. */
  readonly shown_under: string | undefined
  /** The person's own message, for a typed answer. */
  readonly said_in?: string | undefined
  /** When it was written, ISO 8601; `tomorrow` is relative to it. */
  readonly at?: string | undefined
}

/** Submits the answer and updates the messages that show it. */
export async function submitAnswer(
  interaction: Interaction,
  access: ConversationAccess,
  given: SubmittedAnswer,
): Promise<void> {
  const { question, shown_under, said_in, form } = given
  const {
    deps: { app },
  } = interaction
  const value = readAsWritten(interaction, access, given)
  const command: ProvideAnswer = {
    id: access.generation,
    name: question.name,
    value,
    form,
    shown_under,
    said_in,
  }
  const answered = await tryCommand(() =>
    provideAnswer(app, command, commandRequestOf(interaction, 'answer', [access.generation, question.name, value])),
  )
  if ('refused' in answered) await handleRefusedAnswer(interaction, access, given, answered.refused)
  else {
    const elsewhere = said_in !== undefined && threadOf(said_in) !== threadOf(shown_under ?? said_in)
    await refreshAnsweredMessages(interaction, access.generation, answered.done.state, [question.name], { elsewhere })
  }
}

const threadOf = (message: string): string | undefined => parseMessageRef(message)?.thread_ts

/**
 * Reads relative days as of the time of the message, however late it is processed, and a colleague's answer in their
 * own locale.
 */
function readAsWritten(
  { deps: { app }, person }: Interaction,
  { state, full }: ConversationAccess,
  { question, value, form, at }: SubmittedAnswer,
): unknown {
  const now = at ?? app.clock.now()
  const isLate = question.kind === 'date' && dayIn(state.zone, now) !== dayIn(state.zone, app.clock.now())
  if (typeof value !== 'string' || form === 'wire' || (full !== undefined && !isLate)) return value
  const { zone, locale } = full === undefined ? person : state
  const read = readAnswer({ ...question, when: [] }, value, { now, zone, locale })
  return read.ok ? read.value : value
}
