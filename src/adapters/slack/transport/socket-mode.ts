/**
 * Socket Mode, for a laptop without a public address: Slack's envelopes come over a WebSocket that we open. Each is kept in the same inbox before it
 * is acknowledged.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { SocketModeReceiver } from '@slack/bolt'
import type { Clock } from '../../../ports/clock.ts'
import type { KeyRing } from '../../../ports/key-ring.ts'
import { sort } from './incoming.ts'
import { isFields, type Fields } from './read-body.ts'
import { respondTo, type RespondDeps } from './respond.ts'
import { failureOf } from './slack-errors.ts'
import { slackLogger } from './slack-logger.ts'
import { clientOptions, type WorkspacesDeps } from './workspaces.ts'

export interface SocketModeDeps extends RespondDeps, Pick<WorkspacesDeps, 'api_url' | 'guard'> {
  readonly app_token: string
  readonly keyRing: Pick<KeyRing, 'digest'>
  readonly clock: Clock
}

interface Envelope {
  readonly body: unknown
  readonly ack: (response?: Fields) => Promise<void>
}

const MIN_PAUSE_MS = 1000
const MAX_PAUSE_MS = 60_000

/** Keeps a connection open until the signal fires. */
export async function runSocketMode(deps: SocketModeDeps, signal: AbortSignal): Promise<void> {
  const { client } = new SocketModeReceiver({
    appToken: deps.app_token,
    logger: slackLogger(deps.logger),
    installerOptions: { clientOptions: clientOptions(deps) },
  })
  // Bolt's own listener would work an envelope before anybody has kept it.
  client.removeAllListeners('slack_event')
  client.on('slack_event', (envelope: Envelope) => void received(deps, envelope))
  for (let pause = MIN_PAUSE_MS; !signal.aborted; pause = Math.min(MAX_PAUSE_MS, pause * 2)) {
    try {
      await client.start()
      deps.logger.info({}, 'connected to Slack by Socket Mode')
      // From here on the client itself connects again whenever it must.
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    } catch (error) {
      const failure = failureOf(error)
      deps.logger.error({ error: failure?.detail ?? (error instanceof Error ? error.message : 'unknown') }, failure?.kind === 'refused'
        ? 'Slack refuses Socket Mode: is SLACK_APP_TOKEN an app-level token with connections:write, and Socket Mode enabled for the app?'
        : 'Socket Mode cannot connect: is Slack to be reached from here? It is tried again')
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }
  await client.disconnect()
}

async function received(deps: SocketModeDeps, { body, ack }: Envelope): Promise<void> {
  try {
    const incoming = isFields(body) ? sort(body, { digest: () => deps.keyRing.digest(JSON.stringify(body)), now: Date.parse(deps.clock.now()) }) : undefined
    await ack(incoming === undefined ? undefined : await respondTo(deps, incoming))
  } catch (error) {
    // Not acknowledged: Slack sends events again.
    deps.logger.error({ error: error instanceof Error ? error.message : String(error) }, 'what came over the socket could not be kept')
  }
}
