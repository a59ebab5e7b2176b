/**
 * Who may do what. An admin is also an author, an author also a requester, and a requester may what a guest may. Auditors
 * and reporters only read.
 */

/** `guest`: answers what was handed to them, and asks for nothing. */
export const ROLES = ['admin', 'author', 'requester', 'guest', 'auditor', 'reporter'] as const
export type Role = (typeof ROLES)[number]

/** The person or key that asks. */
export interface Caller {
  readonly actor: string
  readonly tenant: string
  readonly roles: readonly Role[]
  /** The groups of the tenant that the person is in. */
  readonly groups?: readonly string[] | undefined
  /** Ids under which events know the same person: accounts that were joined. */
  readonly formerly?: readonly string[] | undefined
  /** The one generation that an outsider’s session is for: it opens nothing else. */
  readonly only_generation?: string | undefined
  /** The parts of the API that a key is held to (`account/scopes.ts`). Left out: all that the roles allow. */
  readonly scopes?: readonly string[] | undefined
}

const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'author', 'requester', 'guest', 'auditor', 'reporter'],
  author: ['author', 'requester', 'guest'],
  requester: ['requester', 'guest'],
  guest: ['guest'],
  auditor: ['auditor'],
  reporter: ['reporter'],
}

/** Whether the caller has the role, directly or through one that includes it. */
export function hasRole(caller: Pick<Caller, 'roles'>, role: Role): boolean {
  return caller.roles.some((own) => INCLUDES[own].includes(role))
}

/** Whether events that name this actor are about the caller. */
export const isCaller = ({ actor, formerly = [] }: Pick<Caller, 'actor' | 'formerly'>, other: string): boolean =>
  actor === other || formerly.includes(other)

/** All ids under which events know the caller. */
export const actorsOf = ({ actor, formerly = [] }: Pick<Caller, 'actor' | 'formerly'>): readonly string[] => [
  actor,
  ...formerly,
]

/** What delegation needs to know of a generation. */
interface DelegatingGeneration {
  readonly tenant: string
  readonly delegations: ReadonlyMap<string, { readonly to: string }>
}

/** Whether a question was delegated to the caller, who may see it and answer it while the delegation is open. */
export function isDelegate(caller: Caller, { tenant, delegations }: DelegatingGeneration, address: string): boolean {
  const to = delegations.get(address)?.to
  return tenant === caller.tenant && to !== undefined && isCaller(caller, to)
}

/** A generation belongs to its requester. An admin may use every generation of the tenant. */
export function mayUseGeneration(
  caller: Caller,
  generation: { readonly tenant: string; readonly requester: string },
): boolean {
  return generation.tenant === caller.tenant && (isCaller(caller, generation.requester) || hasRole(caller, 'admin'))
}
