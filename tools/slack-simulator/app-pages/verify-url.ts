/**
 * Slack's check of the request URL for events: a signed `url_verification` with a challenge that must come back within
 * three seconds. https://docs.slack.dev/reference/events/url_verification
 */
import { signatureHeaders } from '../delivery/sign.ts'
import type { SlackState } from '../state/slack.ts'

/** Sends the challenge; whether it came back, as text, form or JSON. Events are delivered from then on. */
export async function verifyRequestUrl(slack: SlackState): Promise<boolean> {
  const { app, clock, random, limits } = slack
  const challenge = random.word(52)
  const body = JSON.stringify({ token: app.verificationToken, challenge, type: 'url_verification' })
  try {
    const answer = await fetch(app.requestUrl ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signatureHeaders(app.signingSecret, body, clock.now()) },
      body,
      signal: AbortSignal.timeout(limits.ackMs),
    })
    app.eventsVerified = answer.status === 200 && readChallenge(await answer.text()) === challenge
  } catch {
    app.eventsVerified = false
  }
  return app.eventsVerified
}

function readChallenge(text: string): unknown {
  try {
    return (JSON.parse(text) as { challenge?: unknown }).challenge
  } catch {
    return new URLSearchParams(text).get('challenge') ?? text
  }
}
