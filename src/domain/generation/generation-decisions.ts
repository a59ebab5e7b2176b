/** What may happen to a generation: every decision is `(command, state) → events`, or an error that says what to do. */
import type { AnswerValue, ItemAnswer } from '../questions/answer.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Surface } from '../kernel/event.ts'
import type { FailureReason, GenerationEvent, GenerationEventData } from './generation-events.ts'
import type { NotCarried } from '../interview/carry-over.ts'
import { writeBeginning, type Beginning, type Generation } from './generation.ts'
import { nextDue, wireValue, type Questionnaire, type QuestionSlot } from '../interview/interview.ts'
import {
  nextAfter,
  answerRevision,
  nextAddress,
  inChannel,
  WHAT_IF_SOURCE,
  openList,
  openSlot,
  refuseStaleAnswer,
  requireOpen,
  type ExpectedAnswer,
} from './open-generation.ts'
import { noAnswers, removeItem, setClosed, writeAnswer, writeItem } from '../interview/answers.ts'

/** More items than a person gathers, few enough that a stream stays short. */
const MAX_ITEMS = 1000

export interface RequestCommand extends Beginning {
  readonly template_id: string
  readonly template_version: number
  readonly format: Generation['format']
  readonly locale: string
  readonly zone: string
  readonly idle_days: number
  readonly copied_from?: string | undefined
  readonly not_carried?: readonly NotCarried[] | undefined
  /**
   * Where the conversation is held, for a surface that posts, and after how many days of silence the person is
   * reminded.
   */
  readonly place?: string | undefined
  readonly reminders?: readonly number[] | undefined
}

export function requestGeneration(
  command: RequestCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  if (state.requester !== undefined) return fail('conflict', 'This generation exists already.')
  const sheet = noAnswers()
  writeBeginning(sheet, command, WHAT_IF_SOURCE)
  const {
    copied_from,
    skipped = [],
    open_lists = [],
    not_carried = [],
    answers,
    place,
    reminders = [],
    ...rest
  } = command
  const copied = {
    ...(copied_from === undefined ? {} : { copied_from }),
    ...(skipped.length === 0 ? {} : { skipped: [...skipped] }),
    ...(open_lists.length === 0 ? {} : { open_lists: [...open_lists] }),
    ...(not_carried.length === 0 ? {} : { not_carried: [...not_carried] }),
  }
  const held =
    place === undefined
      ? {}
      : { place, reminders: reminders.filter((days) => days < command.idle_days), posts: true as const }
  const data = { ...rest, answers: [...answers], next: nextAddress(questionnaire, sheet), ...copied, ...held }
  return ok([{ type: 'GenerationRequested', data }])
}

export interface AnswerCommand extends ExpectedAnswer {
  readonly name: string
  readonly value: AnswerValue
  readonly raw?: string | undefined
  /** The message in which it was said. */
  readonly said_in?: string | undefined
}

export function provideAnswer(
  command: AnswerCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const place = openSlot(state, questionnaire, command.name)
  if (!place.ok) return place
  const current = wireValue(state.answers, place.value)
  const unchanged =
    place.value.answered && canonical(current) === canonical(command.value) && place.value.given?.copied !== true
  // The same once more says something only where the question was asked again.
  if (unchanged && state.reopened?.name !== command.name) return ok([])
  const stale = unchanged ? undefined : refuseStaleAnswer(place.value, command, command.value, state.answers)
  if (stale !== undefined) return stale
  const { name, value, raw, said_in } = command
  const next = nextAfter(state, questionnaire, name, (sheet) => writeAnswer(sheet, name, value, WHAT_IF_SOURCE))
  const said = {
    ...(raw === undefined ? {} : { raw }),
    ...(said_in === undefined || state.outbox === undefined ? {} : { said_in }),
  }
  return ok([
    {
      type: 'AnswerProvided',
      data: { name, kind: place.value.question.kind, value, ...said, next, ...inChannel(state) },
    },
  ])
}

/** Skips an optional question, or the rest of an optional list. */
export function skipQuestion(
  command: { readonly name: string } & ExpectedAnswer,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const place = openSlot(state, questionnaire, command.name)
  if (!place.ok) return place
  if (place.value.question.required) {
    return fail('unprocessable', `“${place.value.question.label}” is needed for the document and cannot be skipped.`, {
      field: command.name,
    })
  }
  const skipped = place.value.answered && place.value.given !== undefined && place.value.given.value === undefined
  if (skipped && state.reopened?.name !== command.name) return ok([])
  const stale = skipped ? undefined : refuseStaleAnswer(place.value, command, undefined, state.answers)
  if (stale !== undefined) return stale
  const next = nextAfter(state, questionnaire, command.name, (sheet) =>
    writeAnswer(sheet, command.name, undefined, WHAT_IF_SOURCE),
  )
  return ok([{ type: 'QuestionSkipped', data: { name: command.name, next, ...inChannel(state) } }])
}

/** Adds an item, whole or to be asked field by field (`value` empty). Reopens a closed list. */
export function addListItem(
  command: { readonly name: string; readonly value: ItemAnswer; readonly shown_revision?: number | undefined },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const place = openList(state, questionnaire, command.name)
  if (!place.ok) return place
  const overtaken = overtakenList(place.value, command.shown_revision)
  if (overtaken !== undefined) return overtaken
  const count = place.value.list?.items.length ?? 0
  const most = place.value.question.limits?.max_items ?? MAX_ITEMS
  if (count >= most) {
    return fail(
      'unprocessable',
      `“${place.value.question.label}” takes at most ${most} items. Remove one first, or close the list.`,
      { field: command.name, max_items: most },
    )
  }
  const item = String(place.value.list?.next_item ?? 1)
  const next = nextAfter(state, questionnaire, command.name, (sheet) => {
    setClosed(sheet, command.name, false, -1)
    writeItem(sheet, command.name, command.value, WHAT_IF_SOURCE)
  })
  return ok([
    {
      type: 'ListItemAdded',
      data: { name: command.name, item, value: { ...command.value }, next, ...inChannel(state) },
    },
  ])
}

export function removeListItem(
  command: { readonly name: string; readonly item: string },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const place = openList(state, questionnaire, command.name)
  if (!place.ok) return place
  if (!place.value.list?.items.includes(command.item)) {
    return fail('not_found', `“${place.value.question.label}” has no item ${command.item}.`, {
      field: command.name,
      item: command.item,
    })
  }
  const next = nextAfter(state, questionnaire, command.name, (sheet) =>
    removeItem(sheet, command.name, command.item, -1),
  )
  return ok([{ type: 'ListItemRemoved', data: { name: command.name, item: command.item, next, ...inChannel(state) } }])
}

/** “No more”: the list is complete. */
export function closeList(
  command: { readonly name: string },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const place = openList(state, questionnaire, command.name)
  if (!place.ok) return place
  if (place.value.answered && place.value.list?.closed === true && state.reopened?.name !== command.name) return ok([])
  const { question, list } = place.value
  const count = list?.items.length ?? 0
  const { min_items: least = 0, max_items: most = MAX_ITEMS } = question.limits ?? {}
  if (count < least) {
    return fail('unprocessable', `“${question.label}” needs at least ${least} ${least === 1 ? 'item' : 'items'}.`, {
      field: command.name,
      min_items: least,
    })
  }
  if (count > most) {
    const details = { field: command.name, max_items: most }
    return fail(
      'unprocessable',
      `“${question.label}” takes at most ${most}: remove ${count - most} of its ${count} items, then close it.`,
      details,
    )
  }
  const next = nextAfter(state, questionnaire, command.name, (sheet) => setClosed(sheet, command.name, true, -1))
  return ok([{ type: 'ListClosed', data: { name: command.name, next, ...inChannel(state) } }])
}

/**
 * “One more” under a message that shows the list as it no longer is: pressed twice, or after somebody else changed it.
 */
function overtakenList(place: QuestionSlot, shown_revision: number | undefined): Result<never> | undefined {
  const revision = answerRevision(place)
  if (shown_revision === undefined || revision === null || revision <= shown_revision) return undefined
  return fail('conflict', `“${place.question.label}” has changed meanwhile. Look at the list as it is now.`, {
    field: place.address,
    revision,
  })
}

export interface ConfirmCommand {
  readonly document_id: string
  readonly file_name: string
  /** The revision that was reviewed; left out: whatever is there. */
  readonly reviewed_revision?: number | undefined
  /** Another place for the finished file. */
  readonly share_to?: string | undefined
}

export function confirmGeneration(
  command: ConfirmCommand,
  state: Generation,
  questionnaire: Questionnaire,
  revision: number,
): Result<GenerationEvent[]> {
  const { document } = state
  // Confirming once more what was confirmed changes nothing.
  if (
    document !== undefined &&
    (command.reviewed_revision ?? document.reviewed_revision) === document.reviewed_revision
  )
    return ok([])
  const open = requireOpen(state)
  if (!open.ok) return open
  const due = nextDue(questionnaire, state.answers)
  if (due !== undefined && state.delegations.get(due.address)?.open === true) {
    return fail(
      'conflict',
      `“${due.question.label}” waits for a colleague’s answer. Answer it yourself, or take it back.`,
      { field: due.address },
    )
  }
  if (due !== undefined) {
    return fail(
      'conflict',
      `“${due.question.label}” is not answered yet. Answer it, then look the answers over and confirm.`,
      { field: due.address },
    )
  }
  const reviewed = command.reviewed_revision ?? revision
  // What was posted since has changed no answer.
  if (reviewed < state.answers_revision || reviewed > revision) {
    return fail('conflict', 'An answer was changed after you looked them over. Look again, then confirm.', {
      field: 'revision',
      yours: command.reviewed_revision,
      current: revision,
    })
  }
  const { document_id, file_name, share_to } = command
  const shared = share_to === undefined || state.outbox === undefined ? {} : { share_to }
  return ok([
    {
      type: 'GenerationConfirmed',
      data: { document_id, file_name, reviewed_revision: reviewed, ...shared, ...inChannel(state) },
    },
  ])
}

export function cancelGeneration(state: Generation): Result<GenerationEvent[]> {
  if (state.phase === 'cancelled') return ok([])
  const open = requireOpen(state)
  return open.ok ? ok([{ type: 'GenerationCancelled', data: { ...inChannel(state) } }]) : open
}

export function expireGeneration(state: Generation): Result<GenerationEvent[]> {
  return ok(requireOpen(state).ok ? [{ type: 'GenerationExpired', data: {} }] : [])
}

export function recordRendered(
  rendered: GenerationEventData<'DocumentRendered'>,
  state: Generation,
): Result<GenerationEvent[]> {
  const waiting = state.phase === 'confirmed' && state.document?.id === rendered.document_id
  return ok(waiting ? [{ type: 'DocumentRendered', data: rendered }] : [])
}

export function recordRenderingFailed(
  command: {
    readonly document_id: string
    readonly reason: FailureReason
    readonly message: string
    readonly attempts: number
  },
  state: Generation,
): Result<GenerationEvent[]> {
  return ok(
    state.phase === 'confirmed' && state.document?.id === command.document_id
      ? [{ type: 'RenderingFailed', data: command }]
      : [],
  )
}

/** The person has fetched the whole file; only the first time counts. */
export function recordDelivered(command: { readonly surface: Surface }, state: Generation): Result<GenerationEvent[]> {
  if (state.phase !== 'rendered' || state.document === undefined) return ok([])
  return ok([{ type: 'DocumentDelivered', data: { document_id: state.document.id, surface: command.surface } }])
}

const canonical = (value: unknown): string => JSON.stringify(value) ?? 'undefined'
