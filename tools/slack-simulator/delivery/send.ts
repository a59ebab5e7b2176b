/** Sends deliveries to the app, over HTTP or over a socket. */
import type { SlackState } from '../state/slack.ts'
import { signatureHeaders } from './sign.ts'
import type { SocketServer } from './socket-server.ts'
import type { Outgoing, Acknowledgement, Sender } from './outgoing.ts'

/** As one sends to the app: over its open sockets if it uses Socket Mode, else to its request URL. */
export function createSender(slack: SlackState, sockets: SocketServer): Sender {
  return (outgoing) => (slack.app.socketMode ? sockets.send(outgoing) : sendByHttp(slack, outgoing))
}

async function sendByHttp(slack: SlackState, { kind, payload, retry }: Outgoing): Promise<Acknowledgement> {
  const url = slack.app.requestUrl
  if (url === undefined) return { outcome: 'connection_failed', status: undefined, body: '', noRetry: false }
  const body = kind === 'event' ? JSON.stringify(payload) : form(kind, payload)
  const abort = new AbortController()
  const cancel = slack.clock.after(slack.limits.ackMs, () => abort.abort())
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(slack.app.signingSecret, body, slack.clock.now()),
        ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
      },
      body,
      redirect: 'manual',
      signal: abort.signal,
    })
    const answer = await response.text()
    return {
      outcome: response.ok ? 'acked' : 'http_error',
      status: response.status,
      body: answer,
      noRetry: response.headers.get('x-slack-no-retry') === '1',
    }
  } catch {
    return {
      outcome: abort.signal.aborted ? 'http_timeout' : 'connection_failed',
      status: undefined,
      body: '',
      noRetry: false,
    }
  } finally {
    cancel()
  }
}

function form(kind: 'interaction' | 'command', payload: Record<string, unknown>): string {
  const fields = kind === 'interaction' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>)
  return new URLSearchParams(fields).toString()
}
