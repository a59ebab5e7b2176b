/** Handing a question over in a real browser: asked at a desk, answered on a phone, in both themes, found by axe to be sound. */
import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { hasBrowser, launch, visitor, type Visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'
import { upload } from '../support/services/http-service.ts'
import { openLink } from '../support/services/sign-in.ts'

const SLOW = 120_000
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true } as const
/** Where pictures of the pages are left to be looked at; nowhere where it is not set. */
const PICTURES = process.env['DOCGEN_TEST_PICTURES']

const inPage = (name: string): Promise<string> => readFile(new URL(`in-page/${name}.js`, import.meta.url), 'utf8')

describe.runIf(hasBrowser())('handing over, in Chromium', { timeout: SLOW }, () => {
  let service: ConsoleService
  let browser: Browser
  const visitors: Visitor[] = []
  beforeAll(async () => {
    service = await consoleService({ mail: outboxTransport() })
    browser = await launch()
    const file = 'Lease between {{landlord}} and {{tenant}}, for {{rent}} a month.'
    const headers = { authorization: `Bearer ${await service.app.keyFor('author')}` }
    const body = upload(file, { name: 'Lease', id: 'lease' })
    await service.api.request('/api/v1/templates', { method: 'POST', headers, body })
    await service.app.people.add({ tenant: 'default', name: 'Jörg Müller', kind: 'person', email: 'jm@example.com' })
    await service.app.people.add({ tenant: 'default', name: 'Jörg Müller', kind: 'person', email: 'j2@example.com' })
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await service?.close()
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })

  async function visit(options: Parameters<typeof visitor>[2]): Promise<Page> {
    const made = await visitor(browser, service.url, { reducedMotion: 'reduce', ...options })
    visitors.push(made)
    made.page.setDefaultTimeout(30_000)
    return made.page
  }

  const answer = async (page: Page, text: string) => {
    await page.locator('#now').getByRole('textbox').fill(text)
    await page.locator('#now form').getByRole('button').first().tap()
  }

  const look = async (page: Page, name: string) => {
    const { wide, small } = await page.evaluate<{ wide: number; small: string[] }>(await inPage('fit'))
    expect([wide, small], page.url()).toEqual([0, []])
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    expect(
      violations.map((one) => `${one.id}: ${one.nodes.map(({ html }) => html).join(' ')}`),
      name,
    ).toEqual([])
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
  }

  test.each(['light', 'dark'] as const)('a question and the rest, on a phone, in %s', async (colorScheme) => {
    const { app, url } = service
    const { actor } = await app.people.add({ tenant: 'default', name: 'Grace Hopper', kind: 'person' })
    const page = await visit({ colorScheme, ...PHONE })
    await page.goto(`${url}/sign-in?token=${await openLink(app, { actor, tenant: 'default', roles: [] })}`)
    await page.waitForURL(`${url}/`)
    await page.getByRole('button', { name: /Begin/ }).first().tap()
    await answer(page, 'Ada')
    await page.getByRole('heading', { name: 'Tenant' }).waitFor()
    await page.getByRole('link', { name: 'Ask somebody else' }).tap()

    // Names are suggested while they are typed, whatever the accents.
    const who = page.getByLabel('Colleague or e-mail address')
    const suggested = page.waitForResponse((response) => response.url().includes('/colleagues?who='))
    await who.pressSequentially('jorg mul')
    await suggested
    await expect.poll(() => page.locator('#colleagues-offered option').count()).toBe(2)
    await page.getByRole('button', { name: 'Ask them' }).tap()
    await page.getByRole('alert').filter({ hasText: 'Choose who is meant' }).waitFor()
    await look(page, `choose-${colorScheme}`)
    await page.getByLabel('Colleague or e-mail address').fill(`expert-${colorScheme}@example.com`)
    await page.getByRole('textbox', { name: /^Message/ }).fill('You signed with them, did you not?')
    await look(page, `form-${colorScheme}`)
    await page.getByRole('button', { name: 'Ask them' }).tap()
    await page.getByText('The mail waits to be sent.').waitFor()
    await app.sendMails()

    const linkOf = async () => {
      const [mail] = await app.mail!.mails.list('default', 1)
      return /http\S+token=\S+/.exec(mail!.kept!.text)![0]
    }
    const phone = await visit({ colorScheme, ...PHONE })
    await phone.goto(await linkOf())
    await phone.getByRole('heading', { name: 'Grace Hopper asks you a question' }).waitFor()
    await look(phone, `link-${colorScheme}`)
    await phone.getByRole('button', { name: 'Continue' }).tap()
    await phone.getByRole('heading', { name: 'Tenant' }).waitFor()
    await look(phone, `question-${colorScheme}`)
    await answer(phone, 'Charles')
    await phone.getByRole('heading', { name: 'Thank you' }).waitFor()
    await look(phone, `thanks-${colorScheme}`)

    // Whoever asked sees the answer without loading the page, and hands over what is left.
    await page.getByText('Charles').waitFor()
    await page.getByRole('link', { name: 'Ask somebody else' }).tap()
    await page.getByLabel(/Everything that is left/).check()
    await page.getByLabel('Colleague or e-mail address').fill(`helper-${colorScheme}@example.com`)
    await page.getByRole('button', { name: 'Ask them' }).tap()
    await page.getByText('everything that is left', { exact: true }).waitFor()
    await look(page, `waiting-${colorScheme}`)
    await app.sendMails()
    const helper = await visit({ colorScheme, ...PHONE })
    await helper.goto(await linkOf())
    await helper.getByRole('button', { name: 'Continue' }).tap()
    await helper.getByRole('heading', { name: 'Rent' }).waitFor()
    await look(helper, `rest-${colorScheme}`)
    await answer(helper, '900')
    await helper.getByRole('button', { name: 'I am done' }).waitFor()
    await look(helper, `review-${colorScheme}`)
    await helper.getByRole('button', { name: 'I am done' }).tap()
    await helper.getByRole('heading', { name: 'Thank you' }).waitFor()
    await look(helper, `done-${colorScheme}`)

    const dead = await visit({ colorScheme, ...PHONE })
    await dead.goto(await linkOf())
    await dead.getByRole('heading', { name: 'This link was used already' }).waitFor()
    await look(dead, `used-${colorScheme}`)
    await page.getByRole('button', { name: 'Make the document' }).waitFor()
  })
})
