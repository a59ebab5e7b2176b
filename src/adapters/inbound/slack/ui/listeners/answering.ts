/**
 * An answer given by a click or in a message, and what follows when it does not fit: it is asked again with more help,
 * or the change is proposed.
 */
import { readAnswer } from '../../../../../answers/read.ts'
import { dayIn } from '../../../../../answers/parsing/locale.ts'
import { addListItem, closeList } from '../../../../../commands/generation/change-list.ts'
import { proposeCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { provideAnswer, type ProvideAnswer } from '../../../../../commands/generation/provide-answer.ts'
import { reopenQuestion } from '../../../../../commands/generation/reopen-question.ts'
import type { DomainError } from '../../../../../domain/kernel/errors.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'
import { parseListItems } from '../list-items.ts'
import type { ConversationAccess } from './questions.ts'
import { refreshAnsweredMessages } from './refresh.ts'
import { tryCommand, commandRequestOf, refusalText, replyEphemeral, type Interaction } from './interaction.ts'

export interface SubmittedAnswer {
  readonly question: QuestionView
  /** As people write it, or in wire form. */
  readonly value: unknown
  /** The message that asked. */
  readonly shown_under: string | undefined
  /** The person's own message, where it was written. */
  readonly said_in?: string | undefined
  /** When it was written, ISO 8601: `tomorrow` is the day after that. */
  readonly at?: string | undefined
}

export async function submitAnswer(
  interaction: Interaction,
  access: ConversationAccess,
  given: SubmittedAnswer,
): Promise<void> {
  const { question, shown_under, said_in } = given
  const {
    deps: { app },
  } = interaction
  const value = readAsWritten(interaction, access, given)
  const command: ProvideAnswer = {
    id: access.generation,
    name: question.name,
    value,
    shown_under,
    said_in,
  }
  const answered = await tryCommand(() =>
    provideAnswer(app, command, commandRequestOf(interaction, 'answer', [access.generation, question.name, value])),
  )
  if ('refused' in answered) await handleRefusal(interaction, access, given, answered.refused)
  else await refreshAnsweredMessages(interaction, access.generation, answered.done.state, [question.name])
}

/**
 * A day that is said by its distance is read at the time of the message, however late it arrives; and what a colleague
 * writes is read as in their own country, not in that of the person who asks.
 */
function readAsWritten(
  { deps: { app }, person }: Interaction,
  { state, full }: ConversationAccess,
  { question, value, at }: SubmittedAnswer,
): unknown {
  const now = at ?? app.clock.now()
  const isLate = question.kind === 'date' && dayIn(state.zone, now) !== dayIn(state.zone, app.clock.now())
  if (typeof value !== 'string' || (full !== undefined && !isLate)) return value
  const { zone, locale } = full === undefined ? person : state
  const read = readAnswer({ ...question, when: [] }, value, { now, zone, locale })
  return read.ok ? read.value : value
}

async function handleRefusal(
  interaction: Interaction,
  access: ConversationAccess,
  { question, value }: SubmittedAnswer,
  error: DomainError,
): Promise<void> {
  const {
    deps: { app },
    texts,
  } = interaction
  const { generation: id, full } = access
  if (error.code === 'invalid_answer') {
    // A colleague cannot turn somebody else's conversation: they are told at once.
    if (full === undefined)
      return replyEphemeral(
        interaction,
        texts.not_understood({ kind: question.kind, problem: refusalText(error, texts) }),
      )
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
    if ('refused' in reopened) await replyEphemeral(interaction, refusalText(reopened.refused, texts))
    return
  }
  // It was answered after the message was shown: whether this one is to count, the person says.
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
  await replyEphemeral(interaction, refusalText(error, texts))
}

/**
 * Adds to a list what was written: an item on each line of a plain list; the fields of one as `name=value`, or the
 * first of them.
 */
export async function submitListItems(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  text: string,
  shown_under: string | undefined,
): Promise<void> {
  const {
    deps: { app },
  } = interaction
  const items = parseListItems(question, text)
  if (items === undefined) {
    return handleRefusal(
      interaction,
      access,
      { question, value: text, shown_under },
      { code: 'invalid_answer', message: interaction.texts.hint({ kind: 'list' }) },
    )
  }
  for (const [index, value] of items.entries()) {
    // Only the first is for what the message showed: each changes the list.
    const command = { id: access.generation, name: question.name, value, ...(index === 0 ? { shown_under } : {}) }
    const added = await tryCommand(() =>
      addListItem(
        app,
        command,
        commandRequestOf(interaction, `item ${String(index)}`, [access.generation, question.name, value]),
      ),
    )
    if ('refused' in added)
      return handleRefusal(
        interaction,
        access,
        { question, value: text, shown_under },
        withFieldLabel(added.refused, question),
      )
  }
}

/** People know a field by its label, not as `items[0].quantity`. */
const withFieldLabel = (error: DomainError, { fields = [] }: QuestionView): DomainError => ({
  ...error,
  message: error.message.replace(/^[^\s:]*\[\d+\](?:\.(?<field>[^\s:]+))?: /u, (_, name: string | undefined) => {
    const label = fields.find((field) => field.name === name)?.label
    return label === undefined ? '' : `${label}: `
  }),
})

export async function finishList(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
): Promise<void> {
  const done = await tryCommand(() =>
    closeList(
      interaction.deps.app,
      { id: access.generation, name: question.name, shown_under },
      commandRequestOf(interaction, 'close', [access.generation, question.name]),
    ),
  )
  if ('refused' in done) await replyEphemeral(interaction, refusalText(done.refused, interaction.texts))
}

export async function addEmptyItem(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
): Promise<void> {
  const added = await tryCommand(() =>
    addListItem(
      interaction.deps.app,
      { id: access.generation, name: question.name, shown_under },
      commandRequestOf(interaction, 'add', [access.generation, question.name]),
    ),
  )
  if ('refused' in added) await replyEphemeral(interaction, refusalText(added.refused, interaction.texts))
}
