/** A browser of several sites: cookies of each origin, redirects, and forms; it says who logs in at a provider. */

export interface Page {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  readonly text: string
}

const MAX_REDIRECTS = 15

export class RedirectBrowser {
  /** Who it is at a provider. */
  login = ''
  /** By origin: other than real ones, ports have cookies of their own. */
  readonly cookies = new Map<string, Map<string, string>>()
  csrf = ''

  /** Follows redirects, up to one that leads to `until`, which is not opened. */
  async open(url: string, { until, ...init }: RequestInit & { readonly until?: RegExp } = {}): Promise<Page> {
    let [address, request] = [url, init]
    for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
      const response = await this.#send(address, request)
      const location = response.headers.get('location')
      const text = await response.text()
      const next = location === null ? undefined : new URL(location, address).href
      if (next === undefined || until?.test(next) === true || response.status < 300 || response.status > 399) {
        this.csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf
        return { status: response.status, url: next ?? address, headers: response.headers, text }
      }
      ;[address, request] = [next, {}]
    }
    throw new Error(`${url}: more than ${MAX_REDIRECTS} redirects.`)
  }

  post(url: string, fields: Record<string, string>): Promise<Page> {
    const body = new URLSearchParams({ csrf: this.csrf, ...fields })
    return this.open(url, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  }

  /** The names of the cookies of a site. */
  named(url: string): string[] {
    return [...(this.cookies.get(new URL(url).origin)?.keys() ?? [])]
  }

  async #send(address: string, init: RequestInit): Promise<Response> {
    const { origin } = new URL(address)
    const jar = this.cookies.get(origin) ?? new Map<string, string>()
    this.cookies.set(origin, jar)
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string>),
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-login': this.login,
      },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
}
