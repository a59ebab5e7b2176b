/** Signing in with a provider in a real browser: on a phone, in both themes, by keyboard, and against no policy of ours. */
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, launch } from '../support/services/browser.ts'
import { providerService, type ProviderService } from '../support/services/provider-service.ts'

const SLOW = 120_000
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true } as const

const inPage = (name: string): Promise<string> => readFile(new URL(`in-page/${name}.js`, import.meta.url), 'utf8')

describe.runIf(hasBrowser())('signing in, in Chromium', { timeout: SLOW }, () => {
  let service: ProviderService
  let browser: Browser
  const complaints: string[] = []
  beforeAll(async () => {
    service = await providerService({ partners: { tenant_claim: undefined } })
    browser = await launch()
    for (const who of ['ada', 'eve']) service.know(service.staff, who)
    service.know(service.partners, 'ada')
    service.know(service.partners, 'eve', { email: 'eve@private.example' })
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await service?.close()
    expect(complaints).toEqual([])
  })

  async function visit(login: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      locale: 'en-GB',
      reducedMotion: 'reduce',
      extraHTTPHeaders: { 'x-login': login },
      ...options,
    })
    context.on('console', (line) => {
      if (line.type() === 'error' && !line.text().startsWith('Failed to load')) complaints.push(line.text())
    })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    return page
  }

  const look = async (page: Page) => {
    const { wide, small } = await page.evaluate<{ wide: number; small: string[] }>(await inPage('fit'))
    expect([wide, small], page.url()).toEqual([0, []])
    expect(await page.evaluate(await inPage('low-contrast')), page.url()).toEqual([])
  }

  test.each(['light', 'dark'] as const)('pages fit a phone and can be read in %s', async (colorScheme) => {
    const page = await visit('ada', { colorScheme, ...PHONE })
    await page.goto(`${service.url}/sign-in`)
    await look(page)
    await page.getByRole('link', { name: 'Continue with Staff login' }).tap()
    await page.waitForURL(`${service.url}/`)
    await page.goto(`${service.url}/account/sign-in`)
    await look(page)

    const other = await visit('ada', { colorScheme, ...PHONE })
    await other.goto(`${service.url}/sign-in/with/partners`)
    await other.getByRole('heading', { name: 'Is this you?' }).waitFor()
    await look(other)
    await other.getByRole('link', { name: 'Continue with Staff login' }).tap()
    await other.getByRole('heading', { name: 'Add Partner login to your account?' }).waitFor()
    await look(other)
    await other.getByRole('link', { name: 'Leave everything as it is' }).tap()

    const refused = await visit('', { colorScheme, ...PHONE })
    await refused.goto(`${service.url}/sign-in/with/staff`)
    await refused.getByRole('heading', { name: 'Staff login did not let you in' }).waitFor()
    await look(refused)
  })

  test('goes by keyboard alone, out there and back, and two accounts become one', async () => {
    const first = await visit('eve')
    await first.goto(`${service.url}/sign-in/with/partners`)
    await first.waitForURL(`${service.url}/`)
    const page = await visit('eve')
    await page.goto(`${service.url}/account`)
    await page.getByRole('link', { name: 'Continue with Staff login' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    await page.goto(`${service.url}/account/sign-in`)
    await page.getByRole('link', { name: 'Partner login' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Make these two accounts one?' }).waitFor()
    await page.getByRole('button', { name: 'Make them one' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The two accounts are one').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign out of Staff login, too' }).waitFor()
  })
})
