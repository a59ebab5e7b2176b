/** Whom something can be handed to: active people, and keys in use, of the caller’s tenant, by part of their name. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { People } from '../../ports/people/people.ts'

/** Nobody gets the whole directory: a search says whom it is about. */
export const MAX_COLLEAGUES = 20

export interface Colleague {
  /** An actor id. */
  readonly id: string
  readonly name: string
  readonly kind: 'person' | 'key'
  /** Part of the address, where several of those found have the name; null otherwise. */
  readonly hint: string | null
}

/** By name, at most `limit`. Only names are looked through, so that nobody learns of addresses by searching. */
export async function findColleagues(
  { people }: { readonly people: Pick<People, 'findByName'> },
  search: string,
  limit: number,
  { tenant }: Pick<Caller, 'tenant'>,
): Promise<readonly Colleague[]> {
  const found = await people.findByName(tenant, search.trim(), limit)
  return found.map(({ actor: id, name, kind, email }) => ({
    id,
    name,
    kind,
    hint: found.some((other) => other.actor !== id && other.name === name) ? hintOf(email) : null,
  }))
}

/** `ad…@example.com` */
const hintOf = (email: string | null): string | null =>
  email === null ? null : email.replace(/^(.{1,2})[^@]*/u, '$1…')
