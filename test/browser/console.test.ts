/**
 * The console in a real browser: by keyboard alone, on a phone, in two windows at once; and never against its own
 * policy.
 */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../src/domain/kernel/access.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { hasBrowser, launch, visitor, type Visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'

const SLOW = 120_000

const inPage = (name: string): Promise<string> => readFile(new URL(`in-page/${name}.js`, import.meta.url), 'utf8')

describe.runIf(hasBrowser())('the console in Chromium', { timeout: SLOW }, () => {
  let service: ConsoleService
  let browser: Browser
  let author: Caller
  const visitors: Visitor[] = []

  beforeAll(async () => {
    service = await consoleService()
    browser = await launch()
    author = await service.person('Ada', 'admin')
  }, SLOW)

  afterAll(async () => {
    await browser?.close()
    await service?.close()
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })

  async function signedIn(options = {}): Promise<Page> {
    const one = await visitor(browser, service.url, { reducedMotion: 'reduce', ...options })
    visitors.push(one)
    one.page.setDefaultTimeout(15_000)
    await one.page.goto(await service.linkFor(author))
    await one.page.waitForURL(`${service.url}/`)
    return one.page
  }

  async function uploaded(page: Page, name: string, text: string): Promise<void> {
    await page.goto(`${service.url}/templates/new`)
    await page
      .getByLabel('File (.docx')
      .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page.getByLabel(/^Name/).fill(name)
    await page.getByRole('button', { name: 'Add the template' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }

  const asked = (page: Page, label: string | RegExp) => page.locator('#now h2', { hasText: label }).waitFor()

  /** Types into whatever has the focus, and sends it. */
  async function typed(page: Page, text: string): Promise<void> {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }

  /** Tab until a control with this name has the focus. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      const focused = page.locator(':focus')
      if ((await focused.count()) > 0 && name.test(((await focused.textContent()) ?? '').trim())) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`No control ${String(name)} was reached with the keyboard.`)
  }

  test('from the upload to the downloaded document, with the keyboard alone once the file is chosen', async () => {
    const page = await signedIn()
    await uploaded(
      page,
      'Tenancy',
      'Dear {{tenant_name}},\n{{#has_pet}}your {{pet}} may stay{{/has_pet}} ' +
        'from {{start_date}} for {{rent_amount}}.\n{{note}}',
    )
    // The author refines: a label, an optional question with help.
    await tabTo(page, /^Edit Note$/)
    await page.keyboard.press('Enter')
    await page.locator('.edit-question').waitFor()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Anything else?')
    await page.getByLabel('Has to be answered').focus()
    await page.keyboard.press('Space')
    await tabTo(page, /^Save$/)
    await page.keyboard.press('Enter')
    await page.locator('.question', { hasText: 'Anything else?' }).locator('.tag', { hasText: 'optional' }).waitFor()

    expect(await page.locator(':focus').textContent()).toBe('Edit Anything else?')
    await tabTo(page, /^Use it$/)
    await page.keyboard.press('Enter')
    await asked(page, 'Tenant name')
    await typed(page, 'Zoë Keller')
    await asked(page, 'Pet?')
    await page.keyboard.press('Enter') // “Yes” has the focus
    await asked(page, /^Pet$/)
    await typed(page, 'cat')
    await asked(page, 'Start date')
    await typed(page, 'never')
    await page.locator('.alert', { hasText: 'cannot be read as a date' }).waitFor()
    expect(await page.locator(':focus').inputValue()).toBe('never')
    await page.keyboard.press('ControlOrMeta+a')
    await typed(page, '24 December 2026')
    await asked(page, 'Rent amount')
    await typed(page, '1,250.00')
    await asked(page, 'Anything else?')
    await tabTo(page, /^Skip$/)
    await page.keyboard.press('Enter')
    await asked(page, 'Look it over')
    await tabTo(page, /^Change Pet$/)
    await page.keyboard.press('Enter')
    await page.locator('.answers .ask-form').waitFor()
    await page.keyboard.press('ControlOrMeta+a')
    await typed(page, 'old cat')
    await page.locator('.answers', { hasText: 'old cat' }).waitFor()
    await tabTo(page, /^Make the document$/)
    await page.keyboard.press('Enter')
    await asked(page, 'Your document is ready')
    const download = page.waitForEvent('download')
    await tabTo(page, /^Download$/)
    await page.keyboard.press('Enter')
    const file = await readFile(await (await download).path(), 'utf8')
    expect(file).toContain('Dear Zoë Keller,\nyour old cat may stay from 24 December 2026 for 1,250.00.')
    await page.locator('#talk[data-state=delivered]').waitFor()
  })

  test('a mistake in a file is shown with its place, and the chosen file and name stay', async () => {
    const page = await signedIn()
    await page.goto(`${service.url}/templates/new`)
    await page
      .getByLabel('File (.docx')
      .setInputFiles({ name: 'broken.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear {{#name}}') })
    await page.getByLabel(/^Name/).fill('Half done')
    await page.getByRole('button', { name: 'Add the template' }).click()
    await page.locator('.mistakes li', { hasText: 'line 1' }).waitFor()
    expect(await page.getByLabel(/^Name/).inputValue()).toBe('Half done')
    expect(
      await page
        .getByLabel('File (.docx')
        .evaluate((input) => (input as unknown as { files: { name: string }[] }).files[0]?.name),
    ).toBe('broken.txt')
  })

  test('two windows: the other one follows, keeps what is being typed, and shows both answers', async () => {
    const one = await signedIn()
    await uploaded(one, 'Shared', 'Dear {{first_name}} {{last_name}} of {{city}}')
    await one.getByRole('button', { name: 'Use it' }).click()
    await asked(one, 'First name')
    const two = await signedIn()
    await two.goto(one.url())
    await asked(two, 'First name')

    await typed(one, 'Anna')
    await asked(two, 'Last name') // nothing was typed there: it follows
    await two.keyboard.type('Berger')
    await typed(one, 'Albrecht')
    await asked(one, 'City')
    await two.locator('.elsewhere:visible').waitFor()
    expect(await two.locator('#now input[name=value]').inputValue()).toBe('Berger')
    expect(await two.locator(':focus').inputValue()).toBe('Berger')
    await two.keyboard.press('Enter')
    await two.locator('.conflict', { hasText: 'Albrecht' }).getByText('Berger').waitFor()
    await two.getByRole('button', { name: 'Use mine' }).click()
    await asked(two, 'City')
    await one.locator('.chat', { hasText: 'Berger' }).waitFor()
  })

  test('an answer that could not be sent is still there', async () => {
    const page = await signedIn()
    await uploaded(page, 'Offline', 'Dear {{name}} of {{city}}')
    await page.getByRole('button', { name: 'Use it' }).click()
    await asked(page, 'Name')
    const path = '**/generations/*/answers'
    await page.route(path, (route) => route.fulfill({ status: 503, body: 'down' }))
    await typed(page, 'A long and careful answer')
    await page.locator('#message:visible', { hasText: 'Nothing you typed is lost' }).waitFor()
    expect(await page.locator('#now input[name=value]').inputValue()).toBe('A long and careful answer')
    await page.unroute(path)
    await page.keyboard.press('Enter')
    await asked(page, 'City')
  })

  test('on a phone no page scrolls sideways, and what one taps is large enough', async () => {
    const fit = await inPage('fit')
    const page = await signedIn({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
    for (const name of ['letter', 'offer']) {
      await page.goto(`${service.url}/templates/new`)
      const csrf = await page.locator('input[name=csrf]').first().inputValue()
      await page.evaluate(
        async ([name, csrf]) => {
          await fetch(`/templates/samples/${name}`, { method: 'POST', body: new URLSearchParams({ csrf: csrf! }) })
        },
        [name, csrf],
      )
    }
    await page.goto(`${service.url}/templates/offer`)
    await page.getByRole('button', { name: 'Use it' }).tap()
    await asked(page, 'Who makes the offer?')
    const conversation = new URL(page.url()).pathname
    await typed(page, 'Donaudampfschifffahrtsgesellschaft'.repeat(4))
    await asked(page, 'Who is it for?')
    await service.app.settled()
    for (const path of [
      '/',
      '/templates',
      '/templates/new',
      '/templates/offer',
      '/templates/offer?q=items&q=price',
      conversation,
      `${conversation}?edit=company`,
      `${conversation}/timeline`,
      '/audit',
      '/reports',
      '/operations',
      '/keys',
      '/sign-in',
    ]) {
      await page.goto(service.url + path)
      const { wide, small } = await page.evaluate<{ wide: number; small: string[] }>(fit)
      expect(wide, `${path} is wider than the screen`).toBe(0)
      expect(small, `${path} has small targets`).toEqual([])
    }
  })

  test.each(['light', 'dark'] as const)('text can be read in %s: 4.5 to 1 or more', async (colorScheme) => {
    const page = await signedIn({ colorScheme })
    await uploaded(page, `Contrast ${colorScheme}`, 'Dear {{name}}, {{note}}')
    await page.getByRole('button', { name: 'Use it' }).click()
    await asked(page, 'Name')
    await typed(page, 'Anna')
    await asked(page, 'Note')
    const conversation = new URL(page.url()).pathname
    await service.app.settled()
    for (const path of [
      conversation,
      '/',
      `/templates/contrast-${colorScheme}?q=note`,
      '/reports',
      '/operations',
      '/sign-in',
    ]) {
      await page.goto(service.url + path)
      expect(await page.evaluate(await inPage('low-contrast')), path).toEqual([])
    }
  })

  test('the made Word file of a sample can be opened again', async () => {
    const page = await signedIn()
    await page.goto(`${service.url}/templates/letter`)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Preview' }).click()
    const bytes = await readFile(await (await download).path())
    expect((await compileTemplate(bytes, 'docx')).ok).toBe(true)
  })
})
