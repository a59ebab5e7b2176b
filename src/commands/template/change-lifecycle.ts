/** Publishes a version of a template, retires it, or restores it. */
import { templateDecider, type Template } from '../../domain/template/template.ts'
import { publishTemplate, restoreTemplate, retireTemplate } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { requireEditor } from './require-editor.ts'

const DECISIONS = { publish: publishTemplate, retire: retireTemplate, restore: restoreTemplate } as const
export type LifecycleChange = keyof typeof DECISIONS

export interface ChangeLifecycle {
  readonly id: string
  readonly change: LifecycleChange
  /** The version to publish; the latest where left out. Means nothing to the other changes. */
  readonly version?: number | undefined
}

export async function changeLifecycle(
  deps: CommandDeps,
  command: ChangeLifecycle,
  { caller, context, if_revision }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  return transact(deps, {
    stream: templateStream(caller.tenant, command.id),
    decider: templateDecider,
    authorize: requireEditor(caller),
    context,
    if_revision,
    decide: (state) => DECISIONS[command.change](state, command.version),
  })
}
