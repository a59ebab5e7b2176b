/**
 * An answer given by a click or in a message, and what follows when it does not fit: it is asked again with more help,
 * or the change is proposed.
 */
import { readAnswer } from '../../../../../answers/read.ts'
import { dayIn } from '../../../../../answers/parsing/locale.ts'
import { addListItem, closeList } from '../../../../../commands/generation/change-list.ts'
import { proposeCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { provideAnswer } from '../../../../../commands/generation/provide-answer.ts'
import { reopenQuestion } from '../../../../../commands/generation/reopen-question.ts'
import type { DomainError } from '../../../../../domain/kernel/errors.ts'
import type { QuestionView } from '../../../../../queries/generation/present-generation.ts'
import { itemsIn } from '../list-items.ts'
import type { Seen } from './questions.ts'
import { refreshSettled } from './refresh.ts'
import { attempt, commandOf, refusalWords, whisper, type Visit } from './interaction.ts'

export interface GivenAnswer {
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

export async function giveAnswer(visit: Visit, seen: Seen, given: GivenAnswer): Promise<void> {
  const { question, shown_under, said_in } = given
  const {
    deps: { app },
  } = visit
  const value = ownReading(visit, seen, given)
  const command = { id: seen.generation, name: question.name, value, shown_under, said_in }
  const answered = await attempt(() =>
    provideAnswer(app, command, commandOf(visit, 'answer', [seen.generation, question.name, value])),
  )
  if ('refused' in answered) await refused(visit, seen, given, answered.refused)
  else await refreshSettled(visit, seen.generation, answered.done.state, [question.name])
}

/**
 * A day that is said by its distance is read at the time of the message, however late it arrives; and what a colleague
 * writes is read as in their own country, not in that of the person who asks.
 */
function ownReading(
  { deps: { app }, person }: Visit,
  { state, shown }: Seen,
  { question, value, at }: GivenAnswer,
): unknown {
  const now = at ?? app.clock.now()
  const isLate = question.kind === 'date' && dayIn(state.zone, now) !== dayIn(state.zone, app.clock.now())
  if (typeof value !== 'string' || (shown !== undefined && !isLate)) return value
  const { zone, locale } = shown === undefined ? person : state
  const read = readAnswer({ ...question, when: [] }, value, { now, zone, locale })
  return read.ok ? read.value : value
}

async function refused(visit: Visit, seen: Seen, { question, value }: GivenAnswer, error: DomainError): Promise<void> {
  const {
    deps: { app },
    texts,
  } = visit
  const { generation: id, shown } = seen
  if (error.code === 'invalid_answer') {
    // A colleague cannot turn somebody else's conversation: they are told at once.
    if (shown === undefined)
      return whisper(visit, texts.not_understood({ kind: question.kind, problem: refusalWords(error, texts) }))
    const raw = typeof value === 'string' ? value.slice(0, 2000) : undefined
    const reopen = {
      id,
      reason: 'not_understood' as const,
      name: question.name,
      raw,
      error: refusalWords(error, texts),
    }
    const reopened = await attempt(() =>
      reopenQuestion(app, reopen, commandOf(visit, 'not understood', [id, question.name])),
    )
    if ('refused' in reopened) await whisper(visit, refusalWords(reopened.refused, texts))
    return
  }
  // It was answered after the message was shown: whether this one is to count, the person says.
  if (error.code === 'conflict' && error.details?.['revision'] !== undefined && shown !== undefined) {
    const proposed = await attempt(() =>
      proposeCorrection(app, { id, name: question.name, value }, commandOf(visit, 'propose', [id, question.name])),
    )
    if ('done' in proposed) return
  }
  await whisper(visit, refusalWords(error, texts))
}

/**
 * Adds to a list what was written: an item on each line of a plain list; the fields of one as `name=value`, or the
 * first of them.
 */
export async function giveListItems(
  visit: Visit,
  seen: Seen,
  question: QuestionView,
  text: string,
  shown_under: string | undefined,
): Promise<void> {
  const {
    deps: { app },
  } = visit
  const items = itemsIn(question, text)
  if (items === undefined) {
    return refused(
      visit,
      seen,
      { question, value: text, shown_under },
      { code: 'invalid_answer', message: visit.texts.hint({ kind: 'list' }) },
    )
  }
  for (const [index, value] of items.entries()) {
    // Only the first is for what the message showed: each changes the list.
    const command = { id: seen.generation, name: question.name, value, ...(index === 0 ? { shown_under } : {}) }
    const added = await attempt(() =>
      addListItem(app, command, commandOf(visit, `item ${String(index)}`, [seen.generation, question.name, value])),
    )
    if ('refused' in added)
      return refused(visit, seen, { question, value: text, shown_under }, spokenOf(added.refused, question))
  }
}

/** People know a field by its label, not as `items[0].quantity`. */
const spokenOf = (error: DomainError, { fields = [] }: QuestionView): DomainError => ({
  ...error,
  message: error.message.replace(/^[^\s:]*\[\d+\](?:\.(?<field>[^\s:]+))?: /u, (_, name: string | undefined) => {
    const label = fields.find((field) => field.name === name)?.label
    return label === undefined ? '' : `${label}: `
  }),
})

export async function finishList(
  visit: Visit,
  seen: Seen,
  question: QuestionView,
  shown_under: string | undefined,
): Promise<void> {
  const done = await attempt(() =>
    closeList(
      visit.deps.app,
      { id: seen.generation, name: question.name, shown_under },
      commandOf(visit, 'close', [seen.generation, question.name]),
    ),
  )
  if ('refused' in done) await whisper(visit, refusalWords(done.refused, visit.texts))
}

export async function beginItem(
  visit: Visit,
  seen: Seen,
  question: QuestionView,
  shown_under: string | undefined,
): Promise<void> {
  const added = await attempt(() =>
    addListItem(
      visit.deps.app,
      { id: seen.generation, name: question.name, shown_under },
      commandOf(visit, 'add', [seen.generation, question.name]),
    ),
  )
  if ('refused' in added) await whisper(visit, refusalWords(added.refused, visit.texts))
}
