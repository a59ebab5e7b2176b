/** What a person may do, and the caller that commands and queries take. */
import type { Caller, Role } from '../kernel/access.ts'

/** What is known of a person’s rights. */
export interface PersonRights {
  /** Guests answer what was handed to them; everybody else may ask for documents. */
  readonly kind: 'person' | 'guest'
  /** Granted by an admin. */
  readonly roles: readonly Role[]
  /** Granted by the groups that the person’s issuer names at each sign-in. */
  readonly issuer_roles: readonly Role[]
  readonly groups: readonly string[]
  readonly issuer_groups: readonly string[]
  /** False for people who left and for strangers. */
  readonly active: boolean
}

interface PersonAccount extends PersonRights {
  readonly actor: string
  readonly tenant: string
  /** The ids of the accounts that were joined into this one. */
  readonly formerly: readonly string[]
}

/** All roles of a person; none for one who is not active. */
export function personRoles({
  kind,
  roles,
  issuer_roles,
  active,
}: Pick<PersonRights, 'kind' | 'roles' | 'issuer_roles' | 'active'>): readonly Role[] {
  if (!active) return []
  return [...new Set<Role>([kind === 'guest' ? 'guest' : 'requester', ...roles, ...issuer_roles])]
}

/** The person as a caller; one who is not active has no roles. */
export function personCaller({ actor, tenant, formerly, ...rights }: PersonAccount): Caller {
  const groups = [...new Set([...rights.groups, ...rights.issuer_groups])]
  return {
    actor,
    tenant,
    roles: personRoles(rights),
    ...(groups.length === 0 ? {} : { groups }),
    ...(formerly.length === 0 ? {} : { formerly }),
  }
}
