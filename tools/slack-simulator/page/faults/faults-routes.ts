/** The panel's routes: its content, and what its forms set. */
import { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import type { SocketServer } from '../../delivery/socket-server.ts'
import type { SlackState } from '../../state/slack.ts'
import { faultsHtml } from './faults-html.ts'
import { setFault } from './set-fault.ts'

type Env = { Bindings: HttpBindings }

export function createFaultsRoutes(slack: SlackState, sockets: SocketServer): Hono<Env> {
  const routes = new Hono<Env>()
  const shown = async (error = ''): Promise<{ html: string; on: number; error: string }> => ({
    html: String(await faultsHtml(slack, sockets.connections())),
    on: Object.values(slack.faults.rates).filter((rate) => rate > 0).length + slack.faults.planned.length,
    error,
  })
  routes.get('/page/faults', async (context) => context.json(await shown()))
  routes.post('/page/faults', async (context) => {
    try {
      setFault(slack, sockets, await context.req.json<Record<string, string>>())
      return context.json(await shown())
    } catch (error) {
      return context.json(await shown(error instanceof Error ? error.message : String(error)))
    }
  })
  return routes
}
