/** The pages of getting in, in a real browser: on a phone, in both themes, without a fault that axe finds. */
import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { makeOwnerLink } from '../../src/commands/people/make-link-for.ts'
import { hasBrowser, launch, visitor, type Visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'

const SLOW = 120_000
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }

const inPage = (name: string): Promise<string> => readFile(new URL(`in-page/${name}.js`, import.meta.url), 'utf8')

describe.runIf(hasBrowser())('getting in, in Chromium', { timeout: SLOW }, () => {
  let service: ConsoleService
  let browser: Browser
  const visitors: Visitor[] = []
  beforeAll(async () => {
    service = await consoleService({ mail: outboxTransport() })
    browser = await launch()
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await service?.close()
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })

  async function open(options = {}): Promise<Page> {
    const one = await visitor(browser, service.url, { reducedMotion: 'reduce', ...options })
    visitors.push(one)
    one.page.setDefaultTimeout(15_000)
    return one.page
  }

  /** No fault on this page, as it is, in both themes. */
  async function look(page: Page, name: string): Promise<void> {
    const { wide, small } = await page.evaluate<{ wide: number; small: string[] }>(await inPage('fit'))
    if ((page.viewportSize()?.width ?? 0) < 400) {
      expect(wide, `${name} is wider than the screen`).toBe(0)
      expect(small, `${name} has small targets`).toEqual([])
    }
    await page.evaluate(axe.source)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      expect(found, `${name} in ${colorScheme}`).toEqual([])
    }
  }

  test('from the first start to a colleague who accepts on a phone', async () => {
    const machine = await service.person('This machine', 'admin')
    const token = await makeOwnerLink(service.app, machine.actor, { tenant: 'default', surface: 'cli' })
    const owner = await open()
    await owner.goto(`${service.url}/sign-in?token=${token}`)
    await look(owner, 'first-start')
    await owner.getByLabel('Your name').fill('Ada Lovelace')
    await owner.getByLabel('E-mail address').fill('ada@example.com')
    await owner.keyboard.press('Enter')
    await owner.waitForURL(`${service.url}/`)

    await owner.goto(`${service.url}/people`)
    await owner.getByLabel('Name', { exact: true }).fill('Grace Hopper')
    await owner
      .getByLabel(/^E-mail address/)
      .first()
      .fill('grace@example.com')
    await owner
      .getByRole('checkbox', { name: /^author/ })
      .first()
      .check()
    await owner.getByRole('button', { name: 'Invite' }).click()
    await owner.getByText('The invitation is on its way to grace@example.com').waitFor()
    await owner.getByText('Change Grace Hopper').click()
    await look(owner, 'people')
    await owner.getByLabel('Name', { exact: true }).fill('Linus')
    await owner.getByRole('button', { name: 'Invite' }).click()
    await owner.getByText('Send them this link.').waitFor()
    await look(owner, 'people-link')

    await service.app.sendMails()
    await owner.goto(`${service.url}/operations`)
    await owner.locator('summary', { hasText: 'Ada Lovelace invites you to DocGen' }).click()
    await look(owner, 'outbox')
    const link = await owner.locator('.mail-text a[href*=token]').getAttribute('href')

    const phone = await open(PHONE)
    await phone.goto(`${service.url}/sign-in`)
    await look(phone, 'sign-in')
    await phone.getByLabel('E-mail address').fill('nobody@example.com')
    await phone.getByRole('button', { name: 'Send me a sign-in link' }).tap()
    await phone.getByText('If this address is known here').waitFor()
    await look(phone, 'asked')
    await phone.goto(link!)
    expect(await phone.getByLabel('Your name').inputValue()).toBe('Grace Hopper')
    await look(phone, 'invitation')
    await phone.getByRole('button', { name: 'Accept and sign in' }).tap()
    await phone.waitForURL(`${service.url}/`)
    await phone.goto(link!)
    await phone.getByText('This link was used already').waitFor()
    await look(phone, 'used')

    await owner.setViewportSize(PHONE.viewport)
    for (const path of ['people', 'operations']) {
      await owner.goto(`${service.url}/${path}`)
      await look(owner, `${path}-phone`)
    }
  })
})
