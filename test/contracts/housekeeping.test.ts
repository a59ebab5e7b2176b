import { freshPglite } from '../support/servers/pglite.ts'
import { documentDigestsContract } from './document-digests.contract.ts'
import { housekeepingContract } from './housekeeping.contract.ts'
import { workingTimesContract } from './working-times.contract.ts'

housekeepingContract('sql on PGlite', freshPglite)
workingTimesContract('sql on PGlite', freshPglite)
documentDigestsContract('sql on PGlite', freshPglite)
