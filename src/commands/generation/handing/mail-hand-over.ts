/** Writes the mail about what was handed over, with a link that opens it and nothing else. */
import { randomUUID } from 'node:crypto'
import { handedOverMailText } from '../../../domain/account/mail-texts.ts'
import { fail, unwrap, type Result } from '../../../domain/kernel/errors.ts'
import { isErased } from '../../../domain/questions/answer.ts'
import type { HandOver } from '../../../ports/people/hand-overs.ts'
import type { Mails } from '../../../ports/mail/mails.ts'
import { loadOwnGeneration, withQuestions, type LoadedGeneration } from '../../../storage/load-generation.ts'
import { addressDigest, LINK_MINUTES, makeSignInLink, signInUrl } from '../../account/make-sign-in-link.ts'
import type { CommandRequest } from '../../command-request.ts'
import { securitySourceOf, type HandedPart, type HandOverDeps } from './hand-over-deps.ts'

/** The delegation of the part, open or not; undefined where nobody was asked. */
export const delegationOf = ({ state }: Pick<LoadedGeneration, 'state'>, { question }: HandedPart) =>
  question === undefined ? state.handed_rest : state.delegations.get(question)

const TOO_MANY: Result<never> = fail(
  'too_many',
  'As many mails as may be have gone out to this address, or from you, for now. Try again in an hour.',
  { retry_after_s: 3600 },
)

/** Throws `Refused` (`too_many`) where no mail would be taken now. */
export async function requireMailRoom(mails: Mails, to: string, { caller }: CommandRequest): Promise<void> {
  const { tenant, actor: by } = caller
  if (!(await mails.hasRoom({ tenant, kind: 'handed_over', by, to }))) unwrap(TOO_MANY)
}

/** Queues the mail; links of earlier ones do not work any more. False where as many as may be have gone out. */
export async function mailHandOver(
  deps: HandOverDeps & { readonly mail: { readonly mails: Mails } },
  { hand_over, to, generation }: { hand_over: HandOver; to: string; generation: LoadedGeneration },
  request: CommandRequest,
  base: string,
): Promise<boolean> {
  const { id, tenant, actor, question, by } = hand_over
  const { template_name } = await withQuestions(deps, generation)
  const note = delegationOf(generation, { id, question: question ?? undefined })?.note
  const mailed_to = addressDigest(deps.keyRing, to)
  const source = securitySourceOf(request)
  const link = await makeSignInLink(deps, actor, 'handed_over', source, { mailed_to, hand_over: id })
  const text = handedOverMailText({
    by: (await deps.people.namesOf([by])).get(by) ?? 'A colleague',
    part: question === null ? 'rest' : 'question',
    template: template_name,
    note: note === undefined || isErased(note) ? '' : note,
    url: signInUrl(base, link.token),
    days: LINK_MINUTES.handed_over / (24 * 60),
    base,
  })
  const mail = randomUUID()
  const queued = await deps.mail.mails.queue({
    id: mail,
    tenant,
    kind: 'handed_over',
    actor,
    by: request.caller.actor,
    content: { to, ...text },
    expires_at: link.expires_at,
  })
  if (queued === 'queued') await deps.handOvers.mailed(id, mail, link.id)
  return queued === 'queued'
}

/** Throws `Refused`: `conflict` for what is not with anybody, `unprocessable` without an address, `too_many`. */
export async function mailHandOverAgain(
  deps: HandOverDeps,
  part: HandedPart,
  request: CommandRequest,
  base: string,
): Promise<void> {
  const generation = await loadOwnGeneration(deps, part.id, request.caller)
  const delegation = delegationOf(generation, part)
  if (delegation?.open !== true)
    return unwrap(fail('conflict', 'It is not with anybody: it was answered or taken back. Hand it over again.', {}))
  const { hand_over: id, to: actor, by } = delegation
  const { tenant } = request.caller
  const person = await deps.people.findByActor(tenant, actor)
  const to = person?.email ?? undefined
  const { mail } = deps
  if (id === undefined || to === undefined || mail === undefined)
    return unwrap(fail('unprocessable', 'There is no address to send a mail to. They find it on their start page.', {}))
  if (person?.active !== true)
    return unwrap(fail('unprocessable', 'This person may not come in any more. Take it back, and choose another.', {}))
  await requireMailRoom(mail.mails, to, request)
  const row = { id, tenant, generation: part.id, question: part.question ?? null, actor, by }
  const hand_over = await deps.handOvers.add(row)
  if (!(await mailHandOver({ ...deps, mail }, { hand_over, to, generation }, request, base))) unwrap(TOO_MANY)
}
