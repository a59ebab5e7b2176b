/** Says who may use a template, edit it, and see what others make with it. */
import { hasRole } from '../../domain/kernel/access.ts'
import { failAll, type DomainError, unwrap } from '../../domain/kernel/errors.ts'
import { peopleIn, type TemplateAccess } from '../../domain/template/template-access.ts'
import { changeTemplateAccess as decide } from '../../domain/template/template-decisions.ts'
import { templateDecider, type Template } from '../../domain/template/template.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { Groups, KnownAccount } from '../../ports/people/groups.ts'
import type { CommandDeps } from '../command-deps.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { transact, type Committed } from '../transact.ts'
import { requireEditor } from './require-editor.ts'

export interface ChangeTemplateAccess {
  readonly id: string
  readonly access: TemplateAccess
}

/**
 * Throws `Refused`: `forbidden` as `checkNewAccess` does, `unprocessable` for people whom the tenant does not know, and
 * for those who may edit and are no authors. Names that stood there before are kept, whoever has left meanwhile.
 */
export async function changeTemplateAccess(
  deps: CommandDeps & { readonly groups: Pick<Groups, 'known'> },
  { id, access }: ChangeTemplateAccess,
  { caller, context, if_revision }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  return transact(deps, {
    stream: templateStream(caller.tenant, id),
    decider: templateDecider,
    context,
    if_revision,
    authorize: requireEditor(caller),
    async decide(state) {
      const before = new Set(peopleIn(state.access).map(({ right, actor }) => `${right} ${actor}`))
      const added = peopleIn(access).filter(({ right, actor }) => !before.has(`${right} ${actor}`))
      const known = await deps.groups.known(caller.tenant, [...new Set(added.map(({ actor }) => actor))])
      const wrong = added.flatMap(({ right, actor }) => mistakeIn(right, actor, known.get(actor)) ?? [])
      if (wrong.length > 0) unwrap(failAll(wrong, 'names'))
      return decide({ access, caller }, state)
    },
  })
}

function mistakeIn(right: string, actor: string, account: KnownAccount | undefined): DomainError | undefined {
  const field = right
  if (account === undefined)
    return { code: 'unprocessable', message: `Nobody here has the id “${actor}”.`, details: { field, actor } }
  if (right === 'edit' && !hasRole(account, 'author'))
    return {
      code: 'unprocessable',
      message: `“${account.name}” is no author: an admin has to give them that role first.`,
      details: { field, actor },
    }
  return undefined
}
