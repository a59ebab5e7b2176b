/** A browser of somebody who is signed in: keeps its cookie, and sends forms as its pages would. */
import type { Caller } from '../../../src/domain/kernel/access.ts'
import type { ConsoleService } from './console-service.ts'
import { openSession } from './sign-in.ts'

export interface Page {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

export interface ConsoleClient {
  readonly caller: Caller
  /** The session’s token, as the cookie has it now. */
  readonly token: () => string
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Page>
  /** Sends a form, with the proof that it is ours. */
  readonly post: (path: string, fields?: Readonly<Record<string, string | readonly string[]>>) => Promise<Page>
}

export async function consoleClient(
  { api, app }: Pick<ConsoleService, 'api' | 'app'>,
  caller: Caller,
  name = 'docgen_session',
): Promise<ConsoleClient> {
  let token = await openSession(app, caller)
  let csrf = app.keyRing.digest(`csrf ${token}`)
  const send = async (path: string, init: RequestInit, headers: Record<string, string>): Promise<Page> => {
    const response = await api.request(path, {
      ...init,
      headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', cookie: `${name}=${token}`, ...headers },
    })
    const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))
    const next = set === undefined ? undefined : /^[^=]+=([^;]+)/.exec(set)?.[1]
    const text = await response.text()
    if (next !== undefined) {
      token = next
      csrf = app.keyRing.digest(`csrf ${token}`)
    }
    return { status: response.status, text, headers: response.headers }
  }
  return {
    caller,
    token: () => token,
    get: (path, headers = {}) => send(path, { method: 'GET' }, headers),
    async post(path, fields = {}) {
      const body = new URLSearchParams({ csrf })
      for (const [field, values] of Object.entries(fields))
        for (const value of typeof values === 'string' ? [values] : values) body.append(field, value)
      return send(
        path,
        { method: 'POST', body: body.toString() },
        { 'content-type': 'application/x-www-form-urlencoded' },
      )
    },
  }
}
