/** Nothing on a page is older than what was done on it: actions lead on, and whatever carries a revision is fresh. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../src/domain/kernel/access.ts'
import { hasBrowser, launch, visitor, type Visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'

const SLOW = 120_000

const textFile = (text: string) => ({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })

describe.runIf(hasBrowser())('fresh pages', { timeout: SLOW }, () => {
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

  async function signedIn(options: BrowserContextOptions = {}): Promise<Page> {
    const one = await visitor(browser, service.url, { reducedMotion: 'reduce', ...options })
    visitors.push(one)
    one.page.setDefaultTimeout(10_000)
    await one.page.goto(await service.linkFor(author))
    // Without script the link is followed by a button.
    if (options.javaScriptEnabled === false) await one.page.getByRole('button').first().click()
    await one.page.waitForURL(`${service.url}/`)
    return one.page
  }

  async function uploaded(page: Page, name: string, text: string, draft = false): Promise<void> {
    await page.goto(`${service.url}/templates/new`)
    await page.getByLabel('File (.docx').setInputFiles(textFile(text))
    await page.getByLabel(/^Name/).fill(name)
    if (draft) {
      await page.getByText('More', { exact: true }).click()
      await page.getByLabel('Keep it as a draft for now').check()
    }
    await page.getByRole('button', { name: 'Add the template' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const labelField = (page: Page) => page.getByRole('textbox', { name: 'Label', exact: true })
  /** Reloads the page until it has this heading. Chromium parses no <noscript> here, so its link cannot be clicked. */
  async function reloadUntil(page: Page, heading: string): Promise<void> {
    const reached = async (): Promise<boolean> => page.locator('#now h2', { hasText: heading }).isVisible()
    while (!(await reached())) await page.reload()
  }
  const asked = (page: Page, label: string) => page.locator('#now h2', { hasText: label }).waitFor()
  const pathOf = (page: Page): string => new URL(page.url()).pathname

  async function answered(page: Page, text: string): Promise<void> {
    await page.locator('#now input[name=value]').fill(text)
    await button(page, 'Answer').click()
  }

  /** Another conversation is there, with the answers of the first, and stays there. */
  async function anotherIsShown(page: Page, from: string): Promise<void> {
    await page.waitForURL((url) => url.pathname !== from)
    await asked(page, 'Look it over')
    await page.locator('.answers', { hasText: 'Anna' }).getByText('carried over').waitFor()
    const copy = pathOf(page)
    expect(copy).toMatch(/^\/generations\/[-0-9a-f]{36}$/)
    // What it does is done to the new conversation, with the old one left alone.
    await page.locator('.answers .change').first().click()
    await page.locator('.answers input[name=value]').fill('Berta')
    await button(page, 'Save').click()
    await page.locator('.answers', { hasText: 'Berta' }).waitFor()
    expect(pathOf(page)).toBe(copy)
    await page.goto(service.url + from)
    expect(await page.locator('#talk').textContent()).toContain('Anna')
  }

  describe.each([
    ['with', true],
    ['without', false],
  ])('%s JavaScript', (_, javaScriptEnabled) => {
    const name = (what: string) => `${what} ${javaScriptEnabled ? 'scripted' : 'plain'}`

    test('“Make another like this one” leads to the other one', async () => {
      const page = await signedIn({ javaScriptEnabled })
      await uploaded(page, name('Another'), 'Dear {{name}}')
      await button(page, 'Use it').click()
      await answered(page, 'Anna')
      await asked(page, 'Look it over')
      await button(page, 'Make the document').click()
      await page.locator('#now h2', { hasText: /Making your document|Your document is ready/ }).waitFor()
      // Without script the page is reloaded by hand until the document is there.
      if (!javaScriptEnabled) await reloadUntil(page, 'Your document is ready')
      await asked(page, 'Your document is ready')
      const from = pathOf(page)
      await button(page, 'Make another like this one').click()
      await anotherIsShown(page, from)
    })

    test('“Start again with these answers” leads to the other one', async () => {
      const page = await signedIn({ javaScriptEnabled })
      await uploaded(page, name('Again'), 'Dear {{name}}')
      await button(page, 'Use it').click()
      await answered(page, 'Anna')
      await asked(page, 'Look it over')
      page.on('dialog', (dialog) => void dialog.accept())
      await button(page, 'Cancel').click()
      await asked(page, 'This conversation was cancelled')
      const from = pathOf(page)
      await button(page, 'Start again with these answers').click()
      await anotherIsShown(page, from)
    })

    test('when the template is retired, “Start again” says why it does not', async () => {
      const page = await signedIn({ javaScriptEnabled })
      await uploaded(page, name('Retired'), 'Dear {{name}}')
      await button(page, 'Use it').click()
      await asked(page, 'Name')
      const from = pathOf(page)
      page.on('dialog', (dialog) => void dialog.accept())
      await button(page, 'Cancel').click()
      await asked(page, 'This conversation was cancelled')
      const author = await signedIn()
      await author.goto(`${service.url}/templates/${name('retired').replace(' ', '-')}`)
      await button(author, 'Retire').click()
      await button(author, 'Restore').waitFor()
      await button(page, 'Start again with these answers').click()
      await page.getByText('This template is retired').filter({ visible: true }).waitFor()
      if (javaScriptEnabled) expect(pathOf(page)).toBe(from)
    })

    test('an edit, a move, and another edit: then it is published', async () => {
      const page = await signedIn({ javaScriptEnabled })
      await uploaded(page, name('Draft'), 'Dear {{name}} of {{city}}', true)
      await page.locator('#question-name-edit').click()
      await labelField(page).fill('Whose letter is it?')
      await button(page, 'Save').click()
      await page.locator('.question .label', { hasText: 'Whose letter is it?' }).waitFor()
      await page.locator('#question-city-up').click()
      await page.locator('.questions > li:first-child .label', { hasText: 'City' }).waitFor()
      await page.locator('#question-city-edit').click()
      await labelField(page).fill('Which city?')
      await button(page, 'Save').click()
      await page.locator('.question .label', { hasText: 'Which city?' }).waitFor()
      await page.locator('.page-head', { hasText: 'version 4' }).waitFor()
      expect(await page.locator('.versions li').count()).toBe(4)
      await button(page, 'Publish').click()
      await page.locator('.page-head .published').waitFor()
      await page.locator('.versions li', { hasText: 'Version 4' }).locator('.published').waitFor()
    })
  })

  test.each(['Retire', 'Upload it', 'Preview'])('after an edit, nobody else about: %s', async (what) => {
    const page = await signedIn()
    await uploaded(page, `Edited then ${what}`, 'Dear {{name}}')
    await page.locator('#question-name-edit').click()
    await labelField(page).fill('Whose letter is it?')
    await page.locator('details', { hasText: 'Upload a new version' }).locator('summary').first().click()
    await page.getByLabel('File (.docx').setInputFiles(textFile('Hello {{name}}'))
    await button(page, 'Save').click()
    await page.locator('.question .label', { hasText: 'Whose letter is it?' }).waitFor()
    if (what === 'Preview') {
      const [download] = await Promise.all([page.waitForEvent('download'), button(page, what).click()])
      expect(download.suggestedFilename()).toMatch(/\.txt$/)
      return
    }
    // The chosen file is still chosen.
    await button(page, what).click()
    if (what === 'Retire') await button(page, 'Restore').waitFor()
    else await page.locator('.page-head', { hasText: 'version 3' }).waitFor()
  })

  test('what was typed and not sent comes back after a move, and can be saved', async () => {
    const page = await signedIn()
    await uploaded(page, 'Typed', '{{name}} {{city}}')
    await page.locator('#question-name-edit').click()
    await labelField(page).fill('Whose letter is it?')
    await page.locator('#question-city-up').click()
    await page.locator('.questions > li:first-child .label', { hasText: 'City' }).waitFor()
    await page.locator('#question-name-edit').click()
    expect(await labelField(page).inputValue()).toBe('Whose letter is it?')
    await button(page, 'Save').click()
    await page.locator('.question .label', { hasText: 'Whose letter is it?' }).waitFor()
  })

  describe('two windows: what the second does on what it has not seen is refused, once, with a word', () => {
    async function twoWindows(name: string): Promise<{ readonly one: Page; readonly two: Page }> {
      const one = await signedIn()
      await uploaded(one, name, '{{name}} {{city}} {{street}}', true)
      const two = await signedIn()
      await two.goto(one.url())
      await one.locator('#question-name-edit').click()
      await labelField(one).fill('Whose letter is it?')
      await button(one, 'Save').click()
      await one.locator('.question .label', { hasText: 'Whose letter is it?' }).waitFor()
      return { one, two }
    }
    const CHANGED = /changed/i
    const notice = (page: Page) =>
      page.locator('.alert, .banner, .conflict').filter({ hasText: CHANGED, visible: true }).first().waitFor()

    test('publish', async () => {
      const { two } = await twoWindows('Publish twice')
      await button(two, 'Publish').click()
      await notice(two)
      await button(two, 'Publish').click()
      await two.locator('.page-head .published').waitFor()
    })

    test('move', async () => {
      const { two } = await twoWindows('Move twice')
      await two.locator('#question-street-up').click()
      await notice(two)
      await two.locator('.question .label', { hasText: 'Whose letter is it?' }).waitFor()
      await two.locator('#question-street-up').click()
      await two.locator('.questions > li:nth-child(2) .label', { hasText: 'Street' }).waitFor()
      expect(await two.locator('.alert').count()).toBe(0)
    })

    test('edit', async () => {
      const { one, two } = await twoWindows('Edit twice')
      await two.locator('#question-city-edit').click()
      await labelField(two).fill('Which city?')
      await one.locator('#question-street-up').click()
      await one.locator('.questions > li:nth-child(2) .label', { hasText: 'Street' }).waitFor()
      await button(two, 'Save').click()
      await notice(two)
      await button(two, 'Save').click()
      await two.locator('.question .label', { hasText: 'Which city?' }).waitFor()
      await button(two, 'Publish').click()
      await two.locator('.page-head .published').waitFor()
    })

    test('upload', async () => {
      const { two } = await twoWindows('Upload twice')
      await two.locator('details', { hasText: 'Upload a new version' }).locator('summary').first().click()
      await two.getByLabel('File (.docx').setInputFiles(textFile('Hello {{name}}'))
      await button(two, 'Upload it').click()
      await notice(two)
      await button(two, 'Upload it').click()
      await two.locator('.versions li', { hasText: 'Version 3' }).waitFor()
    })
  })

  test('a conversation that has ended offers no cancelling, in the window that ended it or another', async () => {
    const one = await signedIn()
    await uploaded(one, 'Ended', 'Dear {{name}}')
    await button(one, 'Use it').click()
    await answered(one, 'Anna')
    await asked(one, 'Look it over')
    const two = await signedIn()
    await two.goto(one.url())
    await button(one, 'Make the document').click()
    for (const page of [one, two]) {
      await asked(page, 'Your document is ready')
      await button(page, 'Cancel').waitFor({ state: 'detached' })
    }
  })
})
