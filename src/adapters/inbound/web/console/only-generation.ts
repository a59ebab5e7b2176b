/**
 * Holds an outsider’s session to its one generation, or to the one question that was handed to them: no other page, not
 * even one that says that something is there.
 */
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { SecurityNotes } from '../shared/security-notes.ts'
import type { ConsoleEnv } from './env.ts'

/** Throws `Refused` (`forbidden`), and notes it; the start page leads to the conversation. */
export const holdToGeneration =
  (notes: SecurityNotes): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    const { caller } = c.var.session
    if (caller.only_generation === undefined) return next()
    const { path } = c.req
    if (path === '/') return c.redirect(startOf(caller, caller.only_generation), 303)
    const own = pagesOf(caller, caller.only_generation).some((one) => path === one || path.startsWith(`${one}/`))
    if (!own && path !== '/sign-out') {
      const operation = `${c.req.method} ${routePath(c, -1)}`
      await notes.accessRefused(c, 'console', caller, { operation, needs: 'session:whole' })
      unwrap(fail('forbidden', 'Your link opens one conversation only. The start page leads back to it.'))
    }
    return next()
  }

function startOf({ only_handed }: Caller, id: string): string {
  if (only_handed === undefined) return `/generations/${id}`
  return only_handed.question === null ? `/asked/${id}` : `/asked/${id}/${encodeURIComponent(only_handed.question)}`
}

const pagesOf = ({ only_handed }: Caller, id: string): readonly string[] =>
  only_handed !== undefined && only_handed.question !== null ? [`/asked/${id}`] : [`/generations/${id}`, `/asked/${id}`]
