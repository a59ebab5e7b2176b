/** Runs a decision on a generation, after authorizing the caller and loading its questions. */
import { isDelegate, isRestHolder, type Caller } from '../../domain/kernel/access.ts'
import { fail, ok, Refused, unwrap, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import { isErased, type AnswerValue } from '../../domain/questions/answer.ts'
import { generationStream, type GenerationEvent } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { Generation } from '../../domain/generation/generation.ts'
import type { TemplateVersion } from '../../domain/template/template.ts'
import type { LoadedAggregate } from '../../ports/events/aggregate-store.ts'
import {
  isOwnGeneration,
  mayReadGeneration,
  refuseUnknownGeneration,
  withQuestions,
  type GenerationWithQuestions,
} from '../../storage/load-generation.ts'
import { withReferences } from '../../storage/pictures/picture-references.ts'
import { transact, type TransactDeps, type Committed } from '../transact.ts'
import type { CommandRequest } from '../command-request.ts'

export interface CommittedGeneration extends Committed<Generation> {
  readonly id: string
}

/** The input of a decision. */
export interface GenerationContext extends GenerationWithQuestions {
  /** The version of the template that it was begun with. */
  readonly version: TemplateVersion
  /** The hash of the last event: unlike the revision, it differs between two histories of one stream. */
  readonly hash: string
}

/** Who else may run the decision. */
export interface OthersAccess {
  /**
   * The question that it is about: a colleague may run it while that is delegated to them, on surfaces that set
   * `as_colleague`.
   */
  readonly addressOf?: (state: Generation) => string | null | undefined
  /** Whoever has the rest of the conversation may run it. */
  readonly rest?: true
}

/** Runs a decision on an existing generation that the caller may use; for anybody else it is `not_found`. */
export async function transactGeneration(
  deps: TransactDeps,
  id: string,
  request: CommandRequest,
  decide: (generation: GenerationContext) => Result<GenerationEvent[]> | Promise<Result<GenerationEvent[]>>,
  { addressOf, rest }: OthersAccess = {},
): Promise<CommittedGeneration> {
  const committed = await transact(deps, {
    stream: generationStream(id),
    decider: generationDecider,
    context: request.context,
    if_revision: request.if_revision,
    authorize(loaded) {
      if (isOwnGeneration(loaded.state, request.caller, id)) return ok(true)
      if (rest === true && isRestHolder(request.caller, { ...loaded.state, id }))
        return authorizeHolder(loaded, request)
      const address = request.as_colleague === true ? addressOf?.(loaded.state) : undefined
      return authorizeColleague(id, loaded, address ?? undefined, request)
    },
    decide: async (state, { revision, hash }) => {
      const decided = await decide(await withQuestions(deps, { id, state, revision, hash }))
      return decided.ok
        ? ok(decided.value.map((event) => withWay(event, request.caller)))
        : { ok: false, error: withoutPictures(decided.error, id) }
    },
  }).catch((error: unknown) => refuseReader(deps, id, request.caller, error))
  return { ...committed, id }
}

/** Throws the error, or `forbidden` where the caller may read what they cannot change: it is there for them. */
async function refuseReader(deps: TransactDeps, id: string, caller: Caller, error: unknown): Promise<never> {
  if (!(error instanceof Refused) || error.error.code !== 'not_found') throw error
  const { state } = await deps.aggregates.load(generationDecider, generationStream(id))
  if (isRestHolder(caller, { ...state, id }))
    return unwrap(
      fail('forbidden', 'You were asked for answers here; this is for whoever asked you.', { generation_id: id }),
    )
  if (isOwnGeneration(state, caller, id) || !(await mayReadGeneration(deps, state, caller, id))) throw error
  const sentence = 'This conversation is somebody else’s: you may read it, but only they can change it.'
  return unwrap(fail('forbidden', sentence, { generation_id: id }))
}

/** The two values of a conflict, with references in place of pictures. */
function withoutPictures(error: DomainError, id: string): DomainError {
  const { yours, current, ...others } = error.details ?? {}
  if (yours === undefined && current === undefined) return error
  const show = (value: unknown, of?: string): unknown =>
    value === null || value === undefined || isErased(value) ? value : withReferences(value as AnswerValue, of)
  return { ...error, details: { ...others, yours: show(yours), current: show(current, id) } }
}

const ANSWERS: ReadonlySet<GenerationEvent['type']> = new Set([
  'AnswerProvided',
  'ListItemAdded',
  'ListItemRemoved',
  'ListClosed',
  'QuestionSkipped',
])

/** An answer says by which hand-over’s link its person came. */
const withWay = (event: GenerationEvent, { only_handed }: Caller): GenerationEvent =>
  only_handed !== undefined && ANSWERS.has(event.type)
    ? ({ ...event, data: { ...event.data, by_hand_over: only_handed.id } } as GenerationEvent)
    : event

function authorizeHolder({ state, commands }: LoadedAggregate<Generation>, { context }: CommandRequest): Result<true> {
  if (state.handed_rest?.open === true || commands.has(context.command_id)) return ok(true)
  return fail('conflict', 'This was handed back or taken back meanwhile. Thank you all the same.', {})
}

function authorizeColleague(
  id: string,
  { state, commands }: LoadedAggregate<Generation>,
  address: string | undefined,
  { caller, context }: CommandRequest,
): Result<true> {
  if (address === undefined || !isDelegate(caller, { ...state, id }, address)) return refuseUnknownGeneration(id)
  if (state.delegations.get(address)?.open === true || commands.has(context.command_id)) return ok(true)
  return fail('conflict', 'This question was answered or taken back meanwhile. Thank you all the same.', {
    field: address,
  })
}
