/** Groups, guests and outsiders in the console, each with their session. */
import { beforeAll, describe, expect, test } from 'vitest'
import { accountStream } from '../../../../../src/domain/account/account-events.ts'
import type { Role } from '../../../../../src/domain/kernel/access.ts'
import type { NewPerson } from '../../../../../src/ports/people/people.ts'
import { begin, handOver } from '../../../../support/access/world.ts'
import { upload } from '../../../../support/services/http-service.ts'
import type { TenantsService } from '../../../../support/services/tenants.ts'

export function describePeople(serviceOf: () => TenantsService): void {
  let service: TenantsService
  beforeAll(() => {
    service = serviceOf()
  })

  async function add(id: string): Promise<void> {
    const key = await service.app.keyFor('author')
    const body = upload('Dear {{name}}, re {{matter}}', { name: `The ${id}`, id })
    const { status } = await service.api.request('/api/v1/templates', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body,
    })
    expect(status).toBe(201)
  }

  /** Somebody with a session, as a browser without script. */
  async function visitor(person: Partial<NewPerson> & { readonly roles?: Role[] }, only_generation?: string) {
    const { app, api } = service
    const { actor } = await app.people.add({ tenant: 'default', name: 'Vera', kind: 'person', ...person })
    const { token } = await app.sessions.begin({ actor, tenant: 'default', method: 'openid', only_generation })
    const headers = { cookie: `docgen_session=${token}`, 'sec-fetch-site': 'same-origin' }
    const textOf = async (response: Response) => ({ status: response.status, text: await response.text() })
    return {
      actor,
      get: async (path: string) => textOf(await api.request(path, { headers })),
      post: async (path: string, fields: Record<string, string> = {}) => {
        const body = new FormData()
        for (const [name, value] of Object.entries({ csrf: app.keyRing.digest(`csrf ${token}`), ...fields }))
          body.append(name, value)
        return textOf(await api.request(path, { method: 'POST', headers, body }))
      },
    }
  }

  describe('groups', () => {
    test('an admin puts somebody in; a template that is for the group is theirs; taken out, it is not', async () => {
      const admin = await visitor({ name: 'Ada', roles: ['admin'] })
      const member = await visitor({ name: 'Grace Hopper' })
      const named = await visitor({ name: 'Ivan' })
      await service.app.people.change('default', named.actor, { issuer_groups: ['Legal'] })
      expect((await admin.post('/groups', { group: 'Legal', person: 'grace hopper' })).status).toBe(303)
      const shown = await admin.get('/groups?group=Legal')
      expect(shown.text).toContain('Grace Hopper')
      expect(shown.text).toContain('named at sign-in')

      await add('contract')
      const saved = await admin.post('/templates/contract/access', {
        use: 'named',
        use_add_groups: 'Legal',
        edit: 'everyone',
      })
      expect([saved.status, saved.text]).toEqual([303, ''])
      await service.app.settled()
      const stranger = await visitor({ name: 'Stan' })
      // Whoever is in the group, by an admin’s hand or an issuer’s word, finds it.
      const finds = async (who: Awaited<ReturnType<typeof visitor>>) =>
        (await who.get('/')).text.includes('The contract')
      expect([await finds(named), await finds(stranger)]).toEqual([true, false])
      const rejoined = await service.app.people.findByActor('default', member.actor)
      expect(rejoined?.groups).toEqual(['Legal'])
      const refused = await stranger.post('/generations', { template_id: 'contract' })
      expect([refused.status, refused.text.includes('Ask who made it, or an admin')]).toEqual([403, true])

      expect((await admin.post('/groups/remove', { group: 'Legal', person: member.actor })).status).toBe(303)
      expect((await service.app.people.findByActor('default', member.actor))?.groups).toEqual([])
      const events = await service.app.log.read(accountStream(member.actor), 0)
      expect(events.map(({ event }) => event.type)).toEqual(['GroupsChanged', 'GroupsChanged'])
      // The template names it still: it is there.
      expect((await admin.get('/groups')).text).toContain('named by 1 template')
    })

    test('somebody unknown, a name that several have, and no name are told apart', async () => {
      const admin = await visitor({ name: 'Ada', roles: ['admin'] })
      await service.app.people.add({ tenant: 'default', name: 'Twin', kind: 'person' })
      await service.app.people.add({ tenant: 'default', name: 'Twin', kind: 'person' })
      await service.app.people.add({ tenant: 'default', name: 'Uma', kind: 'person' })
      for (const [person, group, sentence] of [
        ['Nobody at all', 'Legal', 'Nobody here is called'],
        ['Twin', 'Legal', 'Several people are called'],
        ['Twin', ' ', 'Several people are called'],
        ['Uma', ' ', 'one line of 1 to 200 characters'],
      ] as const) {
        const { status, text } = await admin.post('/groups', { person, group })
        expect([person, status, text.includes(sentence)]).toEqual([person, 422, true])
      }
    })
  })

  describe('access of a template', () => {
    test('an author sees who may read others’ documents, and cannot say so', async () => {
      await add('authors')
      const author = await visitor({ name: 'Otto', roles: ['author'] })
      const page = await author.get('/templates/authors/access')
      expect(page.text).toContain('Only an admin can change this.')
      expect(
        (await author.post('/templates/authors/access', { use: 'everyone', edit: 'everyone', see: 'everyone' })).status,
      ).toBe(403)
      await service.app.people.add({ tenant: 'default', name: 'Rita', kind: 'person' })
      const both = await author.post('/templates/authors/access', { use: 'everyone', use_add_people: 'Rita' })
      expect([both.status, both.text.includes('but everybody is chosen')]).toEqual([422, true])
      const refused = await author.post('/templates/authors/access', { use: 'named', use_add_people: 'Rita\nNobody' })
      expect([refused.status, refused.text.includes('Nobody here is called “Nobody”')]).toEqual([422, true])
      const kept = await author.post('/templates/authors/access', { use: 'named', use_add_people: 'Rita' })
      expect(kept.status).toBe(303)
      expect((await author.get('/templates/authors/access')).text).toContain('Rita')
    })

    test('a reader sees another’s answers and document, without any form to change them', async () => {
      await add('read')
      const reader = await visitor({ name: 'Rosa' })
      const admin = await visitor({ name: 'Ada', roles: ['admin'] })
      const someone = { actor: 'person:someone', tenant: 'default', roles: [] }
      const id = await begin(service, someone, 'read')
      expect((await reader.get(`/generations/${id}`)).status).toBe(404)
      const saved = await admin.post('/templates/read/access', { see: 'named', see_people: reader.actor })
      expect(saved.status).toBe(303)
      const page = await reader.get(`/generations/${id}`)
      expect([page.status, page.text.includes('You may read this.')]).toEqual([200, true])
      expect(page.text.match(/<form[^>]*action="([^"]+)"/g)).toEqual([
        '<form class="sign-out" method="post" action="/sign-out"',
      ])
      expect((await reader.get(`/generations/${id}/timeline`)).status).toBe(200)
      expect((await reader.post(`/generations/${id}/answers`, { name: 'name', value: 'x' })).status).toBe(403)
      await service.app.settled()
      expect((await reader.get('/')).text).toContain('href="/others"')
      expect((await reader.get('/others')).text).toContain(id)
    })
  })

  describe('guests', () => {
    test('answer what was handed to them, and have nothing else', async () => {
      const guest = await visitor({ name: 'Gus', kind: 'guest' })
      const asks = { actor: 'person:asks', tenant: 'default', roles: [] }
      const id = await handOver(service, asks, guest.actor)
      await service.app.settled()
      const home = await guest.get('/')
      expect([home.text.includes(`/asked/${id}/name`), home.text.includes('Begin')]).toEqual([true, false])
      expect((await guest.post(`/asked/${id}/name`, { value: 'Zoë' })).status).toBe(303)
      expect((await guest.get(`/generations/${id}`)).status).toBe(404)
      expect((await guest.get(`/asked/${id}/matter`)).status).toBe(404)
      expect((await guest.post('/generations', { template_id: 'letter' })).status).toBe(403)
      // What they had as a member is not theirs any more.
      const before = await begin(service, { ...asks, actor: guest.actor })
      expect((await guest.get(`/generations/${before}`)).status).toBe(404)
    })
  })

  describe('a session for one conversation', () => {
    test('opens that one, and refuses everything else, whoever its person is', async () => {
      const { actor } = await service.app.people.add({
        tenant: 'default',
        name: 'Olga',
        kind: 'person',
        roles: ['admin'],
      })
      const person = { actor, tenant: 'default', roles: [] }
      const [own, other] = [await begin(service, person), await begin(service, person)]
      const { token } = await service.app.sessions.begin({
        actor,
        tenant: 'default',
        method: 'template_link',
        only_generation: own,
      })
      const get = async (path: string) =>
        service.api.request(path, { headers: { cookie: `docgen_session=${token}` }, redirect: 'manual' })
      expect((await get('/')).headers.get('location')).toBe(`/generations/${own}`)
      expect((await get(`/generations/${own}`)).status).toBe(200)
      expect((await get(`/generations/${own}/timeline`)).status).toBe(200)
      for (const path of [
        `/generations/${other}`,
        `/generations/${own}x`,
        `/asked/${other}/name`,
        '/others',
        '/templates',
        '/keys',
        '/groups',
        '/account',
        '/reports',
        '/audit',
      ])
        expect([path, (await get(path)).status]).toEqual([path, 403])
      const body = new FormData()
      body.set('csrf', service.app.keyRing.digest(`csrf ${token}`))
      const headers = { cookie: `docgen_session=${token}`, 'sec-fetch-site': 'same-origin' }
      const copied = await service.api.request(`/generations/${own}/copy`, { method: 'POST', headers, body })
      expect(copied.status).toBe(403)
    })
  })
}
