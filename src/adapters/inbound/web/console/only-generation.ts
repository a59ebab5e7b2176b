/** Holds an outsider’s session to its one generation: no other page, not even one that says that something is there. */
import type { MiddlewareHandler } from 'hono'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { ConsoleEnv } from './env.ts'

/** Throws `Refused` (`forbidden`); the start page leads to the conversation. */
export const holdToGeneration: MiddlewareHandler<ConsoleEnv> = async (c, next) => {
  const { only_generation: id } = c.var.session.caller
  if (id === undefined) return next()
  if (c.req.path === '/') return c.redirect(`/generations/${id}`, 303)
  const own = [`/generations/${id}`, `/asked/${id}`].some(
    (path) => c.req.path === path || c.req.path.startsWith(`${path}/`),
  )
  if (!own && c.req.path !== '/sign-out')
    unwrap(fail('forbidden', 'Your link opens one conversation only. The start page leads back to it.'))
  return next()
}
