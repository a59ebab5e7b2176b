/** What the decisions on a generation share: whether it is still open, its places, what comes next, and whether an answer was overtaken. */
import type { AnswerValue } from '../questions/answer.ts'
import { delegatedNames, type Delegation } from './delegation.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Generation } from './generation.ts'
import { nextDue, placeAt, wireValue, type Form, type Place } from '../interview/interview.ts'
import { copySheet, type Sheet } from '../interview/answers.ts'

/** Where a sheet is only written to see what would be due, nobody looks at who wrote. */
export const NOWHERE = { revision: -1, actor: '', at: '' }

type Standing = Pick<Generation, 'sheet' | 'turned' | 'delegations'>

/**
 * The question asked now: the one that the person came back to; otherwise the first that the document needs and no colleague has;
 * otherwise the first that a colleague has; undefined when only the review is left.
 */
export function currentPlace({ sheet, turned, delegations }: Standing, form: Form): Place | undefined {
  const back = turned === undefined || turned.name === null ? undefined : placeAt(form, sheet, turned.name)
  return back ?? unturned(form, sheet, delegations)
}

function unturned(form: Form, sheet: Sheet, delegations: ReadonlyMap<string, Delegation>): Place | undefined {
  if (delegations.size === 0) return nextDue(form, sheet)
  return nextDue(form, sheet, delegatedNames(delegations)) ?? nextDue(form, sheet)
}

export const dueAddress = (form: Form, sheet: Sheet): string | null => nextDue(form, sheet)?.address ?? null

/** The question due after the answer at `name` was changed. */
export function after(state: Generation, form: Form, name: string, change: (sheet: Sheet) => void): string | null {
  const sheet = copySheet(state.sheet)
  change(sheet)
  const { delegations } = state
  const closed = delegations.has(name) ? without(delegations, name) : delegations
  const turned = state.turned?.name === name ? undefined : state.turned
  return currentPlace({ sheet, turned, delegations: closed }, form)?.address ?? null
}

/** The question due once the delegations are these. */
export const dueWith = (state: Generation, form: Form, delegations: Map<string, Delegation>): string | null =>
  currentPlace({ ...state, delegations }, form)?.address ?? null

export function without(delegations: ReadonlyMap<string, Delegation>, name: string): Map<string, Delegation> {
  const rest = new Map(delegations)
  rest.delete(name)
  return rest
}

/** The mark of an event of a conversation that is held at a place. */
export const marked = ({ posting }: Pick<Generation, 'posting'>): { readonly posts?: true } => (posting === undefined ? {} : { posts: true })

export function stillOpen(state: Generation): Result<true> {
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

export function openPlace(state: Generation, form: Form, address: string): Result<Place> {
  const open = stillOpen(state)
  if (!open.ok) return open
  const place = placeAt(form, state.sheet, address)
  return place === undefined ? noQuestion(address) : ok(place)
}

export const noQuestion = (address: string): Result<never> =>
  fail('not_found', `This document has no question “${address.slice(0, 200)}”.`, { field: address.slice(0, 200) })

export function openList(state: Generation, form: Form, address: string): Result<Place> {
  const place = openPlace(state, form, address)
  if (!place.ok || place.value.question.kind === 'list') return place
  return fail('unprocessable', `“${place.value.question.label}” is not a list: answer it directly.`, { field: address })
}

/** The revision of the answer at a place, `null` for none. */
export const answerRevision = ({ question, list, given }: Place): number | null =>
  (question.kind === 'list' ? list?.revision : undefined) ?? given?.revision ?? null

/** Which answer a change is meant for: the one of a revision (`null`: none), or whatever stood when the conversation was shown at a revision. */
export interface Meant {
  readonly replaces?: number | null | undefined
  readonly shown_revision?: number | undefined
}

/** 409 with both values when the answer meant is no longer the one that is there. */
export function staleAnswer(place: Place, { replaces, shown_revision }: Meant, yours: AnswerValue | undefined, sheet: Sheet): Result<never> | undefined {
  const revision = answerRevision(place)
  const overtaken = replaces === undefined ? shown_revision !== undefined && revision !== null && revision > shown_revision : revision !== replaces
  if (!overtaken) return undefined
  return fail('conflict', `“${place.question.label}” was answered meanwhile. Look at both answers and choose.`, {
    field: place.address,
    yours: yours ?? null,
    current: wireValue(sheet, place) ?? null,
    revision,
    actor: place.given?.actor,
    at: place.given?.at,
  })
}
