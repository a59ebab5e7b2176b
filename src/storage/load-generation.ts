/** Loads a generation for a caller, and the questions of its template version. */
import { hasRole, mayAnswerRest, mayUseGeneration, type Caller } from '../domain/kernel/access.ts'
import { fail, unwrap, type Result } from '../domain/kernel/errors.ts'
import { generationStream } from '../domain/generation/generation-events.ts'
import { generationDecider } from '../domain/generation/generation-decider.ts'
import type { Generation } from '../domain/generation/generation.ts'
import type { Questionnaire } from '../domain/interview/questionnaire.ts'
import { withLaterKinds } from '../domain/questions/later-kinds.ts'
import { templateDecider, versionOf, type TemplateVersion } from '../domain/template/template.ts'
import { maySeeOthers } from '../domain/template/template-access.ts'
import { templateStream } from '../domain/template/template-id.ts'
import type { AggregateStore } from '../ports/events/aggregate-store.ts'

export interface LoadGenerationDeps {
  readonly aggregates: AggregateStore
}

export interface LoadedGeneration {
  readonly id: string
  readonly state: Generation
  readonly revision: number
}

export interface GenerationWithQuestions extends LoadedGeneration {
  readonly questionnaire: Questionnaire
  /** The template version published since whose kinds of questions are asked, where it is another one. */
  readonly asked_version?: number | undefined
  readonly template_name: string
}

/** The current state. Throws `Refused` `not_found` unless it exists and the caller may use it. */
export async function loadOwnGeneration(
  { aggregates }: LoadGenerationDeps,
  id: string,
  caller: Caller,
): Promise<LoadedGeneration> {
  const { state, revision } = await aggregates.load(generationDecider, generationStream(id))
  return isOwnGeneration(state, caller, id) ? { id, state, revision } : unwrap(refuseUnknownGeneration(id))
}

/**
 * The current state, also of a generation that the caller may only read, or whose rest is with them. Throws `Refused`
 * `not_found`.
 */
export async function loadReadableGeneration(
  deps: LoadGenerationDeps,
  id: string,
  caller: Caller,
): Promise<LoadedGeneration> {
  const { state, revision } = await deps.aggregates.load(generationDecider, generationStream(id))
  return mayAnswerRest(caller, { ...state, id }) || (await mayReadGeneration(deps, state, caller, id))
    ? { id, state, revision }
    : unwrap(refuseUnknownGeneration(id))
}

/** Whether the generation exists and the caller may use all of it. */
export function isOwnGeneration({ tenant, requester }: Generation, caller: Caller, id: string): boolean {
  return requester !== undefined && mayUseGeneration(caller, { id, tenant, requester })
}

/** Whether the generation exists and the caller may read all of it: their own, and what its template lets them see. */
export async function mayReadGeneration(
  { aggregates }: LoadGenerationDeps,
  state: Generation,
  caller: Caller,
  id: string,
): Promise<boolean> {
  if (isOwnGeneration(state, caller, id)) return true
  if (state.requester === undefined || state.tenant !== caller.tenant || !hasRole(caller, 'requester')) return false
  const template = await aggregates.load(templateDecider, templateStream(state.tenant, state.template_id))
  return maySeeOthers(caller, template.state)
}

/** `not_found`, also for a generation of somebody else: its existence is not disclosed. */
export function refuseUnknownGeneration(id: string): Result<never> {
  const generation_id = id.slice(0, 100)
  return fail('not_found', `There is no generation “${generation_id}” of yours.`, { generation_id })
}

/** Adds the questions and the template's name. Throws `Refused` `unavailable` where the template lacks that version. */
export async function withQuestions<Loaded extends { readonly state: Generation }>(
  deps: LoadGenerationDeps,
  generation: Loaded,
): Promise<
  Loaded &
    Pick<GenerationWithQuestions, 'questionnaire' | 'asked_version' | 'template_name'> & {
      readonly version: TemplateVersion
    }
> {
  const { version, later, template_name } = await loadTemplateVersion(deps, generation.state)
  if (version !== undefined) {
    const questionnaire = questionsAskedNow(version, later)
    return {
      ...generation,
      version,
      questionnaire,
      asked_version: questionnaire === version ? undefined : later?.version,
      template_name,
    }
  }
  const { template_id } = generation.state
  return unwrap(
    fail('unavailable', 'The template of this generation cannot be read. Tell an operator.', { template_id }),
  )
}

/**
 * How long an open conversation may not notice that another instance published new questions. What it answers until
 * then is as valid.
 */
const NOTICED_AFTER_MS = 1000

/** The template version of a generation; undefined where the template's stream lacks it. `later`: published since. */
export async function loadTemplateVersion(
  { aggregates }: LoadGenerationDeps,
  {
    tenant,
    template_id,
    template_version,
    phase,
  }: Pick<Generation, 'tenant' | 'template_id' | 'template_version' | 'phase'>,
): Promise<{
  readonly version: TemplateVersion | undefined
  readonly later: TemplateVersion | undefined
  readonly template_name: string
}> {
  const { state } = await aggregates.load(templateDecider, templateStream(tenant, template_id), {
    until: (template) => versionOf(template, template_version) !== undefined,
    ...(phase === 'asking' || phase === 'reviewing' ? { max_age_ms: NOTICED_AFTER_MS } : {}),
  })
  const { published = 0 } = state
  return {
    version: versionOf(state, template_version),
    later: published > template_version ? versionOf(state, published) : undefined,
    template_name: state.name,
  }
}

/** What was found for the versions before: the questionnaire must stay the same object, because it is indexed once. */
const askedNow = new WeakMap<TemplateVersion, { readonly later: TemplateVersion; readonly asked: Questionnaire }>()

/** The questions of a version, asking for text where a version published since does so in place of a guess. */
function questionsAskedNow(version: TemplateVersion, later: TemplateVersion | undefined): Questionnaire {
  if (later === undefined) return version
  const known = askedNow.get(version)
  if (known?.later === later) return known.asked
  const questions = withLaterKinds(version.questions, later.questions)
  const asked = questions === version.questions ? version : { questions }
  askedNow.set(version, { later, asked })
  return asked
}
