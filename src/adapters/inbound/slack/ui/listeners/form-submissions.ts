/**
 * What is sent with a form of a conversation. The command runs before Slack is answered, so that what is wrong is said
 * at its field and nothing that was entered is lost; when the answer comes too late to be seen, it is said in the
 * conversation.
 */
import type { View } from '@slack/types'
import { showAnswer } from '../../../../../answers/print.ts'
import { readAnswer } from '../../../../../answers/read.ts'
import { delegateQuestion } from '../../../../../commands/generation/delegate-question.ts'
import { provideAnswer } from '../../../../../commands/generation/provide-answer.ts'
import { provideAnswers } from '../../../../../commands/generation/provide-answers.ts'
import { reopenQuestion } from '../../../../../commands/generation/reopen-question.ts'
import { skipQuestion } from '../../../../../commands/generation/skip-question.ts'
import { isErased, type AnswerValue } from '../../../../../domain/questions/answer.ts'
import type { DomainError } from '../../../../../domain/kernel/errors.ts'
import { presentGeneration, type QuestionView } from '../../../../../queries/generation/present-generation.ts'
import { channelRef } from '../../message-ref.ts'
import type { SlackView } from '../payloads.ts'
import { readBlockId } from '../reference.ts'
import { editModal, wordsModal, type FormMetadata } from '../views/conversation-modals.ts'
import { enteredValue, type EnteredState } from '../views/modal-input.ts'
import { cut, oneLine } from '../views/elements/text.ts'
import { downloadPicture } from './conversation-messages.ts'
import { editForm, severalForm } from './conversation-forms.ts'
import { openConversation, type ConversationAccess } from './questions.ts'
import { refreshAnsweredMessages } from './refresh.ts'
import { confirmReview } from './navigation.ts'
import { tryCommand, commandRequestOf, refusalText, replyEphemeral, type Interaction } from './interaction.ts'

/** What Slack is answered: the form closes, shows what is wrong, or becomes another one. */
export type SubmissionResponse =
  | undefined
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: View }

const CLEAR = { response_action: 'clear' } as const

interface EnteredField {
  readonly block_id: string
  readonly question: QuestionView
  /** Undefined for an empty field, null for a file that cannot be had. */
  readonly value: unknown
  /** The revision of the answer that stood in the field. */
  readonly replaces: number | null
}

export async function onSeveralSubmitted(
  interaction: Interaction,
  view: SlackView,
  metadata: FormMetadata,
): Promise<SubmissionResponse> {
  const {
    deps: { app },
    texts,
  } = interaction
  const access = await openConversation(interaction, metadata.generation)
  if (access?.full === undefined) return respondWithText(interaction, texts.several_title, texts.not_yours)
  const fields = await readFields(interaction, access, view, metadata)
  const broken = fields.filter(({ value }) => value === null)
  if (broken.length > 0)
    return respondWithErrors(
      interaction,
      access,
      Object.fromEntries(broken.map(({ block_id }) => [block_id, texts.no_picture])),
    )
  const given = fields.filter(({ value }) => value !== undefined)
  const answers = given.map(({ question: { name }, value, replaces }) => ({ name, value, replaces }))
  if (answers.length === 0) return CLEAR
  const sent = await tryCommand(() =>
    provideAnswers(
      app,
      { id: access.generation, answers },
      commandRequestOf(interaction, 'several', [access.generation, answers]),
    ),
  )
  if ('refused' in sent) return showFieldErrors(interaction, access, given, sent.refused)
  if (given.length < fields.length) return CLEAR
  const next = await openConversation(interaction, metadata.generation)
  const view_ =
    next?.full === undefined || next.state.phase !== 'asking'
      ? undefined
      : severalForm(next.full, undefined, texts, given.length)
  return view_ === undefined ? CLEAR : { response_action: 'update', view: view_ }
}

async function showFieldErrors(
  interaction: Interaction,
  access: ConversationAccess,
  given: readonly EnteredField[],
  error: DomainError,
): Promise<SubmissionResponse> {
  const { texts } = interaction
  const fields = error.details?.['fields'] as Readonly<Record<string, DomainError>> | undefined
  if (fields === undefined) return respondWithText(interaction, texts.several_title, refusalText(error, texts))
  const errors = given.flatMap(({ block_id, question }) => {
    const problem = fields[question.name]
    if (problem === undefined) return []
    return [
      [
        block_id,
        problem.code === 'conflict'
          ? conflictText(problem, question, access, texts)
          : fieldErrorText(problem, question, interaction),
      ] as const,
    ]
  })
  return respondWithErrors(interaction, access, Object.fromEntries(errors))
}

/** Somebody answered while the form was open: what stands there now, beside what was entered. */
function conflictText(
  problem: DomainError,
  question: QuestionView,
  { state }: ConversationAccess,
  texts: Interaction['texts'],
): string {
  return [
    texts.changed_meanwhile,
    texts.now_it_is({ answer: formatValue(question, problem.details?.['current'], state.locale) }),
    texts.leave_empty_to_keep,
  ].join(' ')
}

export async function onEditSubmitted(
  interaction: Interaction,
  view: SlackView,
  metadata: FormMetadata,
): Promise<SubmissionResponse> {
  const {
    deps: { app },
    texts,
  } = interaction
  const access = await openConversation(interaction, metadata.generation)
  if (access === undefined) return respondWithText(interaction, texts.edit_title, texts.not_yours)
  const [field] = await readFields(interaction, access, view, metadata)
  if (field === undefined) return respondWithText(interaction, texts.edit_title, texts.gone)
  const { block_id, question, value, replaces } = field
  if (value === null) return respondWithErrors(interaction, access, { [block_id]: texts.no_picture })
  const { generation: id } = access
  const { name } = question
  const sent = await tryCommand(() =>
    value === undefined
      ? skipQuestion(app, { id, name, replaces }, commandRequestOf(interaction, 'form skip', [id, name]))
      : provideAnswer(app, { id, name, value, replaces }, commandRequestOf(interaction, 'form', [id, name, value])),
  )
  if ('done' in sent) {
    // After the form is answered: Slack waits for that only so long.
    void refreshAnsweredMessages(interaction, id, sent.done.state, [name])
    return CLEAR
  }
  const { refused } = sent
  if (refused.code === 'conflict' && refused.details?.['revision'] !== undefined)
    return showConflict(interaction, metadata, question, value, refused)
  if (refused.code === 'invalid_answer' || refused.code === 'unprocessable')
    return respondWithErrors(interaction, access, { [block_id]: fieldErrorText(refused, question, interaction) })
  return respondWithText(interaction, texts.edit_title, refusalText(refused, texts))
}

/**
 * The form again, with the answer that came between and the one that was entered; sent once more, it takes its place.
 */
async function showConflict(
  interaction: Interaction,
  metadata: FormMetadata,
  { name }: QuestionView,
  value: unknown,
  error: DomainError,
): Promise<SubmissionResponse> {
  const {
    texts,
    deps: { app },
  } = interaction
  const access = await openConversation(interaction, metadata.generation)
  const question = await access?.question(name)
  if (access === undefined || question === undefined) return respondWithText(interaction, texts.edit_title, texts.gone)
  const read = readAnswer({ ...question, when: [] }, value, {
    now: app.clock.now(),
    zone: access.state.zone,
    locale: access.state.locale,
  })
  const mine = read.ok ? read.value : undefined
  const conflict = {
    theirs: formatValue(question, error.details?.['current'], access.state.locale),
    mine: formatValue(question, mine, access.state.locale),
  }
  const shown =
    access.full === undefined ? { id: access.generation, locale: access.state.locale } : presentGeneration(access.full)
  return {
    response_action: 'update',
    view: editModal(shown, question, mine, { shown_under: metadata.shown_under, conflict }, texts),
  }
}

const formatValue = (question: QuestionView, value: unknown, locale: string): string =>
  value === null || value === undefined || isErased(value)
    ? '–'
    : showAnswer({ ...question, when: [] }, value as AnswerValue, locale) || '–'

export async function onAnswerChosen(
  interaction: Interaction,
  view: SlackView,
  metadata: FormMetadata,
): Promise<SubmissionResponse> {
  const { texts } = interaction
  const access = await openConversation(interaction, metadata.generation)
  if (access?.full === undefined) return respondWithText(interaction, texts.edit_title, texts.not_yours)
  const picked = Number(view.state?.values?.['which']?.['dg_value']?.selected_option?.value)
  const answer = Object.values(presentGeneration(access.full).answers)[picked]
  const question = answer === undefined ? undefined : await access.question(answer.name)
  return question === undefined
    ? respondWithText(interaction, texts.edit_title, texts.gone)
    : { response_action: 'update', view: editForm(access, question, undefined, texts) }
}

export async function onDelegateSubmitted(
  interaction: Interaction,
  view: SlackView,
  { generation: id, names = [] }: FormMetadata,
): Promise<SubmissionResponse> {
  const { deps, team, texts, person } = interaction
  const values = view.state?.values ?? {}
  const user = values['who']?.['dg_value']?.selected_user ?? ''
  const note = values['note']?.['dg_value']?.value?.trim() ?? ''
  const [name] = names
  const access = await openConversation(interaction, id)
  if (access?.full === undefined || name === undefined)
    return respondWithText(interaction, texts.delegate_title, texts.not_yours)
  const colleague = await deps.personFor(team, user)
  // Bots and guests of other companies have no role here.
  if (colleague.caller.roles.length === 0 || colleague.caller.tenant !== person.caller.tenant)
    return respondWithErrors(interaction, access, { who: texts.delegate_cannot })
  const request = commandRequestOf(interaction, 'delegate', [id, name, colleague.caller.actor])
  const sent = await tryCommand(() =>
    delegateQuestion(deps.app, { id, name, to: colleague.caller.actor, ...(note === '' ? {} : { note }) }, request),
  )
  return 'done' in sent ? CLEAR : respondWithErrors(interaction, access, { who: refusalText(sent.refused, texts) })
}

export async function onShareSubmitted(
  interaction: Interaction,
  view: SlackView,
  { generation, revision, shown_under }: FormMetadata,
): Promise<SubmissionResponse> {
  const { texts, team } = interaction
  const channel = view.state?.values?.['where']?.['dg_value']?.selected_conversation ?? ''
  const access = await openConversation(interaction, generation)
  if (access?.full === undefined || !/^[A-Z0-9]{1,40}$/.test(channel))
    return respondWithText(interaction, texts.share_title, texts.not_yours)
  const refused = await confirmReview(
    interaction,
    access,
    { revision: revision ?? undefined, shown_under },
    channelRef({ team, channel }),
  )
  return refused === undefined ? CLEAR : respondWithText(interaction, texts.share_title, refusalText(refused, texts))
}

// ---- what they share

/** The fields in the order in which the form had them. */
async function readFields(
  interaction: Interaction,
  access: ConversationAccess,
  view: SlackView,
  { names = [] }: FormMetadata,
): Promise<EnteredField[]> {
  const values = view.state?.values ?? {}
  const ids = (view.blocks ?? []).map(({ block_id = '' }) => block_id).filter((id) => values[id] !== undefined)
  const fields: EnteredField[] = []
  for (const [index, block_id] of ids.entries()) {
    const name = names[index]
    const question = name === undefined ? undefined : await access.question(name)
    if (question === undefined) continue
    const state = values[block_id]?.['dg_value']
    fields.push({
      block_id,
      question,
      replaces: readBlockId(block_id)?.revision ?? null,
      value: await readValue(interaction, question, state),
    })
  }
  return fields
}

async function readValue(
  interaction: Interaction,
  question: QuestionView,
  state: EnteredState | undefined,
): Promise<unknown> {
  const [file] = state?.files ?? []
  if (file === undefined) return enteredValue(question, state)
  return (await downloadPicture(interaction, file)) ?? null
}

/** At a field, where a sentence is read: what is wrong, not where. */
const fieldErrorText = (error: DomainError, question: QuestionView, { texts }: Interaction): string =>
  cut(
    oneLine(
      error.code === 'invalid_answer'
        ? texts.not_understood({ kind: question.kind, problem: error.message })
        : refusalText(error, texts),
    ),
    300,
  )

/** What is wrong, at its fields; in the conversation when nobody sees the form's answer any more. */
async function respondWithErrors(
  interaction: Interaction,
  access: ConversationAccess,
  errors: Record<string, string>,
): Promise<SubmissionResponse> {
  if (!interaction.late) return { response_action: 'errors', errors }
  const [first] = Object.entries(errors)
  const key = first === undefined ? undefined : readBlockId(first[0])?.key
  if (first === undefined || key === undefined || key.startsWith('#') || access.full === undefined)
    await replyEphemeral(interaction, Object.values(errors).join(' '))
  else
    await tryCommand(() =>
      reopenQuestion(
        interaction.deps.app,
        { id: access.generation, reason: 'not_understood', name: key, error: first[1] },
        commandRequestOf(interaction, 'late', [key]),
      ),
    )
  return undefined
}

async function respondWithText(interaction: Interaction, title: string, words: string): Promise<SubmissionResponse> {
  if (interaction.late) await replyEphemeral(interaction, words)
  return { response_action: 'update', view: wordsModal(title, words, interaction.texts) }
}
