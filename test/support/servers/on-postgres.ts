/** Tests that need a real Postgres server. */
import { afterAll, beforeAll } from 'vitest'
import { hasPostgres, startPostgres, type TestPostgres } from './postgres.ts'
import { onRealServer } from './real-servers.ts'

/** Tests on a server of their own; left out where none can be had, a failure under CI. */
export function onPostgres(name: string, tests: (server: () => TestPostgres) => void): void {
  onRealServer(
    name,
    hasPostgres,
    'Install Debian’s “postgresql”, or set TEST_POSTGRES_URL or TEST_POSTGRES_BIN.',
    () => {
      let server: TestPostgres
      beforeAll(async () => {
        server = await startPostgres()
      })
      afterAll(() => server.stop())
      tests(() => server)
    },
  )
}
