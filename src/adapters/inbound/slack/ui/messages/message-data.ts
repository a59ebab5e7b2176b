/**
 * Loads the data that a message shows from the generation: the reader, the question, the answer, the people involved.
 */
import { isErased } from '../../../../../domain/questions/answer.ts'
import { applicableSlots } from '../../../../../domain/interview/interview.ts'
import type { People } from '../../../../../ports/people/people.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Generation } from '../../../../../domain/generation/generation.ts'
import type { OutgoingMessage, StaleMessage } from '../../../../../ports/generation/messenger.ts'
import { loadGeneration } from '../../../../../queries/generation/get-generation.ts'
import type { GenerationView } from '../../../../../queries/generation/generation-view.ts'
import { presentGeneration } from '../../../../../queries/generation/present-generation.ts'
import type { GenerationWithQuestions, LoadGenerationDeps } from '../../../../../storage/load-generation.ts'
import { parseChannelRef } from '../../message-ref.ts'
import type { SlackServices } from '../../slack-services.ts'
import { ownTenant } from '../../transport/workspaces/own-tenant.ts'
import type { MessageData, NamedPerson } from '../views/elements/message-data.ts'
import { threadBelow } from './thread-below.ts'
import { presentQuestionAt } from '../../../../../queries/generation/present-question.ts'

/** What loading message data needs. */
export interface MessageDataDeps extends LoadGenerationDeps {
  readonly people: Pick<People, 'namesOf' | 'findByActor'>
  readonly clock: Clock
  /** The Slack user of an actor in a workspace. */
  readonly slackUserOf: (team: string, actor: string) => Promise<string | undefined>
  /** The public https address of the console; undefined where there is none to link to. */
  readonly console_url?: string | undefined
  /** Whether everybody can sign in there with Slack. */
  readonly sign_in: boolean
}

/** The dependencies, taken from the transport's services. */
export const messageDataDeps = ({
  app,
  console_url,
  sign_in,
  slackUserOf,
}: Pick<SlackServices, 'app' | 'console_url' | 'sign_in' | 'slackUserOf'>): MessageDataDeps => ({
  aggregates: app.aggregates,
  people: app.people,
  clock: app.clock,
  console_url,
  sign_in,
  slackUserOf,
})

/** Which conversation is shown, about which question, to whom. */
export interface MessageDataRequest {
  readonly team: string
  readonly tenant: string
  readonly generation: string
  readonly requester: string
  /** The address of the question; `null` for the review and for notices. */
  readonly name: string | null
  /** The colleague who sees it; undefined for the requester. */
  readonly to?: string | undefined
  readonly note?: string | undefined
  /** The message's reference, if it was sent already. */
  readonly message?: string | undefined
  /**
   * The reader's locale: a colleague sees dates and numbers of their own locale, the requester those of the document.
   */
  readonly locale?: string | undefined
}

/** The data of an outgoing message. Throws `Refused` where the generation cannot be read. */
export const loadOutgoingMessageData = (
  deps: MessageDataDeps,
  team: string,
  outgoing: OutgoingMessage,
  locale?: string,
): Promise<MessageData> => loadMessageData(deps, { ...outgoing, team, locale })

/** The data of a message whose buttons are stale. */
export const loadStaleMessageData = (
  deps: MessageDataDeps,
  team: string,
  outgoing: OutgoingMessage,
  { name, to, message }: StaleMessage,
  locale?: string,
): Promise<MessageData> =>
  loadMessageData(deps, {
    team,
    locale,
    message,
    tenant: outgoing.tenant,
    generation: outgoing.generation,
    requester: outgoing.requester,
    name,
    to,
  })

/** Loads what a message shows. Throws `Refused` where the generation cannot be read. */
export async function loadMessageData(deps: MessageDataDeps, request: MessageDataRequest): Promise<MessageData> {
  const { team, tenant, generation: id, requester, name, to, note } = request
  const loaded = await loadGeneration(deps, id, { actor: requester, tenant, roles: ['requester'] })
  const isColleague = to !== undefined && to !== requester
  const shown =
    isColleague && request.locale !== undefined
      ? { ...loaded, state: { ...loaded.state, locale: request.locale } }
      : loaded
  const generation = presentGeneration(shown)
  const given = name === null ? undefined : generation.answers[name]
  const delegations = [...shown.state.delegations]
  const actors = [requester, ...delegations.map(([, delegation]) => delegation.to)]
  const who = await loadPeople(deps, team, actors)
  const delegate = name === null ? undefined : shown.state.delegations.get(name)?.to
  return {
    generation,
    question: name === null ? undefined : presentQuestionAt(shown, name),
    // A colleague sees their own answer, never one that the requester gave instead.
    answer: given === undefined || (isColleague && given.actor !== to) ? undefined : given,
    applies:
      name !== null &&
      applicableSlots(shown.questionnaire, shown.state.answers).some(({ address }) => address === name),
    below: request.message === undefined ? undefined : threadBelow(shown.state, request.message, given?.revision),
    audience: isColleague ? 'delegate' : 'requester',
    requester: who(requester),
    waiting: delegations
      .filter(([, { open }]) => open)
      .map(([address, delegation]) => {
        const question = presentQuestionAt(shown, address)
        return {
          address,
          label: question?.label ?? address,
          who: who(delegation.to),
          revision: question?.revision ?? null,
        }
      }),
    delegate: delegate === undefined ? undefined : who(delegate),
    correction: name === null ? undefined : correctionOf(shown, generation, name),
    format: shown.state.format,
    share_to: parseChannelRef(shown.state.outbox?.share_to ?? '')?.channel,
    note,
    audit_url: await auditUrl(deps, team, shown.state, id),
  }
}

/**
 * The address of the audit trail, where it leads somewhere for the requester: the console has a public address, and
 * they can sign in with Slack or have signed in before. People of a workspace that is its own tenant cannot.
 */
async function auditUrl(
  { console_url, sign_in, people }: MessageDataDeps,
  team: string,
  { tenant, requester, document }: Generation,
  id: string,
): Promise<string | undefined> {
  if (console_url === undefined || document === undefined || requester === undefined) return undefined
  if (tenant === undefined || tenant === ownTenant(team)) return undefined
  const signsIn = sign_in || ((await people.findByActor(tenant, requester))?.last_sign_in_at ?? null) !== null
  return signsIn ? `${console_url}/generations/${id}/timeline` : undefined
}

function correctionOf(
  { state }: GenerationWithQuestions,
  { corrections }: GenerationView,
  name: string,
): MessageData['correction'] {
  const correction = state.outbox?.corrections.get(name)
  const view = corrections.find((one) => one.name === name)
  if (correction === undefined || view === undefined || isErased(correction.value)) return undefined
  return { to: view.shown, printed: view.printed, revision: correction.replaces }
}

async function loadPeople(
  deps: MessageDataDeps,
  team: string,
  actors: readonly string[],
): Promise<(actor: string) => NamedPerson> {
  const distinct = [...new Set(actors)]
  const names = await deps.people.namesOf(distinct)
  const users = new Map(
    await Promise.all(distinct.map(async (actor) => [actor, await deps.slackUserOf(team, actor)] as const)),
  )
  return (actor) => ({ user: users.get(actor), name: names.get(actor) ?? '–' })
}
