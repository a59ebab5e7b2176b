/** Counts the conversations that are open, in the read model; between two counts, what was begun since. */
import { sql, type Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { actorsOf, type Caller } from '../../../../domain/kernel/access.ts'
import { fail, ok, type Result } from '../../../../domain/kernel/errors.ts'
import type { Quotas } from '../../../../ports/limits/quotas.ts'
import type { ReadSchema } from '../../../../ports/read-models/read-schema.ts'

/** How many may be open; 0 for no limit. */
export interface OpenQuotas {
  readonly open: number
  readonly tenant_open: number
}

/** A count is taken for true for so long: those that ended meanwhile are noticed no later. */
const COUNTED_FOR_MS = 60_000
/** Where the limit is reached it is counted again, but not for each request. */
const FULL_FOR_MS = 2_000

const OPEN_STATES = ['asking', 'reviewing']

interface Count {
  open: number
  until: number
}

export class SqlQuotas implements Quotas {
  readonly #db: Kysely<ReadSchema>
  readonly #quotas: OpenQuotas
  readonly #counts = new LRUCache<string, Count>({ max: 10_000 })

  constructor(db: Kysely<ReadSchema>, quotas: OpenQuotas) {
    this.#db = db
    this.#quotas = quotas
  }

  async checkMayBegin(caller: Pick<Caller, 'tenant' | 'actor' | 'formerly'>): Promise<Result<true>> {
    const { tenant } = caller
    const own = await this.#mayBegin(this.#quotas.open, tenant, actorsOf(caller))
    if (own !== undefined)
      return tooMany(`You have ${own} conversations open, and no more may be at once. Finish or cancel some.`, own)
    const all = await this.#mayBegin(this.#quotas.tenant_open, tenant)
    if (all === undefined) return ok(true)
    return tooMany(`${all} conversations are open here, and no more may be at once. Tell an admin.`, all)
  }

  /** The limit where it is reached; otherwise counts one more. */
  async #mayBegin(limit: number, tenant: string, requesters?: readonly string[]): Promise<number | undefined> {
    if (limit === 0) return undefined
    const key = JSON.stringify([tenant, requesters])
    let count = this.#counts.get(key)
    if (count === undefined || count.until < performance.now()) {
      const open = await this.#count(limit, tenant, requesters)
      count = { open, until: performance.now() + (open >= limit ? FULL_FOR_MS : COUNTED_FOR_MS) }
      this.#counts.set(key, count)
    } else if (count.open >= limit && count.until > performance.now() + FULL_FOR_MS) {
      // Some of those that were counted may have ended.
      count.until = performance.now() + FULL_FOR_MS
    }
    if (count.open >= limit) return limit
    count.open++
    return undefined
  }

  /** Counts to the limit, and no further. */
  async #count(limit: number, tenant: string, requesters: readonly string[] | undefined): Promise<number> {
    const open = this.#db
      .selectFrom('generations')
      .select(sql`1`.as('one'))
      .where('tenant', '=', tenant)
      .where('state', 'in', OPEN_STATES)
      .$if(requesters !== undefined, (query) => query.where('requester', 'in', requesters ?? []))
      .limit(limit)
    const { count } = await this.#db
      .selectFrom(open.as('open'))
      .select((row) => row.fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  }
}

const tooMany = (message: string, limit: number): Result<never> =>
  fail('too_many', message, { limit, retry_after_s: 60 })
