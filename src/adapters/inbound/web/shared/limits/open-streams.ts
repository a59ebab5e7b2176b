/**
 * Counts the live streams that are open on this instance, and the requests that wait for a document, for each caller
 * and each tenant.
 */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { ownerOf } from '../../../../../ports/limits/on-behalf-of.ts'

export interface StreamSettings {
  /** How many for each caller, and for each tenant; 0 for no limit. */
  readonly streams: number
  readonly tenant_streams: number
}

interface Owner {
  readonly tenant: string
  readonly actor: string
}

export class OpenStreams {
  readonly #settings: StreamSettings
  readonly #counts = new Map<string, number>()

  constructor(settings: StreamSettings) {
    this.#settings = settings
  }

  /** Counts one more; the returned function, which may be called again, ends it. Throws `Refused` (`too_many`). */
  open(caller: Owner): () => void {
    const full = this.#full(caller)
    if (full === undefined) return this.#count(caller)
    const { limit, whose } = full
    return unwrap(
      fail('too_many', `${limit} live streams ${whose} are open already. Close some, or ask now and then instead.`, {
        limit,
      }),
    )
  }

  /** The same for what can do without: undefined where so many are open already. */
  tryOpen(caller: Owner): (() => void) | undefined {
    return this.#full(caller) === undefined ? this.#count(caller) : undefined
  }

  /** What has as many as it may. */
  #full(caller: Owner): { readonly limit: number; readonly whose: string } | undefined {
    const { streams, tenant_streams } = this.#settings
    const limits = [
      { name: ownerOf(caller), limit: streams, whose: 'of yours' },
      { name: caller.tenant, limit: tenant_streams, whose: 'of this tenant' },
    ]
    return limits.find(({ name, limit }) => limit > 0 && (this.#counts.get(name) ?? 0) >= limit)
  }

  #count(caller: Owner): () => void {
    const names = [ownerOf(caller), caller.tenant]
    for (const name of names) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    let open = true
    return () => {
      if (!open) return
      open = false
      for (const name of names) this.#forget(name)
    }
  }

  #forget(name: string): void {
    const left = (this.#counts.get(name) ?? 0) - 1
    if (left > 0) this.#counts.set(name, left)
    else this.#counts.delete(name)
  }
}
