/** Accounts that collide, and two that are made one, once both were proved. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestProvider } from '../../../../../support/servers/openid-provider.ts'
import { providerService, type ProviderService } from '../../../../../support/services/provider-service.ts'
import { openLink } from '../../../../../support/services/sign-in.ts'

let service: ProviderService
let staff: TestProvider
let partners: TestProvider
beforeAll(async () => {
  service = await providerService({ partners: { tenant_claim: undefined } })
  ;({ staff, partners } = service)
})
afterAll(() => service.close())

const url = (path: string) => service.url + path

describe('two accounts with one address', () => {
  test('are not taken for one; whoever has both adds the second way in', async () => {
    service.know(staff, 'ada')
    service.know(partners, 'ada')
    await service.signIn('ada')
    const ada = await service.personOf('ada')
    const { browser, page } = await service.signIn('ada', { provider: 'partners' })
    expect([page.status, page.text.includes('Is this you?')]).toEqual([409, true])
    expect(page.text).toContain('Continue with Staff login')
    expect((await browser.open(service.url)).status).toBe(401)
    expect(await service.app.people.list('default', 'ada@example.org', 10)).toHaveLength(1)
    expect((await service.eventsOf(ada.actor)).at(-1)).toMatchObject({
      type: 'SignInRefused',
      data: { reason: 'collision', issuer: partners.issuer },
    })

    const asked = await browser.open(url('/sign-in/with/staff?return_to=%2Fsign-in%2Fjoin'))
    expect(asked.text).toContain('Add Partner login to your account?')
    expect(await service.personOf('ada', partners)).toBeUndefined()
    expect((await browser.post(url('/sign-in/join'), {})).text).toContain('You can sign in with Partner login')
    expect((await service.eventsOf(ada.actor)).at(-1)).toEqual({
      type: 'IdentityAdded',
      data: { issuer: partners.issuer },
    })
    await service.signIn('ada', { provider: 'partners' })
    expect((await service.personOf('ada', partners)).actor).toBe(ada.actor)
  })

  test('stay two while nobody proves the first one', async () => {
    service.know(staff, 'mia')
    await service.signIn('mia')
    service.know(partners, 'thief', { email: 'mia@example.org' })
    service.know(staff, 'thief')
    const { browser } = await service.signIn('thief', { provider: 'partners' })
    // Somebody else’s account at the other provider proves nothing about Mia’s.
    const page = await browser.open(url('/sign-in/with/staff?return_to=%2Fsign-in%2Fjoin'))
    expect(page.text).toContain('Add Partner login to your account?')
    await browser.post(url('/sign-in/join'), {})
    const thief = await service.personOf('thief', partners)
    expect(thief.actor).toBe((await service.personOf('thief')).actor)
    expect(thief.actor).not.toBe((await service.personOf('mia')).actor)
    expect(thief.email).toBe('thief@example.org')
  })

  test('of which one is only said to have the address are two', async () => {
    service.know(staff, 'noa', { email_verified: false })
    service.know(partners, 'noa')
    await service.signIn('noa')
    expect((await service.signIn('noa', { provider: 'partners' })).page.status).toBe(200)
    const [one, two] = [await service.personOf('noa'), await service.personOf('noa', partners)]
    expect([one.email_proved, two.email_proved, one.actor === two.actor]).toEqual([false, true, false])
  })
})

describe('another way in', () => {
  test('that opens an account of its own makes the two one, after a question', async () => {
    service.know(staff, 'lea')
    service.know(partners, 'lea', { email: 'lea@private.example', groups: ['Lawyers'] })
    await service.signIn('lea', { provider: 'partners' })
    const other = await service.personOf('lea', partners)
    const { browser } = await service.signIn('lea')
    const own = await service.personOf('lea')
    const ways = await browser.open(url('/account/sign-in'))
    expect(ways.text).toContain(staff.issuer)
    const asked = await browser.open(url('/sign-in/with/partners?add=1'))
    expect(asked.text).toContain('Make these two accounts one?')
    expect((await service.personOf('lea', partners)).actor).toBe(other.actor)
    expect((await browser.post(url('/sign-in/join'), {})).text).toContain('The two accounts are one')
    expect(await service.personOf('lea', partners)).toMatchObject({ actor: own.actor, formerly: [other.actor] })
    expect((await service.eventsOf(own.actor)).at(-1)).toEqual({
      type: 'AccountsJoined',
      data: { joined: other.actor },
    })
  })

  test('is asked for with the token of the page, and by whoever began it', async () => {
    service.know(staff, 'kim')
    service.know(staff, 'max')
    service.know(partners, 'kim', { email: 'kim@private.example' })
    const { browser } = await service.signIn('kim')
    const { url: back } = await browser.open(url('/sign-in/with/partners?add=1'), { until: /\/sign-in\/callback\// })
    const mine = browser.cookies.get(service.url)!.get('docgen_session')!
    const max = await service.signIn('max')
    browser.cookies
      .get(service.url)!
      .set('docgen_session', max.browser.cookies.get(service.url)!.get('docgen_session')!)
    expect((await browser.open(back)).status).toBe(401)
    browser.cookies.get(service.url)!.set('docgen_session', mine)
    await browser.open(url('/sign-in/with/partners?add=1'))
    browser.csrf = 'made-up'
    expect((await browser.post(url('/sign-in/join'), {})).status).toBe(403)
    expect(await service.personOf('kim', partners)).toBeUndefined()
  })

  test('is for people, not for keys', async () => {
    const { browser } = await service.signIn('ada')
    browser.cookies.clear()
    const token = await openLink(service.app, await service.person('Desk', 'author'))
    await browser.post(url('/sign-in'), { token })
    await browser.open(url('/account/sign-in'))
    expect((await browser.open(url('/sign-in/with/partners?add=1'))).text).toContain('You are signed in with a key')
    expect((await browser.post(url('/sign-in/join'), {})).status).toBe(409)
  })

  test('after a sign-in with a link is asked about at once', async () => {
    service.know(partners, 'ada2', { email: 'ada@example.org' })
    const { browser } = await service.signIn('ada2', { provider: 'partners' })
    const token = await openLink(service.app, { ...(await service.personOf('ada')), roles: [] })
    const page = await browser.post(url('/sign-in'), { token })
    expect(page.text).toContain('Add Partner login to your account?')
  })
})
