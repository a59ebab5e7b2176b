/** Counts the live streams that are open on this instance, for each caller and each tenant. */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { ownerOf } from '../../../../../ports/limits/on-behalf-of.ts'

export interface StreamSettings {
  /** How many for each caller, and for each tenant; 0 for no limit. */
  readonly streams: number
  readonly tenant_streams: number
}

export class OpenStreams {
  readonly #settings: StreamSettings
  readonly #counts = new Map<string, number>()

  constructor(settings: StreamSettings) {
    this.#settings = settings
  }

  /** Counts one more; the returned function, which may be called again, ends it. Throws `Refused` (`too_many`). */
  open(caller: { readonly tenant: string; readonly actor: string }): () => void {
    const { streams, tenant_streams } = this.#settings
    const counted = [
      { name: ownerOf(caller), limit: streams, whose: 'of yours' },
      { name: caller.tenant, limit: tenant_streams, whose: 'of this tenant' },
    ]
    for (const { name, limit, whose } of counted) {
      if (limit > 0 && (this.#counts.get(name) ?? 0) >= limit)
        unwrap(
          fail(
            'too_many',
            `${limit} live streams ${whose} are open already. Close some, or ask now and then instead.`,
            {
              limit,
            },
          ),
        )
    }
    for (const { name } of counted) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    let open = true
    return () => {
      if (!open) return
      open = false
      for (const { name } of counted) this.#forget(name)
    }
  }

  #forget(name: string): void {
    const left = (this.#counts.get(name) ?? 0) - 1
    if (left > 0) this.#counts.set(name, left)
    else this.#counts.delete(name)
  }
}
