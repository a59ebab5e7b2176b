/** Workspaces of organisations, and first arrivals, in SQL tables. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { Arrivals, ArrivalKind, ArrivalTimes } from '../../../ports/slack/arrivals.ts'
import type { Organisations } from '../../../ports/slack/organisations.ts'
import type { SlackTables } from './slack-tables.ts'

/** Workspaces of organisations in a SQL table. */
export class SqlOrganisations implements Organisations {
  readonly #db: Kysely<SlackTables>
  readonly #clock: Clock

  constructor(db: Kysely<SlackTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async organisationOf(team: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('slack_org_workspaces')
      .select('organisation')
      .where('team', '=', team)
      .executeTakeFirst()
    return row?.organisation
  }

  async addWorkspace(team: string, organisation: string): Promise<void> {
    const seen = { organisation, seen_at: this.#clock.now() }
    await this.#db
      .insertInto('slack_org_workspaces')
      .values({ team, ...seen })
      .onConflict((conflict) => conflict.column('team').doUpdateSet(seen))
      .execute()
  }
}

/** First arrivals in a SQL table. */
export class SqlArrivals implements Arrivals {
  readonly #db: Kysely<SlackTables>
  readonly #clock: Clock

  constructor(db: Kysely<SlackTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async record(kind: ArrivalKind): Promise<void> {
    await this.#db
      .insertInto('slack_arrivals')
      .values({ kind, first_at: this.#clock.now() })
      .onConflict((conflict) => conflict.column('kind').doNothing())
      .execute()
  }

  async times(): Promise<ArrivalTimes> {
    const rows = await this.#db.selectFrom('slack_arrivals').selectAll().execute()
    return Object.fromEntries(rows.map(({ kind, first_at }) => [kind, first_at]))
  }
}
