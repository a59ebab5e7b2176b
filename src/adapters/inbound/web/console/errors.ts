/** The pages of errors that end a request. */
import type { Context } from 'hono'
import { Refused, type DomainError, type ErrorCode } from '../../../../domain/kernel/errors.ts'
import { damageOf } from '../../../../storage/damage.ts'
import { isStorageFull, STORAGE_FULL } from '../../../../ports/documents/storage-full.ts'
import { OtherEventStore, StoreUnavailable } from '../../../../ports/events/event-store.ts'
import type { Logger } from '../../../../ports/logger.ts'
import { RETRY_AFTER_S, retryAfter, statusOf } from '../shared/error-status.ts'
import type { ConsoleEnv, Html } from './env.ts'
import { errorPage } from './views/pages/error-page.ts'

const TITLES: Readonly<Partial<Record<ErrorCode, string>>> = {
  forbidden: 'Not for you',
  not_found: 'Not found',
  conflict: 'That does not work now',
  precondition_failed: 'Changed meanwhile',
  too_large: 'Too large',
  too_many: 'Too much at once',
  unavailable: 'Not available just now',
  storage_full: 'There is no room left',
}

/** The page for an error that no route has dealt with. */
export function createErrorHandler(logger: Logger) {
  return (error: Error, c: Context<ConsoleEnv>): Response | Promise<Response> => {
    if (error instanceof Refused) return refusalPage(error.error, c)
    if (error instanceof OtherEventStore)
      return c.html(renderErrorPage('Not available just now', error.message, c), 503)
    if (isStorageFull(error)) {
      logger.error({ path: c.req.path, method: c.req.method }, 'a store has no room left')
      return refusalPage({ code: 'storage_full', message: STORAGE_FULL }, c)
    }
    if (error instanceof StoreUnavailable)
      return c.html(
        renderErrorPage(
          'Not available just now',
          'A store cannot be reached. Nothing is lost; try again in a moment.',
          c,
        ),
        503,
      )
    const damage = damageOf(error)
    if (damage !== undefined) {
      logger.error({ error: error.name, ...damage.place, path: c.req.path, method: c.req.method }, damage.message)
      return c.html(renderErrorPage('What is stored does not hold', damage.message, c), 500)
    }
    logger.error({ error: error.stack ?? String(error), path: c.req.path, method: c.req.method }, 'A page failed.')
    return c.html(
      renderErrorPage('Something went wrong', 'This is our mistake, not yours. Go back and try again.', c),
      500,
    )
  }
}

function refusalPage(error: DomainError, c: Context<ConsoleEnv>): Response | Promise<Response> {
  const { code, message } = error
  if (code === 'too_many') c.header('Retry-After', retryAfter(error))
  if (code === 'unavailable') c.header('Retry-After', RETRY_AFTER_S)
  const text = code === 'too_large' ? `${message} Go back: what you typed is still there.` : message
  return c.html(renderErrorPage(TITLES[code] ?? 'That did not work', text, c), statusOf(code))
}

const renderErrorPage = (title: string, message: string, c: Context<ConsoleEnv>): Html =>
  errorPage(title, message, c.get('session'))
