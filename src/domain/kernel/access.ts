/**
 * Who may do what. Admin includes author, author includes requester; auditor and reporter only
 * read.
 */

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

/** Whether the caller holds `role`, itself or through another. */
export function holds(caller: Caller, role: Role): boolean {
  return caller.roles.some((own) => INCLUDES[own].includes(role))
}

/** A generation that somebody has begun, as far as it matters who may do what. */
interface Shared {
  readonly tenant: string
  readonly delegations: ReadonlyMap<string, { readonly to: string }>
}

/**
 * Whether a question was handed to the caller, who may see it and, while it is open, answer it; nothing else of the
 * generation.
 */
export function isDelegate(caller: Caller, { tenant, delegations }: Shared, address: string): boolean {
  return tenant === caller.tenant && delegations.get(address)?.to === caller.actor
}

/** A generation and its answers are its requester's; an admin may see and act on all of its tenant. */
export function mayUseGeneration(
  caller: Caller,
  generation: { readonly tenant: string; readonly requester: string },
): boolean {
  return generation.tenant === caller.tenant && (generation.requester === caller.actor || holds(caller, 'admin'))
}
