/**
 * The ways out of a question, as buttons and as words: back, skip, repeat, help, edit, cancel; and making the document.
 */
import { cancelGeneration } from '../../../../../commands/generation/cancel-generation.ts'
import { confirmGeneration } from '../../../../../commands/generation/confirm-generation.ts'
import { reopenQuestion } from '../../../../../commands/generation/reopen-question.ts'
import { skipQuestion } from '../../../../../commands/generation/skip-question.ts'
import type { DomainError } from '../../../../../domain/kernel/errors.ts'
import type { ReopenReason } from '../../../../../domain/outbox/outbox-events.ts'
import { presentGeneration } from '../../../../../queries/generation/present-generation.ts'
import { ACTION } from '../action-ids.ts'
import { matchNamed } from '../match-names.ts'
import { blockId } from '../reference.ts'
import { answerText } from '../views/elements/answer-line.ts'
import { actions, button, message, section, type Message } from '../views/elements/blocks.ts'
import { cancelConfirmation, itemName } from '../views/question-message.ts'
import { escapeCut, oneLine } from '../views/elements/text.ts'
import type { ConversationAccess } from './questions.ts'
import { tryCommand, commandRequestOf, refusalText, replyEphemeral, type Interaction } from './interaction.ts'
import type { AnswerView, GenerationView } from '../../../../../queries/generation/generation-view.ts'

export async function reopen(
  interaction: Interaction,
  { generation: id }: ConversationAccess,
  reason: ReopenReason,
  at: { readonly name?: string | null | undefined; readonly shown_under?: string | undefined },
): Promise<void> {
  const turned = await tryCommand(() =>
    reopenQuestion(
      interaction.deps.app,
      { id, reason, ...at },
      commandRequestOf(interaction, reason, [id, at.name ?? null]),
    ),
  )
  if ('done' in turned) return
  const { refused } = turned
  await replyEphemeral(
    interaction,
    reason === 'back' && refused.code === 'unprocessable'
      ? interaction.texts.nothing_before
      : refusalText(refused, interaction.texts),
  )
}

export async function skip(
  interaction: Interaction,
  access: ConversationAccess,
  name: string,
  shown_under: string | undefined,
): Promise<void> {
  const { generation: id } = access
  const skipped = await tryCommand(() =>
    skipQuestion(interaction.deps.app, { id, name, shown_under }, commandRequestOf(interaction, 'skip', [id, name])),
  )
  if ('done' in skipped) return
  const { refused } = skipped
  const label = (await access.question(name))?.label ?? name
  await replyEphemeral(
    interaction,
    refused.code === 'unprocessable'
      ? interaction.texts.cannot_skip({ label })
      : refusalText(refused, interaction.texts),
  )
}

export async function cancelConversation(
  interaction: Interaction,
  { generation: id }: ConversationAccess,
): Promise<void> {
  const cancelled = await tryCommand(() =>
    cancelGeneration(interaction.deps.app, { id }, commandRequestOf(interaction, 'cancel', [id])),
  )
  if ('refused' in cancelled) await replyEphemeral(interaction, refusalText(cancelled.refused, interaction.texts))
}

/** A word is quickly written: whether it is meant is asked once more. */
export const confirmCancel = (interaction: Interaction, access: ConversationAccess): Promise<void> =>
  replyEphemeral(interaction, cancelConfirmationMessage(interaction, access))

function cancelConfirmationMessage({ texts }: Interaction, { generation, state }: ConversationAccess): Message {
  const words = `${texts.cancel_title} ${texts.cancel_text}`
  return message(words, [
    section(escapeCut(words, 600)),
    actions(
      blockId('x', { generation, revision: state.answers_revision < 0 ? null : state.answers_revision, address: '' }),
      [button(ACTION.cancel, texts.more_cancel, { style: 'danger', confirm: cancelConfirmation(texts) })],
    ),
  ])
}

/** `edit start date`: turns to that answer; where several fit, or none, they are offered as buttons. */
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
    label: labelOf(generation, answer, interaction),
  }))
  const number = /^\d{1,3}$/.test(words) ? answers[Number(words) - 1] : undefined
  const match = number === undefined ? matchNamed(answers, words) : { one: number }
  if (match !== 'none' && 'one' in match) return reopen(interaction, access, 'edit', { name: match.one.name })
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

/** The label of an answer, with its item where it stands in a list. */
export const labelOf = (
  generation: GenerationView,
  answer: AnswerView,
  { texts }: Pick<Interaction, 'texts'>,
): string =>
  answer.item === undefined || answer.kind === 'list'
    ? answer.label
    : `${itemName(generation, answer, texts)}: ${answer.label}`

/** Confirms what was reviewed. Gives the refusal, which is told already unless a form tells it. */
export async function confirmReview(
  interaction: Interaction,
  { generation: id }: Pick<ConversationAccess, 'generation'>,
  reviewed: { readonly revision?: number | undefined; readonly shown_under?: string | undefined },
  share_to?: string,
): Promise<DomainError | undefined> {
  const {
    deps: { app },
    texts,
  } = interaction
  const confirmed = await tryCommand(() =>
    confirmGeneration(
      app,
      { id, ...reviewed, share_to },
      commandRequestOf(interaction, 'confirm', [id, reviewed.revision ?? null, share_to ?? null]),
    ),
  )
  if ('done' in confirmed) return undefined
  const { refused } = confirmed
  if (refused.code === 'conflict' && refused.details?.['field'] === 'revision') {
    await replyEphemeral(interaction, texts.review_changed)
    await tryCommand(() =>
      reopenQuestion(app, { id, reason: 'repeat', name: null }, commandRequestOf(interaction, 'review again', [id])),
    )
  } else await replyEphemeral(interaction, refusalText(refused, texts))
  return refused
}
