/** Deliveries as Slack would make them, of bodies that the simulator itself never makes. */
import type { Simulator } from '../simulator.ts'
import { signatureHeaders } from './sign.ts'

export interface Body {
  readonly type: string
  readonly body: string
}

/** A body of an event. */
export const json = (body: object): Body => ({ type: 'application/json', body: JSON.stringify(body) })
export const form = (fields: Record<string, string>): Body => ({
  type: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(fields).toString(),
})
export const interaction = (payload: object): Body => form({ payload: JSON.stringify(payload) })

let events = 0
/** An event in its envelope; `over` is of the envelope. */
export const eventBody = (team: string, event: object, over: object = {}): Body =>
  json({
    token: 'xoxb-1234',
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A1234',
    event_id: `Ev${String(++events)}`,
    event_time: 1234,
    authorizations: [{ team_id: team, is_bot: true }],
    event,
    ...over,
  })

/** Signed, to the app's request URL. */
export async function deliver(
  { app }: Simulator,
  { type, body }: Body,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(app.requestUrl ?? '', {
    method: 'POST',
    headers: { 'content-type': type, ...signatureHeaders(app.signingSecret, body, Date.now()) },
    body,
  })
  return { status: response.status, text: await response.text() }
}
