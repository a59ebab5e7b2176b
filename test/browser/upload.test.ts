/**
 * Uploading in a real browser: what is refused stays chosen, and the marked copy comes as a download while the page
 * stays.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { p, wordFile } from '../rendering/support/word.ts'
import { unzip } from '../rendering/support/zip.ts'
import { hasBrowser, launch, visitor } from '../support/services/browser.ts'
import { consoleService, type ConsoleService } from '../support/services/console-service.ts'

describe.skipIf(!hasBrowser())('uploading', () => {
  let service: ConsoleService
  let browser: Browser
  let file: string
  beforeAll(async () => {
    service = await consoleService()
    browser = await launch()
    file = path.join(await mkdtemp(path.join(tmpdir(), 'docgen-upload-')), 'theirs.docx')
    await writeFile(file, wordFile({ body: p('Dear {name},') + p('you pay {price * 2} EUR.') }))
  })
  afterAll(async () => {
    await browser.close()
    await service.close()
  })

  test('another engine’s template: the losses, a marked copy, and no need to choose the file again', async () => {
    const { page, complaints } = await visitor(browser, service.url)
    await page.goto(await service.linkFor(await service.person('Author', 'author')))
    await page.waitForURL(service.url + '/')
    await page.goto(`${service.url}/templates/new`)
    await page.getByLabel('File (.docx').setInputFiles(file)
    await page.getByText('More', { exact: true }).click()
    await page.getByLabel('The tags of a Word file').selectOption('docxtemplater')
    await page.getByRole('button', { name: 'Add the template' }).click()
    await page.getByText('price_times_2').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'marked' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('theirs (marked).docx')
    const marked = await readFile(await download.path())
    expect(unzip(marked).get('word/comments.xml')?.toString('utf8')).toContain('is an expression')
    expect(await page.getByText('price_times_2').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Let them go' }).click()
    await page.waitForURL(`${service.url}/templates/theirs`)
    expect(await page.getByText('made from').isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })
})
