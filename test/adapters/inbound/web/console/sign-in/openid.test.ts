/** Signing in with a real OpenID provider beside it: new people, known ones, roles, tenants, and signing out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outboxTransport } from '../../../../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { issuerTenant } from '../../../../../../src/adapters/outbound/openid/issuer-tenant.ts'
import { invitePerson } from '../../../../../../src/commands/people/invite-person.ts'
import type { TestProvider } from '../../../../../support/servers/openid-provider.ts'
import { providerService, type ProviderService } from '../../../../../support/services/provider-service.ts'
import { RedirectBrowser } from '../../../../../support/services/redirect-browser.ts'

let service: ProviderService
let staff: TestProvider
let partners: TestProvider
beforeAll(async () => {
  service = await providerService({ mail: outboxTransport() })
  ;({ staff, partners } = service)
  for (const who of ['ada', 'bob', 'cleo', 'dora']) service.know(staff, who)
  service.know(partners, 'ada', { org: 'acme' })
  service.know(partners, 'nobody')
})
afterAll(() => service.close())

describe('the sign-in page', () => {
  test('has a button for each provider, and keeps where the person wanted to go', async () => {
    const browser = new RedirectBrowser()
    const { status, text } = await browser.open(`${service.url}/templates?page=2`)
    expect(status).toBe(401)
    expect(text).toContain('Continue with Staff login')
    expect(text).toContain('Continue with Partner login')
    expect(text).toContain('/sign-in/with/staff?return_to=%2Ftemplates%3Fpage%3D2')
  })

  test('has the form for a link by mail below the buttons; so has the page of a link that does not work', async () => {
    const browser = new RedirectBrowser()
    for (const [path, first] of [
      ['/sign-in', 'Or enter your e-mail address'],
      ['/sign-in?token=nothing', 'This link does not work'],
    ] as const) {
      const { status, text } = await browser.open(`${service.url}${path}`)
      expect([path, status, text.includes(first)]).toEqual([path, 401, true])
      for (const part of ['Continue with Staff login', 'Continue with Partner login', 'action="/sign-in/email"'])
        expect(text).toContain(part)
    }
    const { text } = await browser.open(`${service.url}/sign-in`)
    expect(text.indexOf('/sign-in/with/partners')).toBeLessThan(text.indexOf('/sign-in/email'))
    expect(text.match(/class="(?:button )?primary"/g)).toHaveLength(1)
  })

  test('leads there and back to where they wanted to go', async () => {
    const { page } = await service.signIn('bob', { return_to: '/?look=here' })
    expect([page.status, page.url]).toEqual([200, `${service.url}/?look=here`])
  })
})

describe('a person', () => {
  test('is added at the first sign-in, and found at the next one', async () => {
    staff.people.set('ada', { name: 'Ada Lovelace', email: 'Ada@Example.org', email_verified: true, locale: 'de-DE' })
    await service.signIn('ada')
    const person = await service.personOf('ada')
    expect(person).toMatchObject({
      name: 'Ada Lovelace',
      email: 'ada@example.org',
      email_proved: true,
      locale: 'de-DE',
      tenant: 'default',
    })
    await service.signIn('ada')
    expect((await service.personOf('ada')).actor).toBe(person.actor)
    const types = (await service.eventsOf(person.actor)).map(({ type }) => type)
    expect(types).toEqual(['PersonAdded', 'SignedIn', 'SignedIn'])
    expect((await service.eventsOf(person.actor))[1]!.data).toMatchObject({ method: 'openid', issuer: staff.issuer })
  })

  test('has the roles of their groups as they are at the last sign-in', async () => {
    staff.people.set('cleo', { name: 'cleo', email: 'cleo@example.org', groups: ['Lawyers', 'Choir'] })
    const { browser } = await service.signIn('cleo')
    expect((await browser.open(`${service.url}/templates`)).status).toBe(200)
    expect(await service.personOf('cleo')).toMatchObject({
      issuer_roles: ['author'],
      issuer_groups: ['Choir', 'Lawyers'],
    })
    staff.people.set('cleo', { name: 'cleo', email: 'cleo@example.org' })
    await service.signIn('cleo')
    expect(await service.personOf('cleo')).toMatchObject({ issuer_roles: [], issuer_groups: [], email_proved: false })
    expect((await browser.open(`${service.url}/templates`)).status).toBe(403)
    const { actor } = await service.personOf('cleo')
    expect(
      (await service.eventsOf(actor)).filter(({ type }) => type === 'RolesChanged').map(({ data }) => data),
    ).toEqual([
      { roles: [], issuer_roles: ['author'] },
      { roles: [], issuer_roles: [] },
    ])
  })

  test('of a provider with a tenant claim belongs to that tenant, also with the address of another’s person', async () => {
    const { page } = await service.signIn('ada', { provider: 'partners' })
    expect(page.status).toBe(200)
    const tenant = issuerTenant(partners.issuer, 'acme')
    const there = await service.personOf('ada', partners, tenant)
    expect(there).toMatchObject({ tenant, email: 'ada@example.org' })
    expect(there.actor).not.toBe((await service.personOf('ada')).actor)
  })

  test('without the claim is refused, and told so', async () => {
    const { page } = await service.signIn('nobody', { provider: 'partners' })
    expect(page.status).toBe(403)
    expect(page.text).toContain('Your organisation is not known here')
  })

  test('who was deactivated is not let in, by any provider', async () => {
    await service.signIn('dora')
    const { actor } = await service.personOf('dora')
    await service.app.people.change('default', actor, { active: false })
    expect((await service.signIn('dora')).page.text).toContain('Your account is not active')
    staff.people.set('dora2', { name: 'dora', email: 'dora@example.org', email_verified: true })
    expect((await service.signIn('dora2')).page.status).toBe(403)
  })
})

describe('somebody who was invited', () => {
  const invite = (name: string) =>
    invitePerson(
      service.app,
      { name, email: `${name}@example.org`, roles: ['author'] },
      { tenant: 'default', by: 'key:admin', surface: 'http', base: service.url },
    )

  test('and comes with the same, proved address is that person, and the invitation is accepted', async () => {
    const { person } = await invite('ivy')
    service.know(staff, 'ivy', { name: 'Ivy Invited' })
    const { browser } = await service.signIn('ivy')
    expect((await browser.open(`${service.url}/templates`)).status).toBe(200)
    expect(await service.personOf('ivy')).toMatchObject({
      actor: person.actor,
      name: 'Ivy Invited',
      email: 'ivy@example.org',
      email_proved: true,
      roles: ['author'],
    })
    const { actor } = person
    expect((await service.app.invitations.of('default', [actor])).get(actor)?.state).toBe('accepted')
    expect((await service.eventsOf(actor)).map(({ type }) => type)).toEqual([
      'PersonAdded',
      'RolesChanged',
      'SignInLinkMade',
      'IdentityAdded',
      'SignedIn',
    ])
    // The next one with the address is somebody who says so.
    service.know(staff, 'ivy2', { email: 'ivy@example.org' })
    expect((await service.signIn('ivy2')).page.text).toContain('Is this you?')
  })

  test('is nobody who only says that the address is theirs, and nobody of another tenant', async () => {
    const { person } = await invite('jan')
    service.know(staff, 'jan', { email_verified: false })
    service.know(partners, 'jan', { org: 'acme' })
    await service.signIn('jan')
    await service.signIn('jan', { provider: 'partners' })
    const tenant = issuerTenant(partners.issuer, 'acme')
    const others = [await service.personOf('jan'), await service.personOf('jan', partners, tenant)]
    expect(others.map(({ actor, roles }) => [actor === person.actor, roles])).toEqual([
      [false, []],
      [false, []],
    ])
    const { actor } = person
    expect((await service.app.invitations.of('default', [actor])).get(actor)?.state).toBe('open')
  })
})

describe('signing out', () => {
  test('ends the session, gives the refresh token back, and offers to sign out there, too', async () => {
    const { browser } = await service.signIn('bob')
    staff.requests.length = 0
    const page = await browser.post(`${service.url}/sign-out`, {})
    expect(page.text).toContain('You are signed out')
    expect(staff.requests).toContain('/token/revocation')
    const address = /href="([^"]*session\/end[^"]*)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    const { origin, searchParams } = new URL(address)
    expect(origin).toBe(staff.issuer)
    expect(searchParams.get('post_logout_redirect_uri')).toBe(`${service.url}/sign-in`)
    expect(searchParams.get('id_token_hint')).toMatch(/^eyJ/)
    expect((await browser.open(address)).status).toBe(200)
    expect((await browser.open(service.url)).status).toBe(401)
  })
})

describe('several tabs', () => {
  test('do not disturb each other, and a browser keeps few sign-ins', async () => {
    const browser = new RedirectBrowser()
    browser.login = 'bob'
    const starts: string[] = []
    for (let tab = 0; tab < 4; tab++) {
      const { url } = await browser.open(`${service.url}/sign-in/with/staff?return_to=/%3Ftab=${tab}`, {
        until: /\/auth\?/,
      })
      starts.push(url)
    }
    for (const tab of [2, 0, 3]) expect((await browser.open(starts[tab]!)).url).toBe(`${service.url}/?tab=${tab}`)
    for (let tab = 0; tab < 12; tab++) await browser.open(`${service.url}/sign-in/with/staff`, { until: /\/auth\?/ })
    expect(browser.named(service.url).filter((name) => name.startsWith('docgen_flow_')).length).toBeLessThanOrEqual(6)
  })
})
