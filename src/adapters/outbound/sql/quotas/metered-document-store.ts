/** Counts the bytes that each tenant has stored, and stores no more than a tenant may have. */
import { sql, type Kysely } from 'kysely'
import { errorMessage, fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { DocumentStore } from '../../../../ports/documents/document-store.ts'
import type { Logger } from '../../../../ports/logger.ts'

const MB = 1024 * 1024

export interface MeteringOptions {
  readonly db: Kysely<unknown>
  /** Megabytes for each tenant; 0 for no limit. */
  readonly limit_mb: number
  readonly logger: Logger
}

export class MeteredDocumentStore implements DocumentStore {
  readonly #store: DocumentStore
  readonly #options: MeteringOptions

  constructor(store: DocumentStore, options: MeteringOptions) {
    this.#store = store
    this.#options = options
  }

  /** Throws `Refused` (`storage_full`) for what would be more than the tenant may have. */
  async put(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    await this.#checkRoom(tenantOf(key), bytes.length)
    const outcome = await this.#store.put(key, bytes)
    if (outcome === 'stored') await this.#count(tenantOf(key), bytes.length)
    return outcome
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#store.get(key)
  }

  has(key: string): Promise<boolean> {
    return this.#store.has(key)
  }

  async delete(key: string): Promise<void> {
    const held = (await this.#store.get(key))?.length ?? 0
    await this.#store.delete(key)
    if (held > 0) await this.#count(tenantOf(key), -held)
  }

  async #checkRoom(tenant: string, bytes: number): Promise<void> {
    const { db, limit_mb } = this.#options
    if (limit_mb === 0) return
    const { rows } = await sql<{ bytes: number | string | bigint }>`
      select bytes from tenant_storage where tenant = ${tenant}`.execute(db)
    const used = Number(rows[0]?.bytes ?? 0)
    if (used + bytes <= limit_mb * MB) return
    unwrap(
      fail(
        'storage_full',
        `${Math.ceil(used / MB)} MB of the ${limit_mb} MB that may be stored here are used, and this would be more. ` +
          'Nothing was changed. Tell an admin.',
        { limit_mb },
      ),
    )
  }

  /** What is stored stays stored when it cannot be counted. */
  async #count(tenant: string, bytes: number): Promise<void> {
    const { db, logger } = this.#options
    try {
      await sql`
        insert into tenant_storage as now (tenant, bytes) values (${tenant}, ${bytes})
        on conflict (tenant) do update set bytes = greatest(0, now.bytes + excluded.bytes)`.execute(db)
    } catch (error) {
      logger.warn({ error: errorMessage(error), bytes }, 'what was stored could not be counted')
    }
  }
}

/** Keys begin with it: `tenant/…`. */
const tenantOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')))
