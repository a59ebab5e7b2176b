/** One Socket Mode connection, from opening to its end. It never reconnects by itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { SocketModeClient } from '@slack/socket-mode'
import type { Logger } from '../../../../../ports/logger.ts'
import type { Fields } from '../receiving/read-body.ts'
import { createSlackLogger } from '../calling/slack-logger.ts'
import { clientOptions, type SlackClientDeps } from '../workspaces/client-options.ts'
import { GuardedClient } from './guarded-client.ts'

/** A delivery over the socket. */
export interface SocketEnvelope {
  readonly body: unknown
  /** Rejects when the connection is gone. */
  readonly ack: (response?: Fields) => Promise<void>
}

/** An open connection. */
export interface SocketConnection {
  /** Resolves when the connection ends, for any reason. */
  readonly ended: Promise<ConnectionEnd>
  /** Closes gracefully if Slack answers soon, else at once. */
  close(): Promise<void>
}

/** Why a connection ended. */
export interface ConnectionEnd {
  /** Slack asked for a new connection, as it does every few hours. */
  readonly planned: boolean
  /** The client's last log message. */
  readonly detail: string
}

/** What a connection needs. */
export interface SocketConnectionDeps extends Pick<SlackClientDeps, 'api_url' | 'guard'> {
  readonly app_token: string
  readonly logger: Logger
  /** Timeout for Slack's greeting; 30 s by default. */
  readonly greeting_ms?: number | undefined
  /** Timeout for the answer to a ping; 5 s by default. */
  readonly pong_ms?: number | undefined
}

const GREETING_TIMEOUT_MS = 30_000

const PONG_TIMEOUT_MS = 5000

const CLOSE_TIMEOUT_MS = 1000

const PLANNED_REASONS: ReadonlySet<unknown> = new Set(['warning', 'refresh_requested'])

/** Resolves once Slack has greeted. Throws the Web API's error, or an `Error` with the client's last log message. */
export async function openSocket(
  deps: SocketConnectionDeps,
  received: (envelope: SocketEnvelope) => void,
  signal: AbortSignal,
): Promise<SocketConnection> {
  let detail = ''
  const note: Logger['warn'] = ({ slack }) => {
    detail = typeof slack === 'string' && slack !== '' ? slack : detail
  }
  // The client logs every attempt. The caller logs the reason once, so only keep it here.
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
    // It may still succeed later: close it then.
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

/** The second call drops a connection that the other end does not close. */
async function close(client: SocketModeClient): Promise<void> {
  const closed = client.disconnect()
  const timer = setTimeout(() => void client.disconnect(), CLOSE_TIMEOUT_MS)
  await closed
  clearTimeout(timer)
}
