/** The client in docs/http-api.md is the file that is compiled with everything else, and does what it says. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/adapters/inbound/web/server.ts'
import { httpService, upload, type Client, type HttpService } from '../support/services/http-service.ts'

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/make-document.ts', import.meta.url))
const OFFER =
  'Dear {{customer}},\n{{#items}}\n- {{quantity}} × {{item_name}}\n{{/items}}\n{{price}} until {{valid_until}}\n'

const run = promisify(execFile)

let service: HttpService
let server: RunningServer
let author: Client
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'docgen-example-'))
  service = await httpService()
  const { clock, logger } = service.app
  server = await startServer({ fetch: service.api.fetch, port: 0, live: service.live, clock, logger })
  author = await service.clientFor('author')
})
afterAll(async () => {
  await server.close(1000)
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

const runExample = () =>
  run(process.execPath, [EXAMPLE], {
    cwd: folder,
    env: { ...process.env, DOCGEN_URL: server.url, DOCGEN_KEY: author.key },
  })

it('stands in docs/http-api.md word for word', () => {
  const text = readFileSync(new URL('../../docs/http-api.md', import.meta.url), 'utf8')
  const [, ...lines] = readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n')
  expect(text).toContain(`\`\`\`ts\n${lines.join('\n')}\n\`\`\``)
})

it('says what is wrong, then makes the document, and run again the same one', async () => {
  await expect(runExample()).rejects.toThrow('not_found: ')
  expect((await author.send('POST', '/api/v1/templates', upload(OFFER, { name: 'Offer' }, 'offer.md'))).status).toBe(
    201,
  )
  const { stdout } = await runExample()
  const document = readFileSync(path.join(folder, 'offer.md'), 'utf8')
  expect(document).toMatch(
    /^Dear Zoë,\n- 2 × Key\n1,250\.00 until 24 December 2026\n\n<!-- docgen-content-id: [0-9a-f]{64} -->\n$/,
  )
  expect(stdout).toBe(`Offer, version 1: ${Buffer.byteLength(document)} bytes in offer.md\n`)
  expect((await runExample()).stdout).toBe(stdout)
  expect((await author.send('GET', '/api/v1/generations')).json.pagination.total).toBe(1)
})
