/** What the API and the console share: the names of downloads. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerTemplate } from '../../../../../src/commands/template/register-template.ts'
import { createCommandRequest } from '../../../../../src/commands/command-metadata.ts'
import { attachmentHeaders } from '../../../../../src/adapters/inbound/web/shared/content-disposition.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { openSession } from '../../../../support/services/sign-in.ts'

let service: ConsoleService
let cookie: string
let secret: string
beforeAll(async () => {
  service = await consoleService()
  const author = await service.person('Ada', 'author')
  const session = await openSession(service.app, author)
  cookie = `docgen_session=${session}`
  secret = (await service.app.apiKeys.create({ name: 'program', tenant: 'default', roles: ['author'] })).secret
})
afterAll(async () => {
  await service.close()
})

const get = async (path: string, headers: Record<string, string>): Promise<Response> =>
  service.api.request(path, { headers: { host: 'localhost', ...headers } })

/** Registers a template whose file has this name; gives its id. */
async function register(file_name: string): Promise<string> {
  const caller = (await service.app.apiKeys.authenticate(secret))!
  const request = createCommandRequest(service.app, { caller, surface: 'http', request: file_name })
  const bytes = new TextEncoder().encode('Dear {{name}}.')
  const { state } = await registerTemplate(service.app, { file_name, bytes, name: undefined, draft: false }, request)
  return state.id!
}

describe('a downloaded file has the same name on both surfaces', () => {
  test.each([
    ['an umlaut and a slash', 'Öffer/1.txt', 'Offer_1.txt', 'Öffer_1.txt'],
    ['quotes and a per cent sign', 'a "b" 100%.txt', 'a _b_ 100_.txt', 'a "b" 100%.txt'],
  ])('with %s', async (_, file_name, ascii, extended) => {
    const id = await register(file_name)
    const path = `templates/${id}/versions/1/file`
    const program = await get(`/api/v1/${path}`, { authorization: `Bearer ${secret}` })
    const browser = await get(`/${path}`, { cookie })
    const expected = attachmentHeaders(file_name, 'text/plain')['content-disposition']
    expect(program.headers.get('content-disposition')).toBe(expected)
    expect(browser.headers.get('content-disposition')).toBe(expected)
    expect(expected).toContain(`filename="${ascii}"`)
    expect(decodeURIComponent(expected!.split("''")[1]!)).toBe(extended)
  })
})

test('a long name is cut to what file systems take', () => {
  const disposition = attachmentHeaders(`${'n'.repeat(300)}.docx`, 'text/plain')['content-disposition']
  expect(disposition).toBe(`attachment; filename="${'n'.repeat(255)}"; filename*=UTF-8''${'n'.repeat(255)}`)
})
