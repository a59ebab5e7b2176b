/** Sign in with Slack: whoever comes to the console from Slack is the same person as there. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConsole } from '../../../../../../src/adapters/inbound/web/console/console.ts'
import { OpenIdProviders } from '../../../../../../src/adapters/outbound/openid/openid-providers.ts'
import { listGenerations } from '../../../../../../src/queries/generation/list-generations.ts'
import { createLiveTail } from '../../../../../../src/storage/live-changes.ts'
import {
  closeWithoutTrouble,
  docgenInSlack,
  type DocgenInSlack,
} from '../../../../../support/services/docgen-in-slack.ts'
import { RedirectBrowser } from '../../../../../support/services/redirect-browser.ts'
import { openLink, openSession } from '../../../../../support/services/sign-in.ts'
import { until } from '../../../../../support/until.ts'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'

let docgen: DocgenInSlack
let server: Server
let url: string
beforeAll(async () => {
  docgen = await docgenInSlack()
  const { app, slack, findPerson } = docgen
  const identityProviders = new OpenIdProviders(
    [
      {
        id: 'slack',
        name: 'Slack',
        method: 'slack',
        issuer: slack.url,
        client_id: slack.app.clientId,
        client_secret: slack.app.clientSecret,
        scopes: 'openid profile email',
      },
    ],
    app.logger,
  )
  const live = createLiveTail(app)
  const console = createConsole(
    { ...app, identityProviders },
    { live, retryStream: async () => false, findSlackPerson: findPerson },
  )
  server = serve({ fetch: console.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((resolve) => void server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  slack.app.redirectUrls = [`${url}/sign-in/callback/slack`]
  await docgen.template('Letter', 'Dear {{recipient_name}}.')
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await closeWithoutTrouble(docgen)
})

const linkOf = async (browser: RedirectBrowser) =>
  (await browser.open(`${url}/sign-in/with/slack`, { until: /\/openid\/connect\/authorize/ })).url

const signIn = async (who: Person, allow = true) => {
  const browser = new RedirectBrowser()
  return { browser, page: await browser.open(docgen.acme.signIn(await linkOf(browser), who, allow)) }
}

describe('Sign in with Slack', () => {
  it('leads to the person that they are in Slack, with their address', async () => {
    const ana = docgen.acme.person('ana', { realName: 'Ana Lee', email: 'ana@acme.example', locale: 'de-DE' })
    await ana.command('/docgen', 'letter')
    const before = await until('Ana is known', () => docgen.people.findByUser(docgen.acme.id, ana.id))
    expect((await new RedirectBrowser().open(`${url}/`)).text).toContain('Sign in with Slack')
    const { page } = await signIn(ana)
    expect([page.status, page.text.includes('Letter')]).toEqual([200, true])
    expect(await docgen.people.findByUser(docgen.acme.id, ana.id)).toMatchObject({
      actor: before.actor,
      tenant: 'default',
      email: 'ana@acme.example',
      email_proved: true,
    })
    expect(await docgen.people.list('default', 'ana', 10)).toHaveLength(1)
  })

  it('leads on to the audit trail, where a link in Slack led', async () => {
    const liv = docgen.acme.person('liv', { realName: 'Liv Berg' })
    await liv.command('/docgen', 'letter recipient=Bo')
    await liv.click('Make the document', { on: await liv.waitFor(/LOOK IT OVER/) })
    expect((await liv.waitFor(/Here is your document/)).text).toMatch(/Audit trail/)
    await docgen.settled()
    const { actor, tenant } = (await docgen.people.findByUser(docgen.acme.id, liv.id))!
    const mine = { actor, tenant, roles: ['requester'] } as const
    const [{ id } = { id: '' }] = (await listGenerations(docgen.app, { requester: 'me', limit: 1 }, mine)).data
    const browser = new RedirectBrowser()
    const asked = await browser.open(`${url}/generations/${id}/timeline`)
    const [, way = ''] = /href="(\/sign-in\/with\/slack\?[^"]+)"/.exec(asked.text) ?? []
    const { url: authorize } = await browser.open(`${url}${way.replaceAll('&amp;', '&')}`, {
      until: /\/openid\/connect\/authorize/,
    })
    const page = await browser.open(docgen.acme.signIn(authorize, liv, true))
    expect([page.status, page.url]).toEqual([200, `${url}/generations/${id}/timeline`])
  })

  it('lets in whom nobody has seen yet', async () => {
    const ben = docgen.acme.person('ben', { realName: 'Ben Okafor', tz: 'Europe/Berlin' })
    expect((await signIn(ben)).page.status).toBe(200)
    expect(await docgen.people.findByUser(docgen.acme.id, ben.id)).toMatchObject({ zone: 'Europe/Berlin' })
  })

  it('refuses guests, other workspaces, and who says no', async () => {
    const guest = docgen.acme.person('gus', { isGuest: true })
    expect((await signIn(guest)).page.text).toContain('Your account is not active')
    const other = docgen.slack.workspace('Other')
    const browser = new RedirectBrowser()
    const stranger = await browser.open(other.signIn(await linkOf(browser), other.person('stan')))
    expect([stranger.status, stranger.text.includes('Your organisation is not known here')]).toEqual([403, true])
    const { page } = await signIn(docgen.acme.person('ana'), false)
    expect([page.status, page.text.includes('Slack did not let you in')]).toEqual([403, true])
  })

  it('asks “Is this you?” where an account has the address, and makes the two one', async () => {
    const dan = docgen.acme.person('dan', { email: 'dan@acme.example' })
    const account = { tenant: 'default', name: 'Dan', kind: 'person', email: 'dan@acme.example' } as const
    const identity = { issuer: 'https://id.example', subject: 'dan' }
    const { person } = await docgen.people.addWithIdentity({ ...account, email_proved: true }, identity)
    const { browser, page } = await signIn(dan)
    expect([page.status, page.text.includes('Is this you?')]).toEqual([409, true])
    const asked = await browser.post(`${url}/sign-in`, { token: await openLink(docgen.app, { ...person, roles: [] }) })
    expect(asked.text).toContain('Make these two accounts one?')
    expect((await browser.post(`${url}/sign-in/join`, {})).text).toContain('The two accounts are one')
    expect(await docgen.people.findByUser(docgen.acme.id, dan.id)).toMatchObject({ actor: person.actor })
    expect((await signIn(dan)).page.status).toBe(200)
  })

  it('somebody who was invited at the address is that person, with the roles of the invitation', async () => {
    const { actor } = await docgen.people.add({
      tenant: 'default',
      name: 'Ines',
      kind: 'person',
      roles: ['author'],
      email: 'ines@acme.example',
    })
    const { invitations } = docgen.app
    await invitations.open('default', { actor, by: 'key:x', expires_at: '2099-01-01T00:00:00.000Z', mailed: false })
    const ines = docgen.acme.person('ines', { email: 'ines@acme.example' })
    const { browser } = await signIn(ines)
    expect((await browser.open(`${url}/templates`)).status).toBe(200)
    expect(await docgen.people.findByUser(docgen.acme.id, ines.id)).toMatchObject({ actor, email_proved: true })
    expect((await invitations.of('default', [actor])).get(actor)?.state).toBe('accepted')
  })

  it('refuses a code that was used before, as Slack tells it', async () => {
    const browser = new RedirectBrowser()
    const back = docgen.acme.signIn(await linkOf(browser), docgen.acme.person('ana'))
    const other = new RedirectBrowser()
    const stolen = new URL(docgen.acme.signIn(await linkOf(other), docgen.acme.person('ben')))
    expect((await browser.open(back)).status).toBe(200)
    stolen.searchParams.set('code', new URL(back).searchParams.get('code')!)
    expect((await other.open(stolen.href)).text).toContain('This sign-in was used before')
    const forged = new RedirectBrowser()
    const link = new URL(await linkOf(forged))
    link.searchParams.delete('nonce')
    expect((await forged.open(docgen.acme.signIn(link.href, docgen.acme.person('ana')))).status).toBe(401)
  })

  it('goes only where the app is registered', async () => {
    const link = new URL(await linkOf(new RedirectBrowser()))
    link.searchParams.set('redirect_uri', 'https://evil.example/')
    expect(() => docgen.acme.signIn(link.href, docgen.acme.person('ana'))).toThrow('bad_redirect_uri')
    expect((await fetch(link)).status).toBe(400)
  })
})

/** What is said beside the document of somebody new, and, where `signs_in`, of one who has been in the console. */
async function documentMessage(options: Parameters<typeof docgenInSlack>[0], signs_in = false): Promise<string> {
  const docgen = await docgenInSlack(options)
  await docgen.template('Letter', 'Dear {{recipient_name}}.')
  const ana = docgen.acme.person('ana')
  await ana.command('/docgen', 'letter recipient=Ana')
  const review = await ana.waitFor(/LOOK IT OVER/)
  if (signs_in) {
    const { actor, tenant } = (await docgen.people.findByUser(docgen.acme.id, ana.id))!
    await openSession(docgen.app, { actor, tenant, roles: [] })
  }
  await ana.click('Make the document', { on: review })
  const { text } = await ana.waitFor(/Here is your document/)
  await closeWithoutTrouble(docgen)
  return text
}

describe('the link to the audit trail', () => {
  it('is there where everybody can sign in with Slack', async () => {
    expect(await documentMessage({ sign_in: true })).toMatch(/Audit trail/)
  })

  it('is there where the person has signed in to the console in another way, and not where they have not', async () => {
    expect(await documentMessage({ sign_in: false }, true)).toMatch(/Audit trail/)
    expect(await documentMessage({ sign_in: false })).not.toMatch(/Audit trail/)
  })

  it('is not there where the console has no public address', async () => {
    expect(await documentMessage({ sign_in: true, public_url: null })).not.toMatch(/Audit trail/)
  })
})
