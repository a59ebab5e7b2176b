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
import type { Seen } from './questions.ts'
import { attempt, commandOf, refusalWords, whisper, type Visit } from './interaction.ts'
import type { AnswerView, GenerationView } from '../../../../../queries/generation/present-generation.ts'

export async function turnTo(
  visit: Visit,
  { generation: id }: Seen,
  reason: ReopenReason,
  at: { readonly name?: string | null | undefined; readonly shown_under?: string | undefined },
): Promise<void> {
  const turned = await attempt(() =>
    reopenQuestion(visit.deps.app, { id, reason, ...at }, commandOf(visit, reason, [id, at.name ?? null])),
  )
  if ('done' in turned) return
  const { refused } = turned
  await whisper(
    visit,
    reason === 'back' && refused.code === 'unprocessable'
      ? visit.texts.nothing_before
      : refusalWords(refused, visit.texts),
  )
}

export async function skip(visit: Visit, seen: Seen, name: string, shown_under: string | undefined): Promise<void> {
  const { generation: id } = seen
  const skipped = await attempt(() =>
    skipQuestion(visit.deps.app, { id, name, message_ref: shown_under }, commandOf(visit, 'skip', [id, name])),
  )
  if ('done' in skipped) return
  const { refused } = skipped
  const label = (await seen.question(name))?.label ?? name
  await whisper(
    visit,
    refused.code === 'unprocessable' ? visit.texts.cannot_skip({ label }) : refusalWords(refused, visit.texts),
  )
}

export async function cancel(visit: Visit, { generation: id }: Seen): Promise<void> {
  const cancelled = await attempt(() => cancelGeneration(visit.deps.app, { id }, commandOf(visit, 'cancel', [id])))
  if ('refused' in cancelled) await whisper(visit, refusalWords(cancelled.refused, visit.texts))
}

/** A word is quickly written: whether it is meant is asked once more. */
export const askToCancel = (visit: Visit, seen: Seen): Promise<void> => whisper(visit, cancelQuestion(visit, seen))

function cancelQuestion({ texts }: Visit, { generation, state }: Seen): Message {
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
export async function editByWords(visit: Visit, seen: Seen, words: string): Promise<void> {
  const { shown } = seen
  if (shown === undefined) return whisper(visit, visit.texts.only_the_person_asked)
  const generation = presentGeneration(shown)
  const answers = Object.values(generation.answers).map((answer) => ({
    ...answer,
    label: labelOf(generation, answer, visit),
  }))
  const number = /^\d{1,3}$/.test(words) ? answers[Number(words) - 1] : undefined
  const match = number === undefined ? matchNamed(answers, words) : { one: number }
  if (match !== 'none' && 'one' in match) return turnTo(visit, seen, 'edit', { name: match.one.name })
  const offered = match === 'none' ? answers : match.several
  await whisper(visit, whichAnswer(visit, seen, words, offered))
}

function whichAnswer({ texts }: Visit, { generation }: Seen, words: string, offered: readonly AnswerView[]): Message {
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
export const labelOf = (generation: GenerationView, answer: AnswerView, { texts }: Pick<Visit, 'texts'>): string =>
  answer.item === undefined || answer.kind === 'list'
    ? answer.label
    : `${itemName(generation, answer, texts)}: ${answer.label}`

/** Confirms what was reviewed. Gives the refusal, which is told already unless a form tells it. */
export async function confirm(
  visit: Visit,
  { generation: id }: Pick<Seen, 'generation'>,
  reviewed: { readonly revision?: number | undefined; readonly shown_under?: string | undefined },
  share_to?: string,
): Promise<DomainError | undefined> {
  const {
    deps: { app },
    texts,
  } = visit
  const confirmed = await attempt(() =>
    confirmGeneration(
      app,
      { id, ...reviewed, share_to },
      commandOf(visit, 'confirm', [id, reviewed.revision ?? null, share_to ?? null]),
    ),
  )
  if ('done' in confirmed) return undefined
  const { refused } = confirmed
  if (refused.code === 'conflict' && refused.details?.['field'] === 'revision') {
    await whisper(visit, texts.review_changed)
    await attempt(() =>
      reopenQuestion(app, { id, reason: 'repeat', name: null }, commandOf(visit, 'review again', [id])),
    )
  } else await whisper(visit, refusalWords(refused, texts))
  return refused
}
