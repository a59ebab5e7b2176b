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
import { placeRef } from '../../message-ref.ts'
import type { SlackView } from '../payloads.ts'
import { readBlockId } from '../reference.ts'
import { editModal, wordsModal, type FormMetadata } from '../views/conversation-modals.ts'
import { enteredValue, type EnteredState } from '../views/modal-input.ts'
import { cut, oneLine } from '../views/elements/text.ts'
import { pictureIn } from './conversation-messages.ts'
import { editForm, severalForm } from './conversation-forms.ts'
import { see, type Seen } from './questions.ts'
import { refreshSettled } from './refresh.ts'
import { confirm } from './navigation.ts'
import { attempt, commandOf, refusalWords, whisper, type Visit } from './interaction.ts'

/** What Slack is answered: the form closes, shows what is wrong, or becomes another one. */
export type Acknowledgement =
  | undefined
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: View }

const CLEAR = { response_action: 'clear' } as const

interface Entered {
  readonly block_id: string
  readonly question: QuestionView
  /** Undefined for an empty field, null for a file that cannot be had. */
  readonly value: unknown
  /** The revision of the answer that stood in the field. */
  readonly replaces: number | null
}

export async function severalSent(visit: Visit, view: SlackView, metadata: FormMetadata): Promise<Acknowledgement> {
  const {
    deps: { app },
    texts,
  } = visit
  const seen = await see(visit, metadata.generation)
  if (seen?.shown === undefined) return said(visit, texts.several_title, texts.not_yours)
  const fields = await entered(visit, seen, view, metadata)
  const broken = fields.filter(({ value }) => value === null)
  if (broken.length > 0)
    return wrong(visit, seen, Object.fromEntries(broken.map(({ block_id }) => [block_id, texts.no_picture])))
  const given = fields.filter(({ value }) => value !== undefined)
  const answers = given.map(({ question: { name }, value, replaces }) => ({ name, value, replaces }))
  if (answers.length === 0) return CLEAR
  const sent = await attempt(() =>
    provideAnswers(app, { id: seen.generation, answers }, commandOf(visit, 'several', [seen.generation, answers])),
  )
  if ('refused' in sent) return severalRefused(visit, seen, given, sent.refused)
  if (given.length < fields.length) return CLEAR
  const next = await see(visit, metadata.generation)
  const view_ =
    next?.shown === undefined || next.state.phase !== 'asking'
      ? undefined
      : severalForm(next.shown, undefined, texts, given.length)
  return view_ === undefined ? CLEAR : { response_action: 'update', view: view_ }
}

async function severalRefused(
  visit: Visit,
  seen: Seen,
  given: readonly Entered[],
  error: DomainError,
): Promise<Acknowledgement> {
  const { texts } = visit
  const fields = error.details?.['fields'] as Readonly<Record<string, DomainError>> | undefined
  if (fields === undefined) return said(visit, texts.several_title, refusalWords(error, texts))
  const errors = given.flatMap(({ block_id, question }) => {
    const problem = fields[question.name]
    if (problem === undefined) return []
    return [
      [
        block_id,
        problem.code === 'conflict' ? bothValues(problem, question, seen, texts) : fieldWords(problem, question, visit),
      ] as const,
    ]
  })
  return wrong(visit, seen, Object.fromEntries(errors))
}

/** Somebody answered while the form was open: what stands there now, beside what was entered. */
function bothValues(problem: DomainError, question: QuestionView, { state }: Seen, texts: Visit['texts']): string {
  return [
    texts.changed_meanwhile,
    texts.now_it_is({ answer: shownValue(question, problem.details?.['current'], state.locale) }),
    texts.leave_empty_to_keep,
  ].join(' ')
}

export async function editSent(visit: Visit, view: SlackView, metadata: FormMetadata): Promise<Acknowledgement> {
  const {
    deps: { app },
    texts,
  } = visit
  const seen = await see(visit, metadata.generation)
  if (seen === undefined) return said(visit, texts.edit_title, texts.not_yours)
  const [field] = await entered(visit, seen, view, metadata)
  if (field === undefined) return said(visit, texts.edit_title, texts.gone)
  const { block_id, question, value, replaces } = field
  if (value === null) return wrong(visit, seen, { [block_id]: texts.no_picture })
  const { generation: id } = seen
  const { name } = question
  const sent = await attempt(() =>
    value === undefined
      ? skipQuestion(app, { id, name, replaces }, commandOf(visit, 'form skip', [id, name]))
      : provideAnswer(app, { id, name, value, replaces }, commandOf(visit, 'form', [id, name, value])),
  )
  if ('done' in sent) {
    // After the form is answered: Slack waits for that only so long.
    void refreshSettled(visit, id, sent.done.state, [name])
    return CLEAR
  }
  const { refused } = sent
  if (refused.code === 'conflict' && refused.details?.['revision'] !== undefined)
    return bothShown(visit, metadata, question, value, refused)
  if (refused.code === 'invalid_answer' || refused.code === 'unprocessable')
    return wrong(visit, seen, { [block_id]: fieldWords(refused, question, visit) })
  return said(visit, texts.edit_title, refusalWords(refused, texts))
}

/**
 * The form again, with the answer that came between and the one that was entered; sent once more, it takes its place.
 */
async function bothShown(
  visit: Visit,
  metadata: FormMetadata,
  { name }: QuestionView,
  value: unknown,
  error: DomainError,
): Promise<Acknowledgement> {
  const {
    texts,
    deps: { app },
  } = visit
  const seen = await see(visit, metadata.generation)
  const question = await seen?.question(name)
  if (seen === undefined || question === undefined) return said(visit, texts.edit_title, texts.gone)
  const read = readAnswer({ ...question, when: [] }, value, {
    now: app.clock.now(),
    zone: seen.state.zone,
    locale: seen.state.locale,
  })
  const mine = read.ok ? read.value : undefined
  const conflict = {
    theirs: shownValue(question, error.details?.['current'], seen.state.locale),
    mine: shownValue(question, mine, seen.state.locale),
  }
  const shown =
    seen.shown === undefined ? { id: seen.generation, locale: seen.state.locale } : presentGeneration(seen.shown)
  return {
    response_action: 'update',
    view: editModal(shown, question, mine, { shown_under: metadata.shown_under, conflict }, texts),
  }
}

const shownValue = (question: QuestionView, value: unknown, locale: string): string =>
  value === null || value === undefined || isErased(value)
    ? '–'
    : showAnswer({ ...question, when: [] }, value as AnswerValue, locale) || '–'

export async function chooseEditSent(visit: Visit, view: SlackView, metadata: FormMetadata): Promise<Acknowledgement> {
  const { texts } = visit
  const seen = await see(visit, metadata.generation)
  if (seen?.shown === undefined) return said(visit, texts.edit_title, texts.not_yours)
  const picked = Number(view.state?.values?.['which']?.['dg_value']?.selected_option?.value)
  const answer = Object.values(presentGeneration(seen.shown).answers)[picked]
  const question = answer === undefined ? undefined : await seen.question(answer.name)
  return question === undefined
    ? said(visit, texts.edit_title, texts.gone)
    : { response_action: 'update', view: editForm(seen, question, undefined, texts) }
}

export async function delegateSent(
  visit: Visit,
  view: SlackView,
  { generation: id, names = [] }: FormMetadata,
): Promise<Acknowledgement> {
  const { deps, team, texts, person } = visit
  const values = view.state?.values ?? {}
  const user = values['who']?.['dg_value']?.selected_user ?? ''
  const note = values['note']?.['dg_value']?.value?.trim() ?? ''
  const [name] = names
  const seen = await see(visit, id)
  if (seen?.shown === undefined || name === undefined) return said(visit, texts.delegate_title, texts.not_yours)
  const colleague = await deps.personFor(team, user)
  // Bots and guests of other companies have no role here.
  if (colleague.caller.roles.length === 0 || colleague.caller.tenant !== person.caller.tenant)
    return wrong(visit, seen, { who: texts.delegate_cannot })
  const request = commandOf(visit, 'delegate', [id, name, colleague.caller.actor])
  const sent = await attempt(() =>
    delegateQuestion(deps.app, { id, name, to: colleague.caller.actor, ...(note === '' ? {} : { note }) }, request),
  )
  return 'done' in sent ? CLEAR : wrong(visit, seen, { who: refusalWords(sent.refused, texts) })
}

export async function shareSent(
  visit: Visit,
  view: SlackView,
  { generation, revision, shown_under }: FormMetadata,
): Promise<Acknowledgement> {
  const { texts, team } = visit
  const channel = view.state?.values?.['where']?.['dg_value']?.selected_conversation ?? ''
  const seen = await see(visit, generation)
  if (seen?.shown === undefined || !/^[A-Z0-9]{1,40}$/.test(channel))
    return said(visit, texts.share_title, texts.not_yours)
  const refused = await confirm(
    visit,
    seen,
    { revision: revision ?? undefined, shown_under },
    placeRef({ team, channel }),
  )
  return refused === undefined ? CLEAR : said(visit, texts.share_title, refusalWords(refused, texts))
}

// ---- what they share

/** The fields in the order in which the form had them. */
async function entered(visit: Visit, seen: Seen, view: SlackView, { names = [] }: FormMetadata): Promise<Entered[]> {
  const values = view.state?.values ?? {}
  const ids = (view.blocks ?? []).map(({ block_id = '' }) => block_id).filter((id) => values[id] !== undefined)
  const fields: Entered[] = []
  for (const [index, block_id] of ids.entries()) {
    const name = names[index]
    const question = name === undefined ? undefined : await seen.question(name)
    if (question === undefined) continue
    const state = values[block_id]?.['dg_value']
    fields.push({
      block_id,
      question,
      replaces: readBlockId(block_id)?.revision ?? null,
      value: await valueOf(visit, question, state),
    })
  }
  return fields
}

async function valueOf(visit: Visit, question: QuestionView, state: EnteredState | undefined): Promise<unknown> {
  const [file] = state?.files ?? []
  if (file === undefined) return enteredValue(question, state)
  return (await pictureIn(visit, file)) ?? null
}

/** At a field, where a sentence is read: what is wrong, not where. */
const fieldWords = (error: DomainError, question: QuestionView, { texts }: Visit): string =>
  cut(
    oneLine(
      error.code === 'invalid_answer'
        ? texts.not_understood({ kind: question.kind, problem: error.message })
        : refusalWords(error, texts),
    ),
    300,
  )

/** What is wrong, at its fields; in the conversation when nobody sees the form's answer any more. */
async function wrong(visit: Visit, seen: Seen, errors: Record<string, string>): Promise<Acknowledgement> {
  if (!visit.late) return { response_action: 'errors', errors }
  const [first] = Object.entries(errors)
  const key = first === undefined ? undefined : readBlockId(first[0])?.key
  if (first === undefined || key === undefined || key.startsWith('#') || seen.shown === undefined)
    await whisper(visit, Object.values(errors).join(' '))
  else
    await attempt(() =>
      reopenQuestion(
        visit.deps.app,
        { id: seen.generation, reason: 'not_understood', name: key, error: first[1] },
        commandOf(visit, 'late', [key]),
      ),
    )
  return undefined
}

async function said(visit: Visit, title: string, words: string): Promise<Acknowledgement> {
  if (visit.late) await whisper(visit, words)
  return { response_action: 'update', view: wordsModal(title, words, visit.texts) }
}
