/** What the commands on a generation share: who may give them, its form, and running the decision. */
import { isDelegate, mayUseGeneration } from '../../domain/kernel/access.ts'
import { fail, ok, unwrap, type Result } from '../../domain/kernel/errors.ts'
import { generationStream, type GenerationEvent } from '../../domain/generation/generation-events.ts'
import { generationDecider, type Generation } from '../../domain/generation/generation.ts'
import type { Questionnaire } from '../../domain/interview/interview.ts'
import { templateDecider, templateStream, versionOf } from '../../domain/template/template.ts'
import type { LoadedAggregate } from '../../ports/events/aggregate-store.ts'
import { transact, type TransactDeps, type Committed } from '../transact.ts'
import type { CommandRequest } from '../command-request.ts'

export interface CommittedGeneration extends Committed<Generation> {
  readonly id: string
}

/** What a decision is taken on. */
export interface GenerationContext {
  readonly state: Generation
  readonly questionnaire: Questionnaire
  readonly revision: number
  /** Of the last event: stands for all that led here, and for no other history of the same stream. */
  readonly hash: string
  readonly template_name: string
}

/**
 * Runs a decision on an existing generation that the caller may use; to anybody else it does not exist (`not_found`). A
 * colleague to whom the question at `question` was handed may use it for that one, for as long as it is open, on a
 * surface that says so (`as_colleague`).
 */
export async function transactGeneration(
  deps: TransactDeps,
  id: string,
  request: CommandRequest,
  decide: (situation: GenerationContext) => Result<GenerationEvent[]>,
  question?: (state: Generation) => string | null | undefined,
): Promise<CommittedGeneration> {
  const { context, if_revision } = request
  const stream = generationStream(id)
  const admit = (loaded: LoadedAggregate<Generation>): Result<true> =>
    admitted(loaded, id, request, request.as_colleague === true ? (question?.(loaded.state) ?? undefined) : undefined)
  const presumed = deps.aggregates.presumed(generationDecider, stream)
  const known =
    presumed !== undefined && admit(presumed).ok ? presumed : await deps.aggregates.load(generationDecider, stream)
  unwrap(admit(known))
  const { form: questionnaire, template_name } = await templateOf(deps, known.state)
  const committed = await transact(deps, {
    stream,
    decider: generationDecider,
    context,
    if_revision,
    known,
    authorize: admit,
    decide: (state, { revision, hash }) => decide({ state, questionnaire, revision, hash, template_name }),
  })
  return { ...committed, id }
}

function admitted(
  { state, commands }: LoadedAggregate<Generation>,
  id: string,
  { caller, context }: CommandRequest,
  question: string | undefined,
): Result<true> {
  const { tenant, requester, delegations } = state
  if (requester !== undefined && mayUseGeneration(caller, { tenant, requester })) return ok(true)
  if (question === undefined || !isDelegate(caller, state, question)) {
    return fail('not_found', `There is no generation “${id.slice(0, 100)}” of yours.`, {
      generation_id: id.slice(0, 100),
    })
  }
  if (delegations.get(question)?.open === true || commands.has(context.command_id)) return ok(true)
  return fail('conflict', 'This question was answered or taken back meanwhile. Thank you all the same.', {
    field: question,
  })
}

/** The questions of the version that the generation began with, and what the template is called. */
export async function templateOf(
  deps: TransactDeps,
  generation: Pick<Generation, 'tenant' | 'template_id' | 'template_version'>,
): Promise<{ readonly form: Questionnaire; readonly template_name: string }> {
  const { tenant, template_id, template_version } = generation
  const template = await deps.aggregates.loadFor(
    templateDecider,
    templateStream(tenant, template_id),
    (state) => versionOf(state, template_version) !== undefined,
  )
  const questionnaire = versionOf(template.state, template_version)
  if (questionnaire !== undefined) return { form: questionnaire, template_name: template.state.name }
  return unwrap(
    fail('unavailable', 'The template of this generation cannot be read. Tell an operator.', { template_id }),
  )
}
