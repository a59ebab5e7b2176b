/**
 * Remembers who keys and session tokens belong to, so that not every request asks the database. Holds their hashes
 * only. What a change concerns is forgotten; where changes may have been missed, the database is asked (ADR 25).
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../../../ports/clock.ts'
import type { AccessWatch } from './access-watch.ts'
import { hashSecret } from './secrets.ts'

/** Whose it is, and until when it may be remembered (ISO 8601 UTC; null: until a change). */
interface Remembered {
  readonly actor: string
  readonly remember_until: string | null
}

const MOST = 10_000

export class CredentialCache<Known extends Remembered> {
  readonly #watch: AccessWatch
  readonly #clock: Clock
  readonly #known = new LRUCache<string, Known>({ max: MOST })
  /** Looks that run now, with the version of the rights when they began. */
  readonly #running = new Map<string, { readonly version: number; readonly found: Promise<Known | undefined> }>()

  constructor(watch: AccessWatch, clock: Clock) {
    this.#watch = watch
    this.#clock = clock
    watch.onChange((actors) => {
      if (actors === undefined) this.#known.clear()
      else for (const [digest, { actor }] of this.#known.entries()) if (actors.has(actor)) this.#known.delete(digest)
    })
  }

  /** What is known of the secret, or else what `look` finds in the database. */
  async get(secret: string, look: () => Promise<Known | undefined>): Promise<Known | undefined> {
    const digest = hashSecret(secret)?.toString('base64')
    if (digest === undefined) return undefined
    if (!(await this.#watch.counts())) return look()
    const known = this.#known.get(digest)
    if (known !== undefined && (known.remember_until === null || known.remember_until > this.#clock.now())) return known
    const { version } = this.#watch
    const running = this.#running.get(digest)
    // Requests that come at once share a look.
    if (running?.version === version) return running.found
    const found = this.#find(digest, version, look)
    this.#running.set(digest, { version, found })
    return found
  }

  async #find(digest: string, version: number, look: () => Promise<Known | undefined>): Promise<Known | undefined> {
    try {
      const found = await look()
      if (found === undefined) this.#known.delete(digest)
      else if (this.#watch.version === version && (found.remember_until ?? '~') > this.#clock.now())
        this.#known.set(digest, found)
      return found
    } finally {
      if (this.#running.get(digest)?.version === version) this.#running.delete(digest)
    }
  }
}
