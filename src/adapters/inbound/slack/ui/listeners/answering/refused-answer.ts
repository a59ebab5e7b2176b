/** What follows a refused answer: the question is asked again with more help, or the change is proposed. */
import { proposeCorrection } from '../../../../../../commands/generation/correct-answer.ts'
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { readingsOf } from '../../../../../../answers/refusal.ts'
import type { Texts } from '../../texts/texts.ts'
import { section } from '../../views/elements/blocks.ts'
import { message, type Message } from '../../views/elements/message.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { readingButtons } from '../../views/question/question-choices.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** Asks again, proposes a correction, or replies with the refusal. */
export async function handleRefusedAnswer(
  interaction: Interaction,
  access: ConversationAccess,
  { question, value }: { readonly question: QuestionView; readonly value: unknown },
  error: DomainError,
): Promise<void> {
  const {
    deps: { app },
    texts,
  } = interaction
  const { generation: id, full } = access
  if (error.code === 'invalid_answer') {
    // A colleague cannot reopen somebody else's conversation: reply to them directly.
    if (full === undefined) return replyPrivately(interaction, notUnderstoodMessage(id, question, error, texts))
    const raw = typeof value === 'string' ? value.slice(0, 2000) : undefined
    const reopen = {
      id,
      reason: 'not_understood' as const,
      name: question.name,
      raw,
      error: refusalText(error, texts),
    }
    const reopened = await tryCommand(() =>
      reopenQuestion(app, reopen, commandRequestOf(interaction, 'not understood', [id, question.name])),
    )
    if ('refused' in reopened) await replyPrivately(interaction, refusalText(reopened.refused, texts))
    return
  }
  // It was answered after the message was shown: let the person decide.
  if (error.code === 'conflict' && error.details?.['revision'] !== undefined && full !== undefined) {
    const proposed = await tryCommand(() =>
      proposeCorrection(
        app,
        { id, name: question.name, value },
        commandRequestOf(interaction, 'propose', [id, question.name]),
      ),
    )
    if ('done' in proposed) return
  }
  await replyPrivately(interaction, refusalText(error, texts))
}

/** What was wrong, with a button for each reading of an unclear answer. */
function notUnderstoodMessage(generation: string, question: QuestionView, error: DomainError, texts: Texts): Message {
  const sentence = texts.not_understood({ kind: question.kind, problem: refusalText(error, texts) })
  const readings = question.kind === 'list' ? [] : readingsOf(error.details)
  return message(sentence, [
    section(escapeCut(sentence, 2900)),
    ...readingButtons(generation, question, readings, texts),
  ])
}
