/**
 * People of a Slack workspace, and the opaque actor ids by which events know them. All personal data of a person is in
 * one row, so that it can be erased.
 */
import type { Role } from '../../domain/kernel/access.ts'

/** A person of a workspace. */
export interface Person {
  /** Opaque. */
  readonly actor: string
  readonly tenant: string
  readonly name: string
  /** Granted by an admin, beyond what every member may. */
  readonly roles: readonly Role[]
  readonly team: string
  readonly user: string
  /** BCP 47 and IANA, as set in the person's profile. */
  readonly locale: string
  readonly zone: string
  /** False for people who left and for outsiders: they have no roles. */
  readonly active: boolean
  /** When the profile was last looked up. */
  readonly refreshed_at: string
}

/** A person's profile in the workspace. */
export type WorkspaceProfile = Pick<Person, 'team' | 'user' | 'tenant' | 'name' | 'locale' | 'zone' | 'active'>

/** The people of all workspaces. */
export interface People {
  findByUser(team: string, user: string): Promise<Person | undefined>
  findByActor(tenant: string, actor: string): Promise<Person | undefined>
  /** Saves a profile; a new person gets an actor id. */
  save(profile: WorkspaceProfile): Promise<Person>
  /** Ordered by name, at most `limit`. `search` is part of a name, or a user id. */
  list(tenant: string, search: string, limit: number): Promise<readonly Person[]>
  /** Sets the roles that an admin grants; undefined when there is no such person. */
  setRoles(tenant: string, actor: string, roles: readonly Role[]): Promise<Person | undefined>
}
