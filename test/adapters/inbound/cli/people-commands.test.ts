/** `docgen people …` and `docgen sign-in`: inviting, keeping out, and who a link signs in. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli, KEYS, type Cli } from '../../../support/services/cli.ts'
import { httpService, type HttpService } from '../../../support/services/http-service.ts'

let service: HttpService
let docgen: Cli
beforeAll(async () => {
  service = await httpService()
  docgen = await cli(service)
})
afterAll(async () => {
  await docgen.close()
  await service.close()
})

const shared = { sharesStores: () => true }
const kindOf = async (url: string) => {
  const link = await service.app.signInLinks.find(new URL(url.trim()).searchParams.get('token')!)
  return { kind: link?.kind, actor: link?.actor }
}

test('invites, sends again, withdraws, lets in and keeps out', async () => {
  const invited = await docgen.run("people invite --name 'Grace Hopper' --email grace@example.com --role author")
  expect(invited.out).toMatch(/^http:\/\/127\.0\.0\.1\/sign-in\?token=\S+\n$/)
  expect(invited.err).toContain('Give Grace Hopper this link.')
  const again = await docgen.run('people resend grace@example.com')
  expect(await kindOf(again.out)).toMatchObject({ kind: 'invitation' })
  expect((await docgen.run('people list')).out).toMatch(/Grace Hopper +grace@example\.com +author +invited/)
  expect((await docgen.run("people withdraw 'grace hopper'")).out).toContain(
    'The invitation of Grace Hopper is withdrawn.',
  )
  expect((await docgen.run('people reactivate grace@example.com')).out).toContain('may sign in again')
  expect((await docgen.run('people deactivate grace@example.com')).out).toContain('is deactivated')
  expect(await docgen.run('people invite --name X --email nowhere')).toMatchObject({
    code: 3,
    err: expect.stringContaining('This is no e-mail address.'),
  })
  expect(await docgen.run('people resend nobody')).toMatchObject({ code: 4 })
})

test('a link signs in the owner, not the key: first asks for a name, then is theirs, then of whom is said', async () => {
  const first = await docgen.run('sign-in', '', shared)
  expect(await kindOf(first.out)).toMatchObject({ kind: 'owner' })
  expect(first.err).toContain('is asked for their name and becomes the admin')
  const add = (name: string, roles: 'admin'[] = []) =>
    service.app.people.add({ tenant: 'default', name, kind: 'person', roles })
  const ada = await add('Ada', ['admin'])
  await add('Linus')
  expect(await kindOf((await docgen.run('sign-in', '', shared)).out)).toEqual({ kind: 'own', actor: ada.actor })
  const bob = await add('Bob', ['admin'])
  const several = await docgen.run('sign-in', '', shared)
  expect(several.code).not.toBe(0)
  expect(several.err).toContain('Several people are admins: Ada, Bob. Say who signs in: --as NAME.')
  expect(await kindOf((await docgen.run('sign-in --as bob', '', shared)).out)).toEqual({
    kind: 'own',
    actor: bob.actor,
  })
  expect((await docgen.run('sign-in --as Linus', '', shared)).err).toContain('It signs in Linus.')
  expect(await docgen.run('sign-in --as Nobody', '', shared)).toMatchObject({ code: 4 })

  const terminal = docgen.onTerminal('sign-in', shared)
  await terminal.type('Who signs in?', KEYS.down + KEYS.enter)
  expect(await kindOf((await terminal.ran).out)).toEqual({ kind: 'own', actor: bob.actor })
})
