/** Slack’s Socket Mode client, made safe against messages it cannot read. */
import { SocketModeClient } from '@slack/socket-mode'
import type { Logger } from '../../../../../ports/logger.ts'
import { isFields } from '../receiving/read-body.ts'

/** A message that the client cannot read must not end the process: the client's own handler would reject unhandled. */
export class GuardedClient extends SocketModeClient {
  readonly #logger: Logger
  /** Slack's reason for a disconnect. */
  disconnect_reason: unknown

  constructor(options: ConstructorParameters<typeof SocketModeClient>[0], logger: Logger) {
    super(options)
    this.#logger = logger
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    try {
      const message: unknown = typeof data === 'string' ? JSON.parse(data) : undefined
      if (isFields(message) && message['type'] === 'disconnect') this.disconnect_reason = message['reason']
      await super.onWebSocketMessage(data, isBinary)
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      this.#logger.warn({ error: name }, 'a message from Slack’s socket is not understood, and passed over')
    }
  }
}
