/** What the connections to a real Postgres ask of it. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openPostgres } from '../../../../src/adapters/outbound/postgres/open-postgres.ts'
import { onPostgres } from '../../../support/servers/on-postgres.ts'
import { quiet } from '../../../support/subscriptions.ts'

onPostgres('connections', (server) => {
  test('the server looks for itself whether the other end of one is still there', async () => {
    const postgres = openPostgres(await server().freshDatabase(), quiet, { connections: 2 })
    const settings = async () => {
      const { rows } = await sql<{ name: string; setting: string }>`
        select name, setting from pg_settings where name like 'tcp\\_%' order by name`.execute(postgres.db)
      return Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))
    }
    try {
      for (const found of await Promise.all([settings(), settings()]))
        expect(found).toEqual({
          tcp_keepalives_count: 3,
          tcp_keepalives_idle: 15,
          tcp_keepalives_interval: 5,
          tcp_user_timeout: 30_000,
        })
    } finally {
      await postgres.close()
    }
  })
})
