/** The templates that people keep at hand. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table favourites (
      tenant text collate "C" not null,
      actor text collate "C" not null,
      template_id text collate "C" not null,
      added_at text not null,
      primary key (tenant, actor, template_id)
    )`.execute(db)
}
