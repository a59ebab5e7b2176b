/** Log lines as JSON on standard error, so that standard output stays for what a command prints. */
import { pino } from 'pino'
import type { Logger } from '../../../ports/logger.ts'

export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  )
}
