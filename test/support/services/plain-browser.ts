/** A browser without any script: cookies, forms and redirects, nothing else. */

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly location: string
}

export class PlainBrowser {
  cookie = ''
  csrf = ''
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async get(path: string, init: RequestInit = {}): Promise<Reply> {
    return this.#send(path, init)
  }

  async post(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Reply> {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries({ csrf: this.csrf, ...fields }))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
    return this.#send(path, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  }

  async #send(path: string, init: RequestInit): Promise<Reply> {
    const headers = { ...(init.headers as Record<string, string>), cookie: this.cookie }
    const response = await fetch(new URL(path, this.#url), { ...init, redirect: 'manual', headers })
    const set = response.headers.getSetCookie()[0]
    if (set !== undefined) this.cookie = set.split(';')[0]!
    const text = await response.text()
    this.csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf
    const location = response.headers.get('location') ?? ''
    return { status: response.status, headers: response.headers, text, location }
  }
}
