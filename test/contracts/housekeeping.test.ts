import { freshPglite } from '../support/servers/pglite.ts'
import { housekeepingContract } from './housekeeping.contract.ts'

housekeepingContract('sql on PGlite', freshPglite)
