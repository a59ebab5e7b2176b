/** Refines the questions of the latest version, or of the published one: labels, help, kinds, choices, order. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { checkAddresses } from '../../domain/questions/check-addresses.ts'
import { applyRefinements as refine } from '../../domain/questions/refinement/apply-refinements.ts'
import type { Refinement } from '../../domain/questions/refinement/refinement.ts'
import type { QuestionsAndNotes } from '../../domain/template/question-changes.ts'
import {
  latestVersion,
  templateDecider,
  versionOf,
  type Template,
  type TemplateVersion,
} from '../../domain/template/template.ts'
import { correctPublished, recordQuestions } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { requireEditor } from './require-editor.ts'

export interface RefineQuestions {
  readonly id: string
  readonly refinements: readonly Refinement[]
  readonly draft: boolean
  /** `published`: corrects what people are asked today, also where a draft is the latest version. */
  readonly of?: 'latest' | 'published' | undefined
}

/** Throws `Refused`: `unprocessable` for refinements that do not fit, `conflict` where nothing is published. */

export async function refineQuestions(
  deps: CommandDeps,
  command: RefineQuestions,
  { caller, context, if_revision }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  return transact(deps, {
    stream: templateStream(caller.tenant, command.id),
    decider: templateDecider,
    authorize: requireEditor(caller),
    context,
    if_revision,
    decide(state) {
      const { refinements, draft } = command
      const latest = latestVersion(state)
      if (latest === undefined || command.of !== 'published')
        return recordQuestions({ ...refined(latest, refinements), draft }, state)
      if (draft) return fail('unprocessable', 'What is published cannot be a draft. Leave one of the two out.', DRAFT)
      const published = state.published === undefined ? undefined : versionOf(state, state.published)
      return correctPublished(
        { published: refined(published, refinements), draft: inDraft(latest, published, refinements) },
        state,
      )
    },
  })
}

const DRAFT = { field: 'draft' }

function refined(version: TemplateVersion | undefined, refinements: readonly Refinement[]): QuestionsAndNotes {
  if (version === undefined) return { questions: [], notes: [] }
  const result = unwrap(refine(version, refinements))
  unwrap(checkAddresses(result.questions))
  return result
}

/** The draft with the refinements of questions that it has not changed itself, as far as they fit it. */
function inDraft(
  draft: TemplateVersion,
  published: TemplateVersion | undefined,
  refinements: readonly Refinement[],
): QuestionsAndNotes {
  const textOf = (version: TemplateVersion | undefined, name: string) =>
    JSON.stringify(version?.questions.find((question) => question.name === name))
  const unchanged = refinements.filter(({ name }) => textOf(draft, name) === textOf(published, name))
  return unchanged.reduce<TemplateVersion>((version, refinement) => {
    const result = refine(version, [refinement])
    return result.ok && checkAddresses(result.value.questions).ok ? { ...version, ...result.value } : version
  }, draft)
}
