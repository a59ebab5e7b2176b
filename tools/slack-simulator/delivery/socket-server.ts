/** Socket Mode: payloads go over the app's WebSockets in envelopes, each acknowledged by its id. */
import type { Socket } from './websocket.ts'
import type { SlackState } from '../state/slack.ts'
import type { Acknowledgement, Outgoing } from './outgoing.ts'

const TYPES = { event: 'events_api', interaction: 'interactive', command: 'slash_commands' } as const

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled'
export type ConnectionEnd = 'close' | 'cut' | 'freeze'

export interface SocketServer {
  /** `fault`: what the socket does wrong, if anything. */
  accept(socket: Socket, fault?: string | null): void
  send(outgoing: Outgoing): Promise<Acknowledgement>
  /** How many connections the app has open. */
  connections(): number
  /** Asks the app to connect again, as Slack does now and then. */
  refresh(reason: DisconnectReason): void
  /** Every connection is closed in good order, cut off, or left open and dead. */
  end(how: ConnectionEnd): void
  /** Says something of the test's own on every connection. */
  say(text: string): void
  close(): void
}

export function createSocketServer(slack: SlackState): SocketServer {
  const sockets = new Set<Socket>()
  /** Those that never said hello, or fell silent: still connections, and nothing goes over them. */
  const mute = new Set<Socket>()
  const waiting = new Map<string, (ack: Acknowledgement) => void>()
  let turn = 0

  const accept = (socket: Socket, fault: string | null = null): void => {
    if (fault === 'socket_silent') {
      mute.add(socket)
      socket.onClose(() => mute.delete(socket))
      return
    }
    if (fault === 'socket_closes') return socket.close()
    sockets.add(socket)
    socket.onText((text) => {
      const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown }
      if (id === undefined) return
      const body = payload === undefined ? '' : JSON.stringify(payload)
      waiting.get(id)?.({ outcome: 'acked', status: 200, body: body === '{}' ? '' : body, noRetry: false })
      waiting.delete(id)
    })
    socket.onClose(() => sockets.delete(socket))
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        connection_info: { app_id: slack.app.id },
        debug_info: { host: 'simulator', build_number: 1, approximate_connection_time: 18_060 },
      }),
    )
  }

  const send = (outgoing: Outgoing): Promise<Acknowledgement> =>
    new Promise((resolve) => {
      const all = [...sockets]
      const socket = all[turn % Math.max(all.length, 1)]
      turn += 1
      if (!socket) return resolve({ outcome: 'connection_failed', status: undefined, body: '', noRetry: false })
      const id = crypto.randomUUID()
      const cancel = slack.clock.after(slack.limits.ackMs, () => {
        waiting.delete(id)
        resolve({ outcome: 'http_timeout', status: undefined, body: '', noRetry: false })
      })
      waiting.set(id, (ack) => {
        cancel()
        resolve(ack)
      })
      socket.send(
        JSON.stringify({
          envelope_id: id,
          payload: outgoing.payload,
          type: TYPES[outgoing.kind],
          accepts_response_payload: outgoing.kind !== 'event',
          ...(outgoing.kind === 'event' && {
            retry_attempt: outgoing.retry?.num ?? 0,
            retry_reason: outgoing.retry?.reason ?? '',
          }),
        }),
      )
    })

  return {
    accept,
    send,
    connections: () => sockets.size,
    refresh: (reason) => {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'simulator' } }))
        // It may still acknowledge, and gets nothing new.
        sockets.delete(socket)
      }
    },
    end: (how) => {
      for (const socket of sockets) {
        socket[how]()
        sockets.delete(socket)
        if (how === 'freeze') mute.add(socket)
      }
    },
    say: (text) => {
      for (const socket of sockets) socket.send(text)
    },
    close: () => {
      for (const socket of sockets) socket.close()
      for (const socket of mute) socket.cut()
    },
  }
}
