/** A browser that clicks what its page shows, by its words, and counts the clicks. No script runs. */

/** What a person does while following a guide. */
export class ClickingBrowser {
  /** Links, buttons, boxes and menus. Typing, pasting and opening an address are none. */
  clicks = 0
  text = ''
  readonly #cookies = new Map<string, string>()
  readonly #filled = new Map<string, string>()
  #url = 'http://127.0.0.1/'

  /** Opens an address that a guide names; a cookie may be there already. */
  async open(url: string, cookie?: string): Promise<void> {
    const [name, value] = cookie?.split(/=(.*)/) ?? []
    if (name !== undefined && value !== undefined) this.#cookies.set(`${new URL(url).origin} ${name}`, value)
    await this.#go(url)
  }

  /** Types or pastes into a field. */
  fill(name: string, value: string): void {
    if (!this.text.includes(`name="${name}"`)) throw new Error(`There is no field ${name}.`)
    this.#filled.set(name, value)
  }

  /** Ticks a box, or picks from a menu. */
  choose(name: string, value: string): void {
    this.fill(name, value)
    this.clicks += 1
  }

  /** Shows what is hidden behind “Show”, and copies it. */
  reveal(id: string): string {
    this.clicks += 1
    return this.copy(id)
  }

  /** Copies what is shown. */
  copy(id: string): string {
    const value = new RegExp(`id="${id}"[^>]*>([^<]+)<`).exec(this.text)?.[1]
    if (value === undefined) throw new Error(`There is nothing called ${id} on the page.`)
    return value
  }

  /** Clicks a link or a button by its words. */
  async click(words: string): Promise<void> {
    this.clicks += 1
    const link = [...this.text.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>([^<]+)<\/a/g)].find(
      ([, , shown]) => shown?.trim() === words,
    )
    if (link !== undefined) return this.#go(decode(link[1] ?? ''))
    for (const [, attributes = '', inner = ''] of this.text.matchAll(/<form([^>]*)>([^]*?)<\/form>/g)) {
      const button = [...inner.matchAll(/<button([^>]*)>([^<]+)<\/button/g)].find(
        ([, , shown]) => shown?.trim() === words,
      )
      if (button !== undefined) return this.#submit(attributes, inner, button[1] ?? '')
    }
    throw new Error(`There is no “${words}” on the page: ${this.text.replaceAll(/<[^>]*>|\s+/g, ' ')}`)
  }

  async #submit(attributes: string, inner: string, button: string): Promise<void> {
    const fields = new URLSearchParams()
    for (const [, given = ''] of inner.matchAll(/<input([^>]*)>/g))
      if (attribute(given, 'type') === 'hidden') fields.set(attribute(given, 'name'), attribute(given, 'value'))
    for (const [, options = '', name = ''] of inner.matchAll(/<select([^>]*name="([^"]+)"[^>]*)>/g))
      fields.set(name, attribute(/<option value="([^"]*)"/.exec(inner)?.[0] ?? options, 'value'))
    for (const [name, value] of this.#filled) fields.set(name, value)
    if (attribute(button, 'name') !== '') fields.set(attribute(button, 'name'), attribute(button, 'value'))
    const action = attribute(attributes, 'action')
    if (attribute(attributes, 'method') === 'post') await this.#go(action, { method: 'POST', body: fields })
    else await this.#go(`${action}?${fields.toString()}`)
  }

  async #go(address: string, init: RequestInit = {}): Promise<void> {
    const url = new URL(address, this.#url)
    const cookie = [...this.#cookies]
      .filter(([key]) => key.startsWith(`${url.origin} `))
      .map(([key, value]) => `${key.slice(url.origin.length + 1)}=${value}`)
      .join('; ')
    const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      this.#cookies.set(`${url.origin} ${name}`, value)
    }
    this.#url = url.href
    this.#filled.clear()
    this.text = await answer.text()
    const to = answer.headers.get('location')
    if (to !== null) await this.#go(to)
  }
}

const attribute = (attributes: string, name: string): string =>
  decode(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')

const decode = (escaped: string): string =>
  escaped
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
