/**
 * Classifies errors of database connections, from any driver: whether a statement may have run before the connection
 * broke.
 */

/** The statement was never sent, or refused before it ran. */
const NOT_RUN = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P03',
  '53300',
  '25006',
])

/**
 * The connection broke while the statement may have run: socket errors, `admin_shutdown`, `crash_shutdown`,
 * `idle_session_timeout`.
 */
const CUT = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P05'])

export type DatabaseOutage = 'not_run' | 'in_doubt'

/** Undefined for an error that is not about the connection. */
export function classifyOutage(error: unknown): DatabaseOutage | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (
    NOT_RUN.has(code) ||
    /timeout exceeded when trying to connect|is closed|pool after calling end|has ended|not queryable/i.test(
      error.message,
    )
  )
    return 'not_run'
  if (
    CUT.has(code) ||
    code.startsWith('08') ||
    /connection terminated|connection error|query read timeout/i.test(error.message)
  )
    return 'in_doubt'
  return undefined
}
