/** Refines the questions of the latest version: labels, help, kinds, choices, order. Makes a new version. */
import { unwrap } from '../../domain/kernel/errors.ts'
import { checkAddresses } from '../../domain/questions/check-addresses.ts'
import { applyRefinements as refine } from '../../domain/questions/refinement/apply-refinements.ts'
import type { Refinement } from '../../domain/questions/refinement/refinement.ts'
import { latestVersion, templateDecider, type Template } from '../../domain/template/template.ts'
import { recordQuestions } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { requireEditor } from './require-editor.ts'

export interface RefineQuestions {
  readonly id: string
  readonly refinements: readonly Refinement[]
  readonly draft: boolean
}

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
      const latest = latestVersion(state)
      const { questions, notes } =
        latest === undefined ? { questions: [], notes: [] } : unwrap(refine(latest, command.refinements))
      unwrap(checkAddresses(questions))
      return recordQuestions({ questions, notes, draft: command.draft }, state)
    },
  })
}
