import { PgliteExclusiveRights } from '../../../src/adapters/outbound/pglite/exclusive-rights.ts'
import { SqlSubscriptionSessions } from '../../../src/adapters/outbound/sql/subscription-sessions.ts'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'
import { fixedClock } from '../../doubles/clock.ts'
import { freshPglite } from '../../support/servers/pglite.ts'
import { subscriptionSessionsContract } from './subscription-sessions.contract.ts'

subscriptionSessionsContract('a queue in memory on PGlite', async () => {
  const { db, close } = await freshPglite<ReadSchema>()
  const sessions = new SqlSubscriptionSessions(new PgliteExclusiveRights(db), fixedClock(), 'the only one')
  return { db, one: sessions, two: sessions, close }
})
