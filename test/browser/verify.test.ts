/** Verifying a document in a real browser: dropped, told, compared; at a desk and on a phone, in both themes, sound by axe. */
import { hash } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import axe from 'axe-core'
import { devices, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { p, row, table, wordFile } from '../rendering/support/word.ts'
import { unzip } from '../rendering/support/zip.ts'
import { rewritten } from '../support/data/word-copies.ts'
import { hasBrowser, launch, visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'
import { clientOf, upload } from '../support/services/http-service.ts'

/** A folder for pictures of the pages, to look at. */
const PICTURES = process.env['PICTURES']
const DESK = { viewport: { width: 1100, height: 850 } }
const PHONE = devices['iPhone 14']

describe.skipIf(!hasBrowser())('verifying', () => {
  let service: ConsoleService
  let browser: Browser
  let folder: string
  let link: () => Promise<string>
  beforeAll(async () => {
    service = await consoleService()
    browser = await launch()
    folder = await mkdtemp(path.join(tmpdir(), 'docgen-verify-'))
    const key = await service.app.keyFor('admin')
    const client = clientOf(service.api, key)
    const offer = wordFile({
      body:
        p('Offer for {{customer}}') + table(row('Item', 'Quantity'), row('Key', '{{quantity}}')) + p('Kind regards'),
    })
    const questions = JSON.stringify([{ name: 'quantity', kind: 'text' }])
    await client.ask('POST', '/templates', upload(offer, { name: 'Offer', questions }, 'offer.docx'), 201)
    const answers = { customer: 'Zoë Öztürk', quantity: '2' }
    const made = await client.ask('POST', '/documents', { template_id: 'offer', answers }, 201, { prefer: 'wait=30' })
    const response = await service.api.request(made.document.url, { headers: { authorization: `Bearer ${key}` } })
    const bytes = new Uint8Array(await response.arrayBuffer())
    await service.app.settled()
    await writeFile(path.join(folder, 'offer.docx'), bytes)
    const altered = await rewritten(bytes, 'document.xml', (xml) =>
      xml.replace('>2<', '>200<').replace('Kind regards', 'Kind regards, and thank you'),
    )
    await writeFile(path.join(folder, 'altered.docx'), altered)
    await writeFile(path.join(folder, 'other.txt'), 'Hello')
    const reader = await service.person('Reader', 'admin')
    link = () => service.linkFor(reader)
  })
  afterAll(async () => {
    await browser.close()
    await service.close()
  })

  const look = async (page: Page, name: string): Promise<void> => {
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }

  const verify = async (page: Page, file: string): Promise<void> => {
    await page.goto(`${service.url}/verify`)
    await page.locator('input[type=file]').setInputFiles(path.join(folder, file))
    await page.getByRole('button', { name: 'Verify' }).click()
  }

  test.each([
    ['at a desk, light', { ...DESK, colorScheme: 'light' }],
    ['at a desk, dark', { ...DESK, colorScheme: 'dark' }],
    ['on a phone, light', { ...PHONE, colorScheme: 'light' }],
    ['on a phone, dark', { ...PHONE, colorScheme: 'dark' }],
  ] as const)('%s', async (where, options: BrowserContextOptions) => {
    const { page, complaints } = await visitor(browser, service.url, options)
    await page.goto(await link())
    await page.waitForURL(service.url + '/')
    await page.goto(`${service.url}/verify`)
    await look(page, `verify-empty-${where}`)

    await verify(page, 'offer.docx')
    await page.getByRole('heading', { name: 'Made here, and unaltered' }).waitFor()
    await look(page, `verify-identical-${where}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Certificate' }).click(),
    ])
    const certificate = unzip(await readFile(await download.path()))
      .get('word/document.xml')!
      .toString('utf8')
    expect(certificate).toContain(hash('sha256', await readFile(path.join(folder, 'offer.docx'))))

    await verify(page, 'altered.docx')
    await page.getByRole('heading', { name: 'Altered since it was made here' }).waitFor()
    expect(await page.locator('.differences li').allInnerTexts()).toEqual([
      expect.stringMatching(/^Table 1, row 2\s+As it was made 2\s+In this file 200$/),
      expect.stringMatching(/^Paragraph 2\s+As it was made Kind regards\s+In this file Kind regards, and thank you$/),
    ])
    await look(page, `verify-altered-${where}`)

    await verify(page, 'other.txt')
    await page.getByRole('heading', { name: 'Not known here' }).waitFor()
    await look(page, `verify-unknown-${where}`)
    expect(complaints).toEqual([])
  })
})
