/** Groups of people: an admin puts people in, and issuers name theirs. A group is there while somebody is in it. */
import type { Caller } from '../../domain/kernel/access.ts'

/** A group, and how many people are in it. */
export interface Group {
  readonly name: string
  readonly members: number
}

/** Somebody in a group. */
export interface GroupMember {
  readonly actor: string
  readonly name: string
  /** Put in by an admin, who can take them out again. */
  readonly by_admin: boolean
  /** Named by their issuer at the last sign-in. */
  readonly by_issuer: boolean
}

/** A person or key that is known, and may come in. */
export interface KnownAccount extends Pick<Caller, 'roles'> {
  readonly name: string
}

export interface Groups {
  /** By name. */
  list(tenant: string): Promise<readonly Group[]>
  /** By name, at most `limit`. */
  members(tenant: string, group: string, limit: number): Promise<readonly GroupMember[]>
  /** All groups that the person is put in by admins from now on; undefined when there is no such person. */
  add(tenant: string, group: string, actor: string): Promise<MemberGroups | undefined>
  remove(tenant: string, group: string, actor: string): Promise<MemberGroups | undefined>
  /** Accounts by actor id; those that the tenant does not know are absent. */
  known(tenant: string, actors: readonly string[]): Promise<ReadonlyMap<string, KnownAccount>>
}

/** The groups of a person. */
export interface MemberGroups {
  readonly groups: readonly string[]
  readonly issuer_groups: readonly string[]
  /** False when nothing was different before. */
  readonly changed: boolean
}
