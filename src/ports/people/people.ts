/**
 * People who come through a workspace: who they are there, and the opaque actor ids by which events know them. All that
 * tells who somebody is stands in one row, so that a person can be forgotten.
 */
import type { Role } from '../../domain/kernel/access.ts'

export interface Person {
  /** Opaque. */
  readonly actor: string
  readonly tenant: string
  readonly name: string
  /** Granted by an admin, beyond what every member may. */
  readonly roles: readonly Role[]
  readonly team: string
  readonly user: string
  /** BCP 47 and IANA, as the person set them there. */
  readonly locale: string
  readonly zone: string
  /** False for who left, and for guests of another company: they may do nothing. */
  readonly active: boolean
  /** When this was last looked up there. */
  readonly refreshed_at: string
}

/** What a workspace says of a person. */
export type WorkspaceProfile = Pick<Person, 'team' | 'user' | 'tenant' | 'name' | 'locale' | 'zone' | 'active'>

export interface People {
  findByUser(team: string, user: string): Promise<Person | undefined>
  findByActor(tenant: string, actor: string): Promise<Person | undefined>
  /** Keeps what the workspace says; who is new gets an actor id. */
  save(profile: WorkspaceProfile): Promise<Person>
  /** By name, at most `limit`; `search` is part of a name, or a user's id. */
  list(tenant: string, search: string, limit: number): Promise<readonly Person[]>
  /** Sets the roles that an admin grants; undefined when there is no such person. */
  setRoles(tenant: string, actor: string, roles: readonly Role[]): Promise<Person | undefined>
}
