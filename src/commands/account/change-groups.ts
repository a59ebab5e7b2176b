/** An admin puts somebody into a group, or takes them out. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { groupNameSchema } from '../../domain/kernel/group-name.ts'
import type { Groups, MemberGroups } from '../../ports/people/groups.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

/** One account is in no more groups than this by admins’ hands. */
const MAX_GROUPS = 100

export interface ChangeGroup {
  readonly group: string
  readonly actor: string
  readonly member: boolean
}

/**
 * Throws `Refused`: `unprocessable` for a name that is none and for too many groups, `not_found` for a person that the
 * tenant does not know. Once done it counts from the person’s next step on.
 */
export async function changeGroup(
  deps: SecurityDeps & { readonly groups: Pick<Groups, 'add' | 'remove'> },
  { group, actor, member }: ChangeGroup,
  source: SecuritySource,
): Promise<MemberGroups> {
  const named = groupNameSchema.safeParse(group)
  if (!named.success)
    return unwrap(fail('unprocessable', named.error.issues[0]?.message ?? 'This is no name.', { field: 'group' }))
  const changed = await deps.groups[member ? 'add' : 'remove'](source.tenant, named.data, actor)
  if (changed === undefined)
    return unwrap(fail('not_found', 'There is no such person. “GET /api/v1/people” lists those who came so far.'))
  if (changed.groups.length > MAX_GROUPS) {
    await deps.groups.remove(source.tenant, named.data, actor)
    return unwrap(fail('unprocessable', `Nobody is put into more than ${MAX_GROUPS} groups.`, { field: 'group' }))
  }
  if (changed.changed)
    await recordSecurityEvent(
      deps,
      actor,
      {
        type: 'GroupsChanged',
        data: { groups: [...changed.groups], issuer_groups: [...changed.issuer_groups] },
      },
      source,
    )
  return changed
}
