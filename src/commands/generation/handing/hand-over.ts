/** Hands one question, or the rest of a conversation, to somebody: by mail, or on their start page. */
import { readMailedNote } from '../../../domain/account/mailed-note.ts'
import { delegateQuestion } from '../../../domain/generation/decisions/delegate-question.ts'
import { delegateRest } from '../../../domain/generation/decisions/hand-over-rest.ts'
import { requireOpen } from '../../../domain/generation/open-generation.ts'
import { isCaller } from '../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../domain/kernel/errors.ts'
import { loadOwnGeneration } from '../../../storage/load-generation.ts'
import { createdId } from '../../command-metadata.ts'
import type { CommandRequest } from '../../command-request.ts'
import { transactGeneration, type CommittedGeneration, type GenerationContext } from '../transact-generation.ts'
import { findRecipient, type FoundRecipient, type Recipient } from './find-recipient.ts'
import type { HandedPart, HandOverDeps } from './hand-over-deps.ts'
import { delegationOf, mailHandOver, requireMailRoom } from './mail-hand-over.ts'

export interface HandOverCommand extends HandedPart, Recipient {
  /** A message to them. */
  readonly note?: string | undefined
}

/**
 * `base`: where links lead, an origin. Throws `Refused`: `unprocessable` for an address or message that is
 * none, for oneself and for who may not come in, `conflict` for what is answered or with somebody already,
 * `too_many` mails.
 */
export async function handOver(
  deps: HandOverDeps,
  command: HandOverCommand,
  request: CommandRequest,
  base: string,
): Promise<CommittedGeneration> {
  const { id, question } = command
  const read = readMailedNote(command.note ?? '')
  if ('problem' in read) return unwrap(fail('unprocessable', read.problem, { field: 'note' }))
  // First, so that nobody makes guests or learns of addresses for conversations that are not theirs.
  unwrap(requireOpen((await loadOwnGeneration(deps, id, request.caller)).state))
  const recipient = await findRecipient(deps, command, request)
  const { mail } = deps
  if (recipient.email !== undefined && mail !== undefined) await requireMailRoom(mail.mails, recipient.email, request)
  const note = read.note === '' ? undefined : read.note
  const committed = await transactGeneration(deps, id, request, (generation) =>
    decide({ ...command, note }, recipient, generation, request),
  )
  const delegation = delegationOf(committed, command)
  // Whoever is asked in the conversation’s channel has no link.
  if (delegation?.open !== true || delegation.hand_over === undefined) return committed
  const { hand_over: hand_over_id, to: actor, by } = delegation
  const { tenant } = request.caller
  const row = { id: hand_over_id, tenant, generation: id, question: question ?? null, actor, by }
  const hand_over = await deps.handOvers.add(row)
  if (recipient.email !== undefined && mail !== undefined && hand_over.mail === null)
    await mailHandOver({ ...deps, mail }, { hand_over, to: recipient.email, generation: committed }, request, base)
  return committed
}

function decide(
  { question, email, note }: HandOverCommand,
  { actor: to, in_slack }: FoundRecipient,
  { state, questionnaire }: GenerationContext,
  request: CommandRequest,
) {
  const { caller, context } = request
  const { requester = '' } = state
  const to_requester = to === requester || (isCaller(caller, to) && isCaller(caller, requester))
  const hand_over = createdId(request)
  if (question === undefined) return delegateRest({ to, to_requester, note, hand_over }, state)
  const told = { name: question, to, to_requester, note, by: context.actor, now: context.now }
  const isPosted = state.outbox !== undefined && in_slack && email === undefined
  return delegateQuestion(isPosted ? told : { ...told, hand_over }, state, questionnaire)
}
