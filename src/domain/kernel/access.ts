/** Who may do what. An admin is also an author, and an author also a requester. Auditors and reporters only read. */

export const ROLES = ['admin', 'author', 'requester', 'auditor', 'reporter'] as const
export type Role = (typeof ROLES)[number]

/** The person or key that asks. */
export interface Caller {
  readonly actor: string
  readonly tenant: string
  readonly roles: readonly Role[]
}

const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'author', 'requester', 'auditor', 'reporter'],
  author: ['author', 'requester'],
  requester: ['requester'],
  auditor: ['auditor'],
  reporter: ['reporter'],
}

/** Whether the caller has the role, directly or through one that includes it. */
export function hasRole(caller: Caller, role: Role): boolean {
  return caller.roles.some((own) => INCLUDES[own].includes(role))
}

/** What delegation needs to know of a generation. */
interface DelegatingGeneration {
  readonly tenant: string
  readonly delegations: ReadonlyMap<string, { readonly to: string }>
}

/** Whether a question was delegated to the caller, who may see it and answer it while the delegation is open. */
export function isDelegate(caller: Caller, { tenant, delegations }: DelegatingGeneration, address: string): boolean {
  return tenant === caller.tenant && delegations.get(address)?.to === caller.actor
}

/** A generation belongs to its requester. An admin may use every generation of the tenant. */
export function mayUseGeneration(
  caller: Caller,
  generation: { readonly tenant: string; readonly requester: string },
): boolean {
  return generation.tenant === caller.tenant && (generation.requester === caller.actor || hasRole(caller, 'admin'))
}
