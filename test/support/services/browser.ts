/**
 * Headless Chromium for tests, and what no page may do: break the policy, fail in a script, or ask another host for
 * anything.
 */
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'

const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** False, and said loudly, where there is no browser; an error under CI. */
export function hasBrowser(): boolean {
  if (existsSync(chromiumPath)) return true
  const message = `There is no Chromium at ${chromiumPath}: no browser tests. Install it, or set CHROMIUM_PATH.`
  if (process.env['CI'] === 'true') throw new Error(message)
  process.stderr.write(`\n!!! ${message}\n\n`)
  return false
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** What went wrong in any page of theirs so far. */
  readonly complaints: string[]
}

/** A browser window of its own. */
export async function visitor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 850 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    acceptDownloads: true,
    ...options,
  })
  const complaints: string[] = []
  context.on('request', (request) => {
    const to = new URL(request.url())
    if (to.protocol !== 'data:' && to.protocol !== 'blob:' && to.origin !== new URL(url).origin)
      complaints.push(`asked ${request.url()}`)
  })
  context.on('weberror', (error) => complaints.push(`script: ${error.error().message}`))
  context.on('console', (line) => {
    // The browser notes every answer of 4xx; those are pages of ours.
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
      complaints.push(`console: ${line.text()}`)
  })
  return { context, page: await context.newPage(), complaints }
}
