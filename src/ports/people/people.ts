/**
 * People, and the opaque actor ids by which events know them. All personal data of a person is in one row, so that it
 * can be erased. However somebody comes (Slack, an OpenID provider, a link), they are one person.
 */
import type { Role } from '../../domain/kernel/access.ts'

/** A user of a Slack workspace. */
export interface SlackUser {
  readonly team: string
  readonly user: string
}

/** A person. */
export interface Person {
  /** Opaque. */
  readonly actor: string
  readonly tenant: string
  readonly name: string
  /** Guests answer what was handed to them, and ask for nothing. */
  readonly kind: 'person' | 'guest'
  /** Granted by an admin, beyond what everybody may. */
  readonly roles: readonly Role[]
  /** Granted by the groups that the person’s issuer named at the last sign-in. */
  readonly issuer_roles: readonly Role[]
  /** Set by an admin. */
  readonly groups: readonly string[]
  /** As the issuer named them. */
  readonly issuer_groups: readonly string[]
  /** In lower case; null where none is known. */
  readonly email: string | null
  /** Whether it was shown that the address is theirs. */
  readonly email_proved: boolean
  readonly slack: SlackUser | null
  /** The ids of the accounts that were joined into this one. */
  readonly formerly: readonly string[]
  /** BCP 47 and IANA. */
  readonly locale: string
  readonly zone: string
  /** False for people who left and for strangers: they have no roles. */
  readonly active: boolean
  /** ISO 8601 UTC; null before the first time. */
  readonly last_sign_in_at: string | null
  /** When the profile was last looked up; empty for people who are not looked up. */
  readonly refreshed_at: string
}

/** A person’s profile in a Slack workspace. */
export type WorkspaceProfile = SlackUser & Pick<Person, 'tenant' | 'name' | 'locale' | 'zone' | 'active'>

/** What is said of a new person; the rest is as for somebody of whom nothing is known. */
export type NewPerson = Pick<Person, 'tenant' | 'name' | 'kind'> &
  Partial<Pick<Person, 'actor' | 'roles' | 'groups' | 'email' | 'email_proved' | 'locale' | 'zone'>>

/** What can be changed. */
export type PersonChange = Partial<
  Pick<
    Person,
    | 'name'
    | 'kind'
    | 'roles'
    | 'issuer_roles'
    | 'groups'
    | 'issuer_groups'
    | 'email'
    | 'email_proved'
    | 'locale'
    | 'zone'
    | 'active'
  >
>

/** Whom an OpenID provider knows by a subject (OpenID Connect Core §2, `iss` and `sub`). */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** Somebody who can be picked by name. */
export interface NamedAccount {
  readonly actor: string
  readonly name: string
  readonly kind: 'person' | 'key'
  readonly email: string | null
}

/** The people of all tenants. Whoever was joined into another account is found as that one. */
export interface People {
  findByUser(team: string, user: string): Promise<Person | undefined>
  findByActor(tenant: string, actor: string): Promise<Person | undefined>
  findByIdentity(tenant: string, identity: Identity): Promise<Person | undefined>
  /** Active people with this address, of all tenants. */
  findByEmail(email: string): Promise<readonly Person[]>
  /** With an actor id that is there already, the person that is there. */
  add(person: NewPerson): Promise<Person>
  /**
   * Adds a person with a way in, both or none. `known`: the way in is a person's already; `email_taken`: the address is
   * proved to be another's.
   */
  addWithIdentity(
    person: NewPerson,
    identity: Identity,
  ): Promise<{ readonly outcome: 'added' | 'known' | 'email_taken'; readonly person: Person }>
  /** Whose address it is proved to be, also of somebody who is not active. */
  ownerOfEmail(tenant: string, email: string): Promise<Person | undefined>
  /** Saves a profile of Slack; a new person gets an actor id. */
  save(profile: WorkspaceProfile): Promise<Person>
  /** Undefined when there is no such person. */
  change(tenant: string, actor: string, change: PersonChange): Promise<Person | undefined>
  /** Ordered by name, at most `limit`. `search` is part of a name or address, or a Slack user’s id. */
  list(tenant: string, search: string, limit: number): Promise<readonly Person[]>
  /**
   * Active people, not guests, and keys in use whose name holds `search`, by name, at most `limit`. Case and accents do
   * not count: “Müller” is found by “muller”.
   */
  findByName(tenant: string, search: string, limit: number): Promise<readonly NamedAccount[]>
  identitiesOf(actor: string): Promise<readonly Identity[]>
  /** Adds a way in. False when it is another person’s. */
  addIdentity(tenant: string, actor: string, identity: Identity): Promise<boolean>
  removeIdentity(tenant: string, actor: string, identity: Identity): Promise<boolean>
  /**
   * Makes two accounts of a tenant one: what events know under `joined` belongs to `kept` from now on, with its ways in
   * and roles. False unless both are there.
   */
  join(tenant: string, kept: string, joined: string): Promise<boolean>
  /** Whether the tenant has such a person or key. */
  isKnown(tenant: string, actor: string): Promise<boolean>
  /** Display names by actor id, keys’ too; those without one are absent. */
  namesOf(actors: readonly string[]): Promise<ReadonlyMap<string, string>>
}
