/** One to three fresh instances through every kind of interruption of Postgres, INTERRUPTION_ROUNDS times (3). */
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { comesBack, INTERRUPTIONS, openScene } from '../support/services/interrupted-service.ts'
import { canStartPostgres, startOwnPostgres, type OwnedPostgres } from '../support/servers/postgres.ts'
import { onRealServer } from '../support/servers/real-servers.ts'

const ROUNDS = Number(process.env['INTERRUPTION_ROUNDS'] ?? 3)
const CASES = [1, 2, 3].flatMap((count) => Object.keys(INTERRUPTIONS).map((kind) => ({ count, kind })))

onRealServer('an interruption', canStartPostgres, 'Install Debian’s “postgresql”, or set TEST_POSTGRES_BIN.', () => {
  let server: OwnedPostgres
  beforeAll(async () => {
    server = await startOwnPostgres()
  })
  afterAll(() => server.stop())

  test.each(CASES)('$count at work: the database $kind', async ({ count, kind }) => {
    const scene = await openScene(server, count)
    onTestFinished(() => scene.close())
    for (let round = 0; round < ROUNDS; round++) await comesBack(scene, INTERRUPTIONS[kind]!)
  })
})
