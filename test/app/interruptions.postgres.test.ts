/**
 * Instances on a Postgres that goes away for a while: each is ready again by itself. The same two go through what it may be,
 * one after the other; one and three through one. All for each, on fresh ones: `npm run long`.
 */
import { afterAll, beforeAll, describe, test } from 'vitest'
import { comesBack, INTERRUPTIONS, openScene, type Scene } from '../support/services/interrupted-service.ts'
import { canStartPostgres, startOwnPostgres, type OwnedPostgres } from '../support/servers/postgres.ts'
import { onRealServer } from '../support/servers/real-servers.ts'

const INSTALL = 'Install Debian’s “postgresql”, or set TEST_POSTGRES_BIN.'
const PATIENCE_MS = 240_000

const SAMPLES: readonly [number, readonly string[]][] = [
  [1, ['crashes and is restarted']],
  // What is forgotten on the way takes half a minute to be found out.
  [2, Object.keys(INTERRUPTIONS).filter((kind) => !kind.includes('forgotten'))],
  [3, ['ends all sessions']],
]

onRealServer('the service on a Postgres that goes away', canStartPostgres, INSTALL, () => {
  let server: OwnedPostgres
  beforeAll(async () => {
    server = await startOwnPostgres()
  })
  afterAll(() => server.stop())

  describe.each(SAMPLES)('%d at work: the database', (count, kinds) => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(server, count)
    }, PATIENCE_MS)
    afterAll(() => scene.close(), PATIENCE_MS)

    test.each(kinds)('%s', (kind) => comesBack(scene, INTERRUPTIONS[kind]!), PATIENCE_MS)
  })
})
