/**
 * Who may do what. An admin is also an author, an author also a requester, and a requester may what a guest may.
 * Auditors and reporters only read.
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
  /** The one template that a link lets an outsider use, for the command that begins their conversation. */
  readonly begins_with?: string | undefined
  /** What was handed to them, where the session is for that alone. */
  readonly only_handed?: HandedOver | undefined
  /** The parts of the API that a key is held to (`account/scopes.ts`). Left out: all that the roles allow. */
  readonly scopes?: readonly string[] | undefined
}

/** A hand-over: its id, and the address of its question (null: the rest of the conversation). */
export interface HandedOver {
  readonly id: string
  readonly question: string | null
}

const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'author', 'requester', 'guest', 'auditor', 'reporter'],
  author: ['author', 'requester', 'guest'],
  requester: ['requester', 'guest'],
  guest: ['guest'],
  auditor: ['auditor'],
  reporter: ['reporter'],
}

/** The tenant whose admins run the installation: read models and what is parked concern all tenants. */
export const INSTALLATION_TENANT = 'default'

/**
 * Whether the caller has the role, directly or through one that includes it. A session for one generation has none,
 * whoever its person is.
 */
export function hasRole({ roles, only_generation }: Pick<Caller, 'roles' | 'only_generation'>, role: Role): boolean {
  return only_generation === undefined && roles.some((own) => INCLUDES[own].includes(role))
}

/**
 * Whoever begins by a link of a template: a requester for this one command, with that template alone. Their session has
 * no role. This is the only place that gives an outsider one.
 */
export const outsiderWhoBegins = (actor: string, tenant: string, template_id: string): Caller => ({
  actor,
  tenant,
  roles: ['requester'],
  begins_with: template_id,
})

/** Whether the caller may do what concerns all tenants. */
export const isOperator = (caller: Caller): boolean => caller.tenant === INSTALLATION_TENANT && hasRole(caller, 'admin')

/** Whether events that name this actor are about the caller. */
export const isCaller = ({ actor, formerly = [] }: Pick<Caller, 'actor' | 'formerly'>, other: string): boolean =>
  actor === other || formerly.includes(other)

/** All ids under which events know the caller. */
export const actorsOf = ({ actor, formerly = [] }: Pick<Caller, 'actor' | 'formerly'>): readonly string[] => [
  actor,
  ...formerly,
]

/** What the rules need to know of a generation. */
interface OwnedGeneration {
  readonly id: string
  readonly tenant: string
  readonly requester: string
}

/** A session for one generation opens that one; for everybody else it takes the role. */
const mayActIn = (caller: Caller, { id, tenant }: Pick<OwnedGeneration, 'id' | 'tenant'>, role: Role): boolean =>
  tenant === caller.tenant && (caller.only_generation === id || hasRole(caller, role))

/** What delegation needs to know of a generation. */
interface DelegatingGeneration extends Pick<OwnedGeneration, 'id' | 'tenant'> {
  readonly delegations: ReadonlyMap<string, HandedTo>
}

/** Whom something was handed to, and by which hand-over. */
interface HandedTo {
  readonly to: string
  readonly hand_over?: string | undefined
}

/** A session by the link of a hand-over is for that one, also where the same person was handed another. */
const isHandedTo = (caller: Caller, { to, hand_over }: HandedTo): boolean =>
  isCaller(caller, to) && (caller.only_handed === undefined || caller.only_handed.id === hand_over)

/** Whether a question was delegated to the caller, who may see it and answer it while the delegation is open. */
export function isDelegate(caller: Caller, generation: DelegatingGeneration, address: string): boolean {
  const delegation = generation.delegations.get(address)
  return delegation !== undefined && isHandedTo(caller, delegation) && mayActIn(caller, generation, 'guest')
}

interface HandingGeneration extends Pick<OwnedGeneration, 'id' | 'tenant'> {
  readonly handed_rest: (HandedTo & { readonly open: boolean }) | undefined
}

/** Whether the rest of the generation was handed to the caller, open or not. */
export const isRestHolder = (caller: Caller, generation: HandingGeneration): boolean =>
  generation.handed_rest !== undefined &&
  isHandedTo(caller, generation.handed_rest) &&
  mayActIn(caller, generation, 'guest')

/** Whether the rest of the generation is with the caller, who may see and answer all of it until they are done. */
export const mayAnswerRest = (caller: Caller, generation: HandingGeneration): boolean =>
  generation.handed_rest?.open === true && isRestHolder(caller, generation)

/** A generation belongs to its requester, as long as they may have some. An admin may use all of the tenant. */
export function mayUseGeneration(caller: Caller, generation: OwnedGeneration): boolean {
  if (hasRole(caller, 'admin')) return generation.tenant === caller.tenant
  // Whoever has proved an address by a link has not proved to be the requester, also where both are one account.
  if (caller.only_handed !== undefined) return false
  return isCaller(caller, generation.requester) && mayActIn(caller, generation, 'requester')
}
