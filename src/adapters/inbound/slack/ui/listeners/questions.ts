/**
 * Finding the question that something is about: by the block that was clicked, or by what stood above a message when it
 * was written.
 */
import type { Generation } from '../../../../../domain/generation/generation.ts'
import { generationDecider } from '../../../../../domain/generation/generation-decider.ts'
import { generationStream } from '../../../../../domain/generation/generation-events.ts'
import { applicableSlots } from '../../../../../domain/interview/interview.ts'
import type { MessageRecord } from '../../../../../domain/outbox/outbox-decisions.ts'
import { getDelegatedQuestion } from '../../../../../queries/generation/get-delegated-question.ts'
import { loadGeneration } from '../../../../../queries/generation/get-generation.ts'
import { presentQuestionAt } from '../../../../../queries/generation/present-question.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'
import type { GenerationWithQuestions } from '../../../../../storage/load-generation.ts'
import { listSentMessages } from '../../../../../queries/generation/list-sent-messages.ts'
import { messageRef, parseMessageRef } from '../../message-ref.ts'
import { TooEarly } from '../../transport/receiving/worker.ts'
import { keyOf, type BlockReference } from '../reference.ts'
import { tryCommand, type Interaction } from './interaction.ts'

/** A conversation as the visitor may see it: all of it, or the questions that were handed to them. */
export interface ConversationAccess {
  readonly generation: string
  readonly state: Generation
  /** Undefined for a colleague. */
  readonly full: GenerationWithQuestions | undefined
  question(address: string): Promise<QuestionView | undefined>
}

/** Undefined when it is none of the visitor's business. */
export async function openConversation(
  { deps: { app }, person: { caller } }: Interaction,
  generation: string,
): Promise<ConversationAccess | undefined> {
  const { state } = await app.aggregates.load(generationDecider, generationStream(generation))
  if (state.requester === undefined || state.tenant !== caller.tenant) return undefined
  if (state.requester === caller.actor) {
    const shown = await loadGeneration(app, generation, caller)
    return { generation, state, full: shown, question: async (address) => presentQuestionAt(shown, address) }
  }
  const handed = [...state.delegations.values()].some(({ to }) => to === caller.actor)
  if (!handed) return undefined
  return {
    generation,
    state,
    full: undefined,
    async question(address) {
      const found = await tryCommand(() => getDelegatedQuestion(app, generation, address, caller))
      return 'done' in found && found.done.to === caller.actor ? found.done.question : undefined
    },
  }
}

/** The whole address of a reference. */
export function addressOf({ state, full }: ConversationAccess, { key }: BlockReference): string | undefined {
  if (!key.startsWith('#')) return key
  const addresses = [
    ...(full === undefined ? [] : applicableSlots(full.questionnaire, state.answers).map(({ address }) => address)),
    ...state.answers.given.keys(),
    ...state.answers.lists.keys(),
    ...state.delegations.keys(),
  ]
  return addresses.find((address) => keyOf(address) === key)
}

/** What stood above a message: which question, and as which message. */
export interface PromptAbove {
  readonly about: MessageRecord['about']
  readonly name: string | null
  /** The message's reference; unknown to the stream while its post is not recorded, so the name goes with it. */
  readonly message: string
}

/**
 * What asked the visitor something before `ts`, the last first, in this thread; in any where no thread is named. Throws
 * `NotYet` while a post may be out or not.
 */
export async function promptsAbove(
  { deps, person, team }: Interaction,
  access: ConversationAccess,
  where: { readonly ts: string; readonly channel: string; readonly thread_ts?: string | undefined },
): Promise<readonly PromptAbove[]> {
  const { actor } = person.caller
  const isHere = (message: {
    readonly team: string
    readonly channel: string
    readonly thread_ts: string
    readonly ts: string
  }): boolean =>
    message.team === team &&
    message.channel === where.channel &&
    Number(message.ts) < Number(where.ts) &&
    (where.thread_ts === undefined || message.thread_ts === where.thread_ts)
  // The notes before the stream: a post goes from the first into the second, and is seen in one of them at least.
  const notes = (await deps.unrecordedPosts(access.generation)).flatMap((note) => {
    const record = note.record === null ? undefined : (JSON.parse(note.record) as MessageRecord)
    return record !== undefined && (record.to ?? access.state.requester) === actor && PROMPTS.has(record.about)
      ? [{ note, record }]
      : []
  })
  if (notes.some(({ note: { state } }) => state === 'trying'))
    throw new TooEarly('It is not known yet which question stands above this message.')
  const shown = await listSentMessages(deps.app, access.generation)
  const recorded = shown.flatMap(({ message, about, name, to, live }) => {
    const parsed = parseMessageRef(message)
    // A proposed change on which a word was given asks nothing any more: what stood above it does.
    return parsed !== undefined && to === actor && isHere(parsed) && (live || about !== 'correction')
      ? [{ about, name, message, ts: Number(parsed.ts) }]
      : []
  })
  const known = new Set(shown.map(({ message }) => message))
  const out = notes.flatMap(({ note: { ts, team: inTeam, channel, thread_ts }, record: { about, name } }) => {
    const parsed = ts === null ? undefined : { team: inTeam, channel, thread_ts: thread_ts ?? ts, ts }
    return parsed !== undefined && isHere(parsed)
      ? [{ about, name, message: messageRef(parsed), ts: Number(parsed.ts) }]
      : []
  })
  return [...recorded, ...out.filter(({ message }) => !known.has(message))].sort((a, b) => b.ts - a.ts)
}

const PROMPTS: ReadonlySet<string> = new Set(['question', 'review', 'waiting', 'correction', 'reminder'])
