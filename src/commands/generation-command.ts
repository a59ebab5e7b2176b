/** What the commands on a generation share: who may give them, its form, and running the decision. */
import { mayUseGeneration } from '../domain/access.ts'
import { fail, unwrap, type Result } from '../domain/errors.ts'
import { generationStream, type GenerationEvent } from '../domain/generation-events.ts'
import { generationDecider, type Generation } from '../domain/generation.ts'
import type { Form } from '../domain/interview.ts'
import { templateDecider, templateStream, versionOf } from '../domain/template.ts'
import { execute, type ExecuteDeps, type Executed } from './execute.ts'
import type { CommandRequest } from './request.ts'

export interface GenerationExecuted extends Executed<Generation> {
  readonly id: string
}

/** What a decision is taken on. */
export interface Situation {
  readonly state: Generation
  readonly form: Form
  readonly revision: number
  readonly template_name: string
}

/** Runs a decision on an existing generation that the caller may use; to anybody else it does not exist (`not_found`). */
export async function commandGeneration(
  deps: ExecuteDeps,
  id: string,
  { caller, context, if_revision }: CommandRequest,
  decide: (situation: Situation) => Result<GenerationEvent[]>,
): Promise<GenerationExecuted> {
  const stream = generationStream(id)
  const { state: known } = await deps.aggregates.load(generationDecider, stream)
  if (known.requester === undefined || !mayUseGeneration(caller, { tenant: known.tenant, requester: known.requester })) {
    return unwrap(fail('not_found', `There is no generation “${id.slice(0, 100)}” of yours.`, { generation_id: id.slice(0, 100) }))
  }
  const { form, template_name } = await templateOf(deps, known)
  const executed = await execute(deps, {
    stream,
    decider: generationDecider,
    context,
    if_revision,
    decide: (state, revision) => decide({ state, form, revision, template_name }),
  })
  return { ...executed, id }
}

/** The questions of the version that the generation began with, and what the template is called now. */
export async function templateOf(
  deps: ExecuteDeps,
  generation: Pick<Generation, 'tenant' | 'template_id' | 'template_version'>,
): Promise<{ readonly form: Form; readonly template_name: string }> {
  const template = await deps.aggregates.load(templateDecider, templateStream(generation.tenant, generation.template_id))
  const form = versionOf(template.state, generation.template_version)
  if (form !== undefined) return { form, template_name: template.state.name }
  return unwrap(fail('unavailable', 'The template of this generation cannot be read. Tell an operator.', { template_id: generation.template_id }))
}
