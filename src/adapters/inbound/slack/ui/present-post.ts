/**
 * What a post shows, read from the generation itself: by whom it is seen, what is asked, what was answered, who is
 * waited for.
 */
import { showAnswer } from '../../../../answers/print.ts'
import { readAnswer } from '../../../../answers/read.ts'
import { isErased } from '../../../../domain/questions/answer.ts'
import type { Generation } from '../../../../domain/generation/generation.ts'
import { applicableSlots } from '../../../../domain/interview/interview.ts'
import type { Accounts } from '../../../../ports/people/accounts.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type { OutgoingMessage, StaleMessage } from '../../../../ports/generation/messenger.ts'
import { loadGeneration } from '../../../../queries/generation/get-generation.ts'
import { presentGeneration } from '../../../../queries/generation/present-generation.ts'
import { presentQuestionAt } from '../../../../queries/generation/present-question.ts'
import type { QuestionView } from '../../../../queries/generation/generation-view.ts'
import type { GenerationWithQuestions, LoadGenerationDeps } from '../../../../storage/load-generation.ts'
import { parseMessageRef } from '../message-ref.ts'
import type { SlackServices } from '../open-slack.ts'
import { ownTenant } from '../transport/workspaces/workspaces.ts'
import type { Presented, Who } from './views/elements/presented.ts'
import type { Asking } from './views/question-message.ts'

export interface PresentDeps extends LoadGenerationDeps {
  readonly accounts: Pick<Accounts, 'namesOf'>
  readonly clock: Clock
  /** The Slack user of an actor in a workspace. */
  readonly slackUserOf: (team: string, actor: string) => Promise<string | undefined>
  /** The https address that people use; undefined where there is none to link to. */
  readonly console_url?: string | undefined
}

export const presentDeps = ({
  app,
  console_url,
  slackUserOf,
}: Pick<SlackServices, 'app' | 'console_url' | 'slackUserOf'>): PresentDeps => ({
  aggregates: app.aggregates,
  accounts: app.accounts,
  clock: app.clock,
  console_url,
  slackUserOf,
})

/** Which conversation is shown, about what, to whom. */
export interface Showing {
  readonly team: string
  readonly tenant: string
  readonly generation: string
  readonly requester: string
  /** The address of the question, `null` for the review and where it is about none. */
  readonly name: string | null
  /** The colleague who sees it; undefined for the requester. */
  readonly to?: string | undefined
  readonly note?: string | undefined
  /** The message itself, where it is out already. */
  readonly message?: string | undefined
  /**
   * The reader's: a colleague reads in their own country's dates and numbers, the person who asks in those of the
   * document.
   */
  readonly locale?: string | undefined
}

/** The post with its view; throws `Refused` where the generation cannot be read. */
export const presentPost = (
  deps: PresentDeps,
  team: string,
  post: OutgoingMessage,
  locale?: string,
): Promise<Presented> => present(deps, { ...post, team, locale })

/** The same for a message whose buttons have gone stale. */
export const presentSettled = (
  deps: PresentDeps,
  team: string,
  post: OutgoingMessage,
  { name, to, message }: StaleMessage,
  locale?: string,
): Promise<Presented> =>
  present(deps, {
    team,
    locale,
    message,
    tenant: post.tenant,
    generation: post.generation,
    requester: post.requester,
    name,
    to,
  })

export async function present(deps: PresentDeps, showing: Showing): Promise<Presented> {
  const { team, tenant, generation: id, requester, name, to, note } = showing
  const loaded = await loadGeneration(deps, id, { actor: requester, tenant, roles: ['requester'] })
  const isColleague = to !== undefined && to !== requester
  const shown =
    isColleague && showing.locale !== undefined
      ? { ...loaded, state: { ...loaded.state, locale: showing.locale } }
      : loaded
  const generation = presentGeneration(shown)
  const given = name === null ? undefined : generation.answers[name]
  const delegations = [...shown.state.delegations]
  const actors = [requester, ...delegations.map(([, delegation]) => delegation.to)]
  const who = await peopleOf(deps, team, actors)
  const delegate = name === null ? undefined : shown.state.delegations.get(name)?.to
  return {
    generation,
    question: name === null ? undefined : presentQuestionAt(shown, name),
    // A colleague sees their own answer, never one that the person gave after all.
    answer: given === undefined || (isColleague && given.actor !== to) ? undefined : given,
    applies:
      name !== null &&
      applicableSlots(shown.questionnaire, shown.state.answers).some(({ address }) => address === name),
    asked_again: showing.message !== undefined && isAskedBelow(shown.state, showing.message),
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
    correction: name === null ? undefined : correctionOf(shown, name),
    format: shown.state.format,
    note,
    // Nobody of a workspace that is a tenant of its own can sign in to the console.
    audit_url:
      deps.console_url === undefined || shown.state.tenant === ownTenant(team)
        ? undefined
        : `${deps.console_url}/generations/${id}/timeline`,
  }
}

/** Whether the question of a message was asked once more, of the same person, in a later one. */
function isAskedBelow({ outbox: posting }: Generation, message: string): boolean {
  const post = posting?.sent.get(message)
  const at = parseMessageRef(message)
  if (post === undefined || at === undefined) return false
  return [...(posting?.sent ?? [])].some(
    ([other, { about, name, to }]) =>
      about === post.about &&
      name === post.name &&
      to === post.to &&
      Number(parseMessageRef(other)?.ts ?? 0) > Number(at.ts),
  )
}

function correctionOf({ state, questionnaire: form }: GenerationWithQuestions, name: string): Presented['correction'] {
  const correction = state.outbox?.corrections.get(name)
  const question = presentQuestionAt({ state, questionnaire: form }, name)
  if (correction === undefined || question === undefined || isErased(correction.value)) return undefined
  return { to: showAnswer({ ...question, when: [] }, correction.value, state.locale), revision: correction.replaces }
}

/** Why and with how much help the post asks, and what the person's words could have meant. */
export function askingOf(
  post: Pick<OutgoingMessage, 'help' | 'reason' | 'error' | 'raw'>,
  question: QuestionView,
  context: Pick<Generation, 'locale' | 'zone'>,
  now: string,
): Asking {
  const { help, reason, error, raw } = post
  return { help, reason, error, readings: raw === undefined ? [] : readingsOf(question, raw, { ...context, now }) }
}

function readingsOf(
  question: QuestionView,
  raw: string,
  context: { readonly now: string; readonly zone: string; readonly locale: string },
): readonly string[] {
  const read = readAnswer({ ...question, when: [] }, raw, context)
  const written = read.ok ? undefined : read.error.details?.['written']
  return Array.isArray(written) ? written.filter((one) => typeof one === 'string') : []
}

async function peopleOf(deps: PresentDeps, team: string, actors: readonly string[]): Promise<(actor: string) => Who> {
  const distinct = [...new Set(actors)]
  const names = await deps.accounts.namesOf(distinct)
  const users = new Map(
    await Promise.all(distinct.map(async (actor) => [actor, await deps.slackUserOf(team, actor)] as const)),
  )
  return (actor) => ({ user: users.get(actor), name: names.get(actor) ?? '–' })
}
