/** Slack answers errors with status 200 and `ok: false` (docs.slack.dev, “openid.connect.token”); OAuth wants 400. */
import { limitedFetch } from './limited-fetch.ts'

/** As RFC 6749 §5.2 names them. */
const OAUTH_ERRORS: Readonly<Record<string, string>> = {
  invalid_code: 'invalid_grant',
  code_already_used: 'invalid_grant',
  bad_redirect_uri: 'invalid_grant',
  invalid_client_id: 'invalid_client',
  bad_client_secret: 'invalid_client',
}

/** `limitedFetch`, with Slack's errors as OAuth's. */
export async function slackFetch(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await limitedFetch(url, init)
  if (response.status !== 200) return response
  const text = await response.text()
  const error = errorOf(text)
  const { headers } = response
  if (error === undefined) return new Response(text, { headers })
  return Response.json({ error: OAUTH_ERRORS[error] ?? 'invalid_request', error_description: error }, { status: 400 })
}

function errorOf(text: string): string | undefined {
  try {
    const { ok, error } = JSON.parse(text) as { readonly ok?: unknown; readonly error?: unknown }
    return ok === false ? String(error) : undefined
  } catch {
    return undefined
  }
}
