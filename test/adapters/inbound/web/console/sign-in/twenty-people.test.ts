/** Twenty people whom nobody knows sign in and make a document each, all at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCommandRequest } from '../../../../../../src/commands/command-metadata.ts'
import { registerTemplate } from '../../../../../../src/commands/template/register-template.ts'
import { providerService, type ProviderService } from '../../../../../support/services/provider-service.ts'

const WHO = Array.from({ length: 20 }, (_, index) => `person-${index}`)

let service: ProviderService
beforeAll(async () => {
  service = await providerService()
  for (const who of WHO) service.know(service.staff, who)
})
afterAll(() => service.close())

test('each is a person of their own with a document of their own; a sign-in asks the provider twice', async () => {
  const { app, staff } = service
  const author = await service.person('Ann', 'author')
  const template = { name: 'Note', file_name: 'note.txt', bytes: Buffer.from('For {{client_name}}.'), draft: false }
  const request = createCommandRequest(app, { caller: author, surface: 'http', request: template.name })
  const { id: template_id = '' } = (await registerTemplate(app, template, request)).state
  await service.signIn(WHO[0]!)
  staff.requests.length = 0

  const browsers = await Promise.all(WHO.map(async (who) => (await service.signIn(who)).browser))
  const calls = (path: string) => staff.requests.filter((asked) => asked === path).length
  // One question for the tokens and one for the name and address; discovery and keys were known.
  expect([calls('/token'), calls('/me'), calls('/jwks'), calls('/.well-known/openid-configuration')]).toEqual([
    20, 20, 0, 0,
  ])
  const actors = await Promise.all(WHO.map(async (who) => (await service.personOf(who)).actor))
  expect(new Set(actors).size).toBe(20)
  for (const [index, actor] of actors.slice(1).entries())
    expect(
      (await service.eventsOf(actor)).map(({ type }) => type),
      WHO[index + 1],
    ).toEqual(['PersonAdded', 'SignedIn'])

  const made = await Promise.all(
    browsers.map(async (browser, index) => {
      const home = await browser.open(service.url)
      expect(home.text).toContain('Note')
      const { url } = await browser.post(`${service.url}/generations`, { template_id })
      const at = url.replace(/#.*/, '')
      const answer = { name: 'client_name', value: `Client ${index}`, replaces: '', do: 'answer' }
      const asked = await browser.post(`${at}/answers`, answer)
      const revision = /name="revision" value="(\d+)"/.exec(asked.text)?.[1] ?? ''
      await browser.post(`${at}/confirm`, { revision })
      return `${at}/document`
    }),
  )
  await app.settled()
  const documents = await Promise.all(made.map((address, index) => browsers[index]!.open(address)))
  expect(documents.map(({ text }) => text.trim())).toEqual(WHO.map((_, index) => `For Client ${index}.`))
})
