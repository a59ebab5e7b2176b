/** What of a generation is or was with others: what, with whom, how they were told, and what became of it. */
import type { Caller } from '../../../domain/kernel/access.ts'
import type { Delegation } from '../../../domain/generation/delegation.ts'
import type { Mails, MailState } from '../../../ports/mail/mails.ts'
import type { HandOver, HandOvers } from '../../../ports/people/hand-overs.ts'
import type { People } from '../../../ports/people/people.ts'
import { loadOwnGeneration, withQuestions, type LoadGenerationDeps } from '../../../storage/load-generation.ts'
import { presentQuestionAt } from '../present-question.ts'

export interface HandOverView {
  /** The address of the question; null for the rest of the conversation. */
  readonly question: string | null
  /** What is asked; null for the rest. */
  readonly label: string | null
  /** The actor who has it, and what they are called. */
  readonly to: string
  readonly name: string
  readonly at: string
  /** `opened`: they have seen it. `answered`: the question, or, for the rest, that they are done. */
  readonly state: 'open' | 'opened' | 'answered' | 'withdrawn' | 'over'
  /** What became of the last mail about it; null where none was sent. */
  readonly mail: MailState | null
  /** When they first saw it; null before, and for who is asked in a channel. */
  readonly opened_at: string | null
}

interface Deps extends LoadGenerationDeps {
  readonly handOvers: HandOvers
  readonly people: People
  readonly mail?: { readonly mails: Mails } | undefined
}

/** The rest first, then each question that was handed over last, the latest first. Throws `Refused` `not_found`. */
export async function listHandOvers(deps: Deps, id: string, caller: Caller): Promise<readonly HandOverView[]> {
  const generation = await withQuestions(deps, await loadOwnGeneration(deps, id, caller))
  const { state } = generation
  const questions = [...state.delegations].map(([name, delegation]) => [name, delegation] as const).toReversed()
  const all: (readonly [string | null, Delegation])[] =
    state.handed_rest === undefined ? questions : [[null, state.handed_rest], ...questions]
  if (all.length === 0) return []
  const rows = new Map((await deps.handOvers.list(caller.tenant, id)).map((row) => [row.id, row]))
  const names = await deps.people.namesOf(all.map(([, { to }]) => to))
  const mails = [...rows.values()].flatMap(({ mail }) => mail ?? [])
  const states = (await deps.mail?.mails.statesOf(caller.tenant, mails)) ?? new Map<string, MailState>()
  const one = async ([question, delegation]: readonly [string | null, Delegation]): Promise<HandOverView> => {
    const row = delegation.hand_over === undefined ? undefined : rows.get(delegation.hand_over)
    return {
      question,
      label: question === null ? null : (presentQuestionAt(generation, question)?.label ?? question),
      to: delegation.to,
      name: names.get(delegation.to) ?? 'Somebody',
      at: delegation.at,
      state: stateOf(delegation, row),
      mail: row?.mail == null ? await mailMissing(deps, delegation, caller) : (states.get(row.mail) ?? 'sent'),
      opened_at: row?.opened_at ?? null,
    }
  }
  return Promise.all(all.map(one))
}

/** A mail that should have been queued and was not, because the service stopped in that moment, counts as failed. */
async function mailMissing(
  { people, mail }: Deps,
  { open, hand_over, to }: Delegation,
  { tenant }: Caller,
): Promise<'failed' | null> {
  if (!open || hand_over === undefined || mail === undefined) return null
  return (await people.findByActor(tenant, to))?.email == null ? null : 'failed'
}

function stateOf({ open, closed }: Delegation, row: HandOver | undefined): HandOverView['state'] {
  if (!open) return closed ?? 'over'
  return row?.opened_at == null ? 'open' : 'opened'
}
