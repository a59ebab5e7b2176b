/** Favourites in a table of the database. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { Favourites } from '../../../ports/slack/favourites.ts'

/** The table of favourites. */
export interface FavouriteTables {
  favourites: { tenant: string; actor: string; template_id: string; added_at: string }
}

/** More than anybody looks through. */
const MAX_FAVOURITES = 100

/** Favourites in an SQL table. */
export class SqlFavourites implements Favourites {
  readonly #db: Kysely<FavouriteTables>
  readonly #clock: Clock

  constructor(db: Kysely<FavouriteTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async list(tenant: string, actor: string): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('favourites')
      .select('template_id')
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .orderBy('added_at', 'desc')
      .orderBy('template_id')
      .limit(MAX_FAVOURITES)
      .execute()
    return rows.map(({ template_id }) => template_id)
  }

  async add(tenant: string, actor: string, template_id: string): Promise<void> {
    await this.#db
      .insertInto('favourites')
      .values({ tenant, actor, template_id, added_at: this.#clock.now() })
      .onConflict((clash) => clash.doNothing())
      .execute()
  }

  async remove(tenant: string, actor: string, template_id: string): Promise<void> {
    await this.#db
      .deleteFrom('favourites')
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where('template_id', '=', template_id)
      .execute()
  }
}
