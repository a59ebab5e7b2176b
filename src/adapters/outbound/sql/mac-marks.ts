/** The mark of MACs, in the table `installation`. */
import type { Kysely } from 'kysely'
import type { MacMarks } from '../../../ports/events/mac-marks.ts'

/** What the instances of an installation have agreed on, by name. */
export interface InstallationTable {
  installation: { name: string; value: string }
}

const NAME = 'event_macs'

export class SqlMacMarks implements MacMarks {
  readonly #db: Kysely<InstallationTable>

  constructor(db: Kysely<InstallationTable>) {
    this.#db = db
  }

  async find(): Promise<string | undefined> {
    const row = await this.#db.selectFrom('installation').select('value').where('name', '=', NAME).executeTakeFirst()
    return row?.value
  }

  async add(text: string): Promise<string> {
    await this.#db
      .insertInto('installation')
      .values({ name: NAME, value: text })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await this.find()) ?? text
  }

  async replace(text: string): Promise<void> {
    await this.#db
      .insertInto('installation')
      .values({ name: NAME, value: text })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
      .execute()
  }
}
