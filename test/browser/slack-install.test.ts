/** The pages around an installation in Slack, in a real browser: on a phone, in both themes, without a fault that axe finds. */
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, launch, visitor } from '../support/services/browser.ts'
import { slackUnderTest, type SlackUnderTest } from '../support/services/slack-adapter.ts'

const SLOW = 120_000

let browser: Browser
let under: SlackUnderTest

describe.runIf(hasBrowser())('the pages around an installation', { timeout: SLOW }, () => {
  beforeAll(async () => {
    browser = await launch()
    under = await slackUnderTest({
      oauth: true,
      signedIn: () => ({ actor: 'key:admin', tenant: 'default', roles: ['admin'] }),
      settings: { support_url: 'https://example.com/help' },
    })
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await under?.close()
  })

  test.each(['/slack/install', '/slack/install?from=slack', '/slack/privacy', '/slack/oauth_redirect?state=x'])(
    '%s is sound on a phone and at a desk, by day and by night',
    async (path) => {
      for (const width of [360, 1100]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const { context, page, complaints } = await visitor(browser, under.url, {
            viewport: { width, height: 800 },
            colorScheme,
            bypassCSP: true,
          })
          await page.goto(`${under.url}${path}`)
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
          await page.evaluate(axe.source)
          const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
          expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
          expect(complaints).toEqual([])
          await context.close()
        }
      }
    },
  )

  test('its stylesheet is the one that its policy allows', async () => {
    const { context, page, complaints } = await visitor(browser, under.url)
    await page.goto(`${under.url}/slack/install`)
    expect(await page.evaluate("getComputedStyle(document.querySelector('.button')).backgroundColor")).toBe(
      'rgb(74, 21, 75)',
    )
    expect(complaints).toEqual([])
    await context.close()
  })
})
