/** A template's link in a real browser: published at a desk, answered on a phone, without a fault that axe finds. */
import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { createCommandRequest } from '../../src/commands/command-metadata.ts'
import { registerTemplate } from '../../src/commands/template/register-template.ts'
import { hasBrowser, launch, visitor, type Visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'

const SLOW = 120_000
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }

const inPage = (name: string): Promise<string> => readFile(new URL(`in-page/${name}.js`, import.meta.url), 'utf8')

describe.runIf(hasBrowser())('a link for people without an account, in Chromium', { timeout: SLOW }, () => {
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

  /** No fault on this page, as it is, in both themes; on a phone it fits. */
  async function look(page: Page, name: string): Promise<void> {
    if ((page.viewportSize()?.width ?? 0) < 400) {
      const { wide, small } = await page.evaluate<{ wide: number; small: string[] }>(await inPage('fit'))
      expect(wide, `${name} is wider than the screen`).toBe(0)
      expect(small, `${name} has small targets`).toEqual([])
    }
    await page.evaluate(axe.source)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      expect(found, `${name} in ${colorScheme}`).toEqual([])
      if (process.env['PICTURES'] !== undefined)
        await page.screenshot({ path: `${process.env['PICTURES']}/${name}-${colorScheme}.png`, fullPage: true })
    }
  }

  test('published by its author, answered on a phone with a proved address, and come back to on another device', async () => {
    const ada = await service.person('Ada Lovelace', 'author')
    const bytes = Buffer.from('Dear {{name}}, re {{matter}}')
    const request = createCommandRequest(service.app, { caller: ada, surface: 'http', request: 'template' })
    const template = { id: 'lease', name: 'Rental agreement', file_name: 'lease.txt', bytes, draft: false }
    await registerTemplate(service.app, template, request)

    const author = await open()
    await author.goto(await service.linkFor(ada))
    await author.waitForURL(`${service.url}/`)
    await author.goto(`${service.url}/templates/lease`)
    await author.getByRole('link', { name: 'Links', exact: true }).click()
    await look(author, 'links-none')
    await author.getByLabel(/^Title/).fill('Tenants of Hill Street')
    await author.getByRole('checkbox', { name: /Ask for a proved/ }).check()
    await author.getByRole('button', { name: 'Make the link' }).click()
    await author.getByRole('button', { name: 'Copy' }).click()
    await author.getByRole('button', { name: 'Copied' }).waitFor()
    const url = await author.getByLabel('Link', { exact: true }).inputValue()
    await look(author, 'links-made')

    const phone = await open(PHONE)
    await phone.goto(url)
    await phone.getByRole('heading', { name: 'Rental agreement' }).waitFor()
    await look(phone, 'answer')
    await phone.getByLabel(/^Your e-mail address/).fill('zoe@example.org')
    await phone.getByRole('button', { name: 'Send me the link' }).tap()
    await phone.getByRole('heading', { name: 'Check your mail' }).waitFor()
    await look(phone, 'answer-mailed')
    await service.app.sendMails()
    const [mail] = await service.app.mail!.mails.list('default', 1)
    await phone.goto(/http\S+/.exec(mail!.kept!.text)![0])
    await look(phone, 'answer-proved')
    await phone.getByRole('button', { name: 'Begin' }).tap()
    await phone.getByRole('heading', { name: 'Keep this link' }).waitFor()
    await look(phone, 'answer-begun')
    const back = await phone.getByLabel('Your link back').inputValue()
    await phone.getByRole('link', { name: 'Continue' }).tap()
    await phone.locator('#now [name=value]').fill('Zoë')
    await look(phone, 'answer-question')
    await phone.getByRole('button', { name: 'Answer', exact: true }).tap()
    await phone.locator('#now[data-question=Matter]').waitFor()
    await phone.getByRole('button', { name: 'Leave' }).tap()
    await phone.getByRole('heading', { name: 'You have left' }).waitFor()
    await look(phone, 'answer-left')

    const other = await open(PHONE)
    await other.goto(back)
    await look(other, 'answer-return')
    await other.getByRole('button', { name: 'Go on' }).tap()
    await other.locator('#now [name=value]').fill('Rent')
    await other.getByRole('button', { name: 'Answer', exact: true }).tap()
    await other.getByRole('button', { name: 'Make the document' }).tap()
    await other.getByRole('heading', { name: 'Your document is ready' }).waitFor()
    await look(other, 'answer-ready')
    await other.goto(`${service.url}/templates`)
    await look(other, 'answer-refused')

    await author.setViewportSize(PHONE.viewport)
    await author.goto(`${service.url}/templates/lease/links`)
    await author.getByText('Who began (1)').click()
    await author.getByText('zoe@example.org').waitFor()
    await look(author, 'links-phone')
    author.on('dialog', (dialog) => void dialog.accept())
    await author.getByRole('button', { name: 'Withdraw' }).click()
    await author.getByText('withdrawn', { exact: true }).waitFor()
    await other.goto(back)
    await other.getByRole('heading', { name: 'This link was withdrawn' }).waitFor()
    await look(other, 'answer-withdrawn')
  })
})
