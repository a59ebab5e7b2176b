/** One Socket Mode connection, from opening to its end. It never reconnects by itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { SocketModeClient } from '@slack/socket-mode'
import type { Logger } from '../../../../../ports/logger.ts'
import type { Fields } from '../receiving/read-body.ts'
import { createSlackLogger } from '../calling/slack-logger.ts'
import { clientOptions, type SlackClientDeps } from '../workspaces/client-options.ts'
import { GuardedClient } from './guarded-client.ts'

export interface SocketEnvelope {
  readonly body: unknown
  /** Rejects when the connection is gone. */
  readonly ack: (response?: Fields) => Promise<void>
}

export interface SocketConnection {
  /** Resolves, whatever ends it. */
  readonly ended: Promise<ConnectionEnd>
  /** In good order if Slack answers soon, else at once. */
  close(): Promise<void>
}

export interface ConnectionEnd {
  /** Slack asked for another connection, as it does every few hours. */
  readonly planned: boolean
  /** What the client said last. */
  readonly detail: string
}

export interface SocketConnectionDeps extends Pick<SlackClientDeps, 'api_url' | 'guard'> {
  readonly app_token: string
  readonly logger: Logger
  /** Until Slack has greeted; 30 s where left out. */
  readonly greeting_ms?: number | undefined
  /** Without an answer to a ping for so long, the other end is taken for gone; 5 s where left out. */
  readonly pong_ms?: number | undefined
}

const GREETING_TIMEOUT_MS = 30_000

const PONG_TIMEOUT_MS = 5000

const CLOSE_TIMEOUT_MS = 1000

const PLANNED_REASONS: ReadonlySet<unknown> = new Set(['warning', 'refresh_requested'])

/**
 * Resolves once Slack has greeted. Throws what kept it from that: an error of the Web API's, or an `Error` with the
 * client's last words.
 */
export async function openSocket(
  deps: SocketConnectionDeps,
  received: (envelope: SocketEnvelope) => void,
  signal: AbortSignal,
): Promise<SocketConnection> {
  let detail = ''
  const note: Logger['warn'] = ({ slack }) => {
    detail = typeof slack === 'string' && slack !== '' ? slack : detail
  }
  // The client speaks of each attempt: whoever asked for the connection says once what is the matter.
  const quiet: Logger = { info: () => undefined, warn: note, error: note }
  const client = new GuardedClient(
    {
      appToken: deps.app_token,
      autoReconnectEnabled: false,
      clientPingTimeout: deps.pong_ms ?? PONG_TIMEOUT_MS,
      logger: createSlackLogger(quiet),
      clientOptions: clientOptions({ ...deps, logger: quiet }),
    },
    deps.logger,
  )
  client.on('slack_event', received)
  client.on('error', () => {
    detail = 'Slack’s socket cannot be reached, or broke off'
  })
  const ended = new Promise<ConnectionEnd>((resolve) => {
    client.once('disconnected', () => resolve({ planned: PLANNED_REASONS.has(client.disconnect_reason), detail }))
  })
  const starting = client.start()
  const over = new AbortController()
  const waited = AbortSignal.any([signal, over.signal])
  try {
    const late = sleep(deps.greeting_ms ?? GREETING_TIMEOUT_MS, 'late' as const, { signal: waited })
    if ((await Promise.race([starting, late])) === 'late') throw new Error('Slack did not greet in time')
  } catch (error) {
    // It may yet succeed, when nobody waits for it any more.
    starting.then(
      () => close(client),
      () => undefined,
    )
    await close(client)
    throw error ?? new Error(detail === '' ? 'the connection was closed before Slack greeted' : detail)
  } finally {
    over.abort()
  }
  return { ended, close: () => close(client) }
}

/** The second call lets go of a connection whose other end does not close it, too. */
async function close(client: SocketModeClient): Promise<void> {
  const closed = client.disconnect()
  const timer = setTimeout(() => void client.disconnect(), CLOSE_TIMEOUT_MS)
  await closed
  clearTimeout(timer)
}
