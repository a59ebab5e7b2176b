/** What may happen to a generation: every decision is `(command, state) → events`, or an error that says what to do. */
import type { AnswerValue, ItemAnswer } from './answer.ts'
import { fail, ok, type Result } from './errors.ts'
import type { Surface } from './event.ts'
import type { FailureReason, GenerationEvent, GenerationEventData } from './generation-events.ts'
import type { Generation } from './generation.ts'
import { nextDue, placeAt, wireValue, type Form, type Place } from './interview.ts'
import { copySheet, emptySheet, removeItem, setClosed, writeAnswer, writeItem, type Sheet } from './sheet.ts'

/** More items than a person gathers, few enough that a stream stays short. */
export const MAX_ITEMS = 1000

export interface RequestCommand {
  readonly template_id: string
  readonly template_version: number
  readonly format: Generation['format']
  readonly locale: string
  readonly zone: string
  readonly idle_days: number
  readonly copied_from?: string | undefined
  readonly answers: readonly { readonly name: string; readonly value: AnswerValue; readonly copied: boolean }[]
}

export function requestGeneration(command: RequestCommand, state: Generation, form: Form): Result<GenerationEvent[]> {
  if (state.requester !== undefined) return fail('conflict', 'This generation exists already.')
  const sheet = emptySheet()
  for (const { name, value } of command.answers) writeAnswer(sheet, name, value, NOWHERE)
  const { copied_from, answers, ...rest } = command
  const data = { ...rest, answers: [...answers], next: dueAddress(form, sheet), ...(copied_from === undefined ? {} : { copied_from }) }
  return ok([{ type: 'GenerationRequested', data }])
}

export interface AnswerCommand {
  readonly name: string
  readonly value: AnswerValue
  readonly raw?: string | undefined
  /** The revision of the answer this one replaces, `null` for none; left out: whatever is there. */
  readonly replaces?: number | null | undefined
}

export function provideAnswer(command: AnswerCommand, state: Generation, form: Form): Result<GenerationEvent[]> {
  const place = openPlace(state, form, command.name)
  if (!place.ok) return place
  const current = wireValue(state.sheet, place.value)
  const unchanged = place.value.answered && canonical(current) === canonical(command.value) && place.value.given?.copied !== true
  if (unchanged) return ok([])
  const stale = staleAnswer(place.value, command.replaces, command.value, state.sheet)
  if (stale !== undefined) return stale
  const { name, value, raw } = command
  const next = after(state, form, (sheet) => writeAnswer(sheet, name, value, NOWHERE))
  return ok([{ type: 'AnswerProvided', data: { name, kind: place.value.question.kind, value, ...(raw === undefined ? {} : { raw }), next } }])
}

/** Skips an optional question, or the rest of an optional list. */
export function skipQuestion(
  command: { readonly name: string; readonly replaces?: number | null | undefined },
  state: Generation,
  form: Form,
): Result<GenerationEvent[]> {
  const place = openPlace(state, form, command.name)
  if (!place.ok) return place
  if (place.value.question.required) {
    return fail('unprocessable', `“${place.value.question.label}” is needed for the document and cannot be skipped.`, { field: command.name })
  }
  if (place.value.answered && place.value.given !== undefined && place.value.given.value === undefined) return ok([])
  const stale = staleAnswer(place.value, command.replaces, undefined, state.sheet)
  if (stale !== undefined) return stale
  const next = after(state, form, (sheet) => writeAnswer(sheet, command.name, undefined, NOWHERE))
  return ok([{ type: 'QuestionSkipped', data: { name: command.name, next } }])
}

/** Adds an item, whole or to be asked field by field (`value` empty). Reopens a closed list. */
export function addListItem(
  command: { readonly name: string; readonly value: ItemAnswer },
  state: Generation,
  form: Form,
): Result<GenerationEvent[]> {
  const place = openList(state, form, command.name)
  if (!place.ok) return place
  const count = place.value.list?.items.length ?? 0
  const most = place.value.question.limits?.max_items ?? MAX_ITEMS
  if (count >= most) {
    return fail('unprocessable', `“${place.value.question.label}” takes at most ${most} items. Remove one first, or close the list.`, { field: command.name, max_items: most })
  }
  const item = String(place.value.list?.next_item ?? 1)
  const next = after(state, form, (sheet) => {
    setClosed(sheet, command.name, false, -1)
    writeItem(sheet, command.name, command.value, NOWHERE)
  })
  return ok([{ type: 'ListItemAdded', data: { name: command.name, item, value: { ...command.value }, next } }])
}

export function removeListItem(
  command: { readonly name: string; readonly item: string },
  state: Generation,
  form: Form,
): Result<GenerationEvent[]> {
  const place = openList(state, form, command.name)
  if (!place.ok) return place
  if (!place.value.list?.items.includes(command.item)) {
    return fail('not_found', `“${place.value.question.label}” has no item ${command.item}.`, { field: command.name, item: command.item })
  }
  const next = after(state, form, (sheet) => removeItem(sheet, command.name, command.item, -1))
  return ok([{ type: 'ListItemRemoved', data: { name: command.name, item: command.item, next } }])
}

/** “No more”: the list is complete. */
export function closeList(command: { readonly name: string }, state: Generation, form: Form): Result<GenerationEvent[]> {
  const place = openList(state, form, command.name)
  if (!place.ok) return place
  if (place.value.answered && place.value.list?.closed === true) return ok([])
  const { question, list } = place.value
  const least = question.limits?.min_items ?? 0
  if ((list?.items.length ?? 0) < least) {
    return fail('unprocessable', `“${question.label}” needs at least ${least} ${least === 1 ? 'item' : 'items'}.`, { field: command.name, min_items: least })
  }
  const next = after(state, form, (sheet) => setClosed(sheet, command.name, true, -1))
  return ok([{ type: 'ListClosed', data: { name: command.name, next } }])
}

export interface ConfirmCommand {
  readonly document_id: string
  readonly file_name: string
  /** The revision that was reviewed; left out: whatever is there. */
  readonly reviewed_revision?: number | undefined
}

export function confirmGeneration(command: ConfirmCommand, state: Generation, form: Form, revision: number): Result<GenerationEvent[]> {
  const { document } = state
  // Confirming once more what was confirmed changes nothing.
  if (document !== undefined && (command.reviewed_revision ?? document.reviewed_revision) === document.reviewed_revision) return ok([])
  const open = stillOpen(state)
  if (!open.ok) return open
  const due = nextDue(form, state.sheet)
  if (due !== undefined) {
    return fail('conflict', `“${due.question.label}” is not answered yet. Answer it, then look the answers over and confirm.`, { field: due.address })
  }
  if (command.reviewed_revision !== undefined && command.reviewed_revision !== revision) {
    return fail('conflict', 'An answer was changed after you looked them over. Look again, then confirm.', {
      field: 'revision', yours: command.reviewed_revision, current: revision,
    })
  }
  const { document_id, file_name } = command
  return ok([{ type: 'GenerationConfirmed', data: { document_id, file_name, reviewed_revision: revision } }])
}

export function cancelGeneration(state: Generation): Result<GenerationEvent[]> {
  if (state.phase === 'cancelled') return ok([])
  const open = stillOpen(state)
  return open.ok ? ok([{ type: 'GenerationCancelled', data: {} }]) : open
}

export function expireGeneration(state: Generation): Result<GenerationEvent[]> {
  return ok(stillOpen(state).ok ? [{ type: 'GenerationExpired', data: {} }] : [])
}

export function recordRendered(rendered: GenerationEventData<'DocumentRendered'>, state: Generation): Result<GenerationEvent[]> {
  const waiting = state.phase === 'confirmed' && state.document?.id === rendered.document_id
  return ok(waiting ? [{ type: 'DocumentRendered', data: rendered }] : [])
}

export function recordRenderingFailed(
  command: { readonly document_id: string; readonly reason: FailureReason; readonly message: string; readonly attempts: number },
  state: Generation,
): Result<GenerationEvent[]> {
  return ok(state.phase === 'confirmed' && state.document?.id === command.document_id ? [{ type: 'RenderingFailed', data: command }] : [])
}

export function retryRendering(state: Generation): Result<GenerationEvent[]> {
  if (state.document === undefined || state.phase !== 'failed') return fail('conflict', 'This generation has not failed: there is nothing to retry.', { state: state.phase })
  return ok([{ type: 'RenderingRetried', data: { document_id: state.document.id } }])
}

/** The person has fetched the whole file; only the first time counts. */
export function recordDelivered(command: { readonly surface: Surface }, state: Generation): Result<GenerationEvent[]> {
  if (state.phase !== 'rendered' || state.document === undefined) return ok([])
  return ok([{ type: 'DocumentDelivered', data: { document_id: state.document.id, surface: command.surface } }])
}

// ---- what the decisions share

/** Where a sheet is only written to see what would be due, nobody looks at who wrote. */
const NOWHERE = { revision: -1, actor: '', at: '' }

const canonical = (value: unknown): string => JSON.stringify(value) ?? 'undefined'

const dueAddress = (form: Form, sheet: Sheet): string | null => nextDue(form, sheet)?.address ?? null

function after(state: Generation, form: Form, change: (sheet: Sheet) => void): string | null {
  const sheet = copySheet(state.sheet)
  change(sheet)
  return dueAddress(form, sheet)
}

function stillOpen(state: Generation): Result<true> {
  if (state.requester === undefined) return fail('not_found', 'There is no such generation.')
  if (state.phase === 'asking' || state.phase === 'reviewing') return ok(true)
  return fail('conflict', `${ENDED[state.phase]} Start another one like it to change an answer.`, { state: state.phase })
}

const ENDED: Readonly<Record<Exclude<Generation['phase'], 'asking' | 'reviewing'>, string>> = {
  confirmed: 'The answers are confirmed and the document is being made.',
  rendered: 'The document is made.',
  delivered: 'The document is made and handed over.',
  failed: 'The answers are confirmed, but making the document failed.',
  cancelled: 'This conversation was cancelled.',
  expired: 'This conversation has expired.',
}

function openPlace(state: Generation, form: Form, address: string): Result<Place> {
  const open = stillOpen(state)
  if (!open.ok) return open
  const place = placeAt(form, state.sheet, address)
  return place === undefined ? fail('not_found', `This document has no question “${address.slice(0, 200)}”.`, { field: address.slice(0, 200) }) : ok(place)
}

function openList(state: Generation, form: Form, address: string): Result<Place> {
  const place = openPlace(state, form, address)
  if (!place.ok || place.value.question.kind === 'list') return place
  return fail('unprocessable', `“${place.value.question.label}” is not a list: answer it directly.`, { field: address })
}

/** 409 with both values when the answer named is no longer the one that is there. */
function staleAnswer(place: Place, replaces: number | null | undefined, yours: AnswerValue | undefined, sheet: Sheet): Result<never> | undefined {
  if (replaces === undefined) return undefined
  const revision = (place.question.kind === 'list' ? place.list?.revision : undefined) ?? place.given?.revision ?? null
  if (revision === replaces) return undefined
  return fail('conflict', `“${place.question.label}” was answered meanwhile. Look at both answers and choose.`, {
    field: place.address,
    yours: yours ?? null,
    current: wireValue(sheet, place) ?? null,
    revision,
    actor: place.given?.actor,
    at: place.given?.at,
  })
}

