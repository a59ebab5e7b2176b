/**
 * Holds a session that is for one generation, or for the one question of it that was handed to somebody, to that: what
 * is listed here, and no other page, not even one that says that something is there. A further page of a conversation
 * is closed to them until it has a line.
 */
import type { MiddlewareHandler } from 'hono'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { SecurityNotes } from '../shared/security-notes.ts'
import type { ConsoleEnv } from './env.ts'

/** Below `/generations/{id}`. */
const OPEN: Readonly<Record<string, RegExp>> = {
  GET: /^(?:\/(?:document|live|timeline|pictures\/[0-9a-f]{64}))?$/,
  POST: /^\/(?:answers|items\/remove|confirm|review|cancel|language)$/,
}

/** Throws `Refused` (`forbidden`), and notes it; the start page leads to the conversation. */
export const holdToGeneration =
  (notes: SecurityNotes): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    const { caller } = c.var.session
    const { only_generation: id } = caller
    if (id === undefined) return next()
    const { path } = c.req
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    if (path === '/' && method === 'GET') return c.redirect(startOf(caller, id), 303)
    if (isConversation(caller, id, method, path) || isHanded(caller, id, method, path)) return next()
    if (path === '/sign-out' && method === 'POST') return next()
    const operation = `${method} /${path.split('/')[1]?.slice(0, 50) ?? ''}`
    await notes.accessRefused(c, 'console', caller, { operation, needs: 'account' })
    return unwrap(fail('forbidden', 'Your link opens one conversation only. The start page leads back to it.'))
  }

/** The conversation, for whoever began it by a link, or was handed what is left of it. */
function isConversation({ only_handed }: Caller, id: string, method: string, path: string): boolean {
  const conversation = `/generations/${id}`
  const isOneQuestion = only_handed !== undefined && only_handed.question !== null
  return !isOneQuestion && path.startsWith(conversation) && OPEN[method]?.test(path.slice(conversation.length)) === true
}

/** The pages of what was handed to somebody, and its way back. */
function isHanded({ only_handed }: Caller, id: string, method: string, path: string): boolean {
  if (only_handed === undefined) return false
  const asked = `/asked/${id}`
  const isHandBack = only_handed.question === null && method === 'POST' && path === `/generations/${id}/hand-back`
  return isHandBack || path === asked || path.startsWith(`${asked}/`)
}

function startOf({ only_handed }: Caller, id: string): string {
  if (only_handed === undefined) return `/generations/${id}`
  return only_handed.question === null ? `/asked/${id}` : `/asked/${id}/${encodeURIComponent(only_handed.question)}`
}
