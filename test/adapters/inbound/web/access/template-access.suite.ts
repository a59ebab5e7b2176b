/** A template that is for some: what its people, and everybody else, meet over HTTP and in the console. */
import { beforeAll, describe, expect, test } from 'vitest'
import { accountStream } from '../../../../../src/domain/account/account-events.ts'
import type { Caller, Role } from '../../../../../src/domain/kernel/access.ts'
import { NOBODY, type TemplateAccess } from '../../../../../src/domain/template/template-access.ts'
import { listDelegatedToMe } from '../../../../../src/queries/generation/list-delegated-to-me.ts'
import { listGenerations } from '../../../../../src/queries/generation/list-generations.ts'
import { loadGeneration } from '../../../../../src/queries/generation/get-generation.ts'
import { begin, handOver } from '../../../../support/access/world.ts'
import { clientOf, upload, type Client } from '../../../../support/services/http-service.ts'
import type { TenantsService } from '../../../../support/services/tenants.ts'

const NAME_ALONE = 'Dear {{name}},\n'

export function describeTemplateAccess(serviceOf: () => TenantsService): void {
  let service: ReturnType<typeof asHttp>
  let admin: Client
  let author: Client
  beforeAll(async () => {
    service = asHttp(serviceOf())
    admin = await service.clientFor('admin')
    author = await service.clientFor('author')
  })

  const add = async (id: string, by = author): Promise<void> => {
    await by.ask('POST', '/templates', upload(NAME_ALONE, { name: `The ${id}`, id }), 201)
  }
  const actorOf = async (client: Client): Promise<string> => (await service.app.apiKeys.authenticate(client.key))!.actor
  const everyone: TemplateAccess = { use: 'everyone', edit: 'everyone', see: NOBODY, maker_edits: true }
  const only = (...people: string[]) => ({ people, groups: [] })
  const namesFor = async (client: Client): Promise<string[]> =>
    (await client.ask('GET', '/templates?limit=100')).data.map(({ id }: { id: string }) => id)

  describe('use', () => {
    test('whoever may not use it does not see it, and is refused with a sentence', async () => {
      await add('for-some')
      const [inside, outside] = [await service.clientFor('requester'), await service.clientFor('requester')]
      const access = { ...everyone, use: only(await actorOf(inside)) }
      await author.ask('PUT', '/templates/for-some/access', access)
      await service.app.settled()
      expect(await namesFor(inside)).toContain('for-some')
      expect(await namesFor(outside)).not.toContain('for-some')
      expect(await namesFor(author)).toContain('for-some')
      for (const [method, path, body] of [
        ['GET', '/templates/for-some'],
        ['GET', '/templates/for-some/versions/1/file'],
        ['POST', '/generations', { template_id: 'for-some' }],
        ['POST', '/documents', { template_id: 'for-some', answers: { name: 'x' } }],
      ] as const) {
        const { error } = await outside.ask(method, path, body, 403)
        expect(error).toMatchObject({ code: 'forbidden', details: { right: 'use' } })
        expect(error.message).toMatch(/Ask who made it, or an admin/)
      }
      await inside.ask('POST', '/generations', { template_id: 'for-some' }, 201)
    })

    test('what has begun goes on; a copy is refused', async () => {
      await add('closing')
      const requester = await service.clientFor('requester')
      const { id } = await requester.ask('POST', '/generations', { template_id: 'closing' }, 201)
      await author.ask('PUT', '/templates/closing/access', { ...everyone, use: NOBODY })
      await requester.ask('PUT', `/generations/${id}/answers/name`, { value: 'Zoë' })
      await requester.ask('POST', `/generations/${id}/copy`, undefined, 403)
    })
  })

  describe('edit', () => {
    test('is for the authors who are named, and for who made it', async () => {
      await add('ours')
      const [second, third] = [await service.clientFor('author'), await service.clientFor('author')]
      await author.ask('PUT', '/templates/ours/access', { ...everyone, edit: only(await actorOf(second)) })
      for (const client of [author, second, admin])
        await client.ask('PUT', '/templates/ours/language', { language: 'de-DE' })
      for (const [method, path, body] of [
        ['PUT', '/templates/ours/language', { language: 'fr' }],
        ['PUT', '/templates/ours/questions', { questions: [] }],
        ['PUT', '/templates/ours/access', everyone],
        ['POST', '/templates/ours/retire'],
        ['POST', '/templates/ours/preview', {}],
        ['POST', '/templates/ours/versions', upload('Hello {{name}}')],
        ['GET', '/templates/ours/access'],
        ['GET', '/templates/ours/guesses'],
      ] as const) {
        const { error } = await third.ask(method, path, body, 403)
        expect([path, error.details.right]).toEqual([path, 'edit'])
      }
      // It is published, and nobody is kept from using it.
      expect((await third.ask('GET', '/templates/ours')).notes).toEqual([])
    })

    test('an admin takes it from who made it, and nobody else does', async () => {
      await add('taken')
      const other = await service.clientFor('author')
      const taken = { ...everyone, edit: only(await actorOf(other)), maker_edits: false }
      expect((await author.ask('PUT', '/templates/taken/access', taken, 403)).error.details.field).toBe('maker_edits')
      await admin.ask('PUT', '/templates/taken/access', taken)
      await author.ask('PUT', '/templates/taken/language', { language: 'fr' }, 403)
      await other.ask('PUT', '/templates/taken/language', { language: 'fr' })
      await service.app.settled()
      // A draft of it is not for its maker any more.
      await other.ask('POST', '/templates/taken/versions', upload('Hi {{name}}', { draft: 'true' }), 201)
      expect((await author.ask('GET', '/templates/taken')).version).toBe(2)
    })

    test('names nobody who is no author, nobody unknown, and nothing that changed meanwhile', async () => {
      await add('checked')
      const requester = await service.clientFor('requester')
      const wrong = { ...everyone, use: only('person:nobody'), edit: only(await actorOf(requester)) }
      const { error } = await author.ask('PUT', '/templates/checked/access', wrong, 422)
      expect(error.details.problems.map(({ field }: { field: string }) => field)).toEqual(['use', 'edit'])
      const { revision } = await author.ask('GET', '/templates/checked/access')
      await author.ask('PUT', '/templates/checked/access', { ...everyone, use: NOBODY }, 200, {
        'if-match': `"r${revision}"`,
      })
      await author.ask('PUT', '/templates/checked/access', everyone, 412, { 'if-match': `"r${revision}"` })
    })
  })

  describe('see', () => {
    test('opens what others answer and make, to read and nothing else', async () => {
      await add('seen')
      const [mine, reader, stranger] = [
        await service.clientFor('requester'),
        await service.clientFor('requester'),
        await service.clientFor('requester'),
      ]
      const { id } = await mine.ask('POST', '/generations', { template_id: 'seen' }, 201)
      await mine.ask('PUT', `/generations/${id}/answers/name`, { value: 'Zoë' })
      const access = { ...everyone, see: only(await actorOf(reader)) }
      expect((await author.ask('PUT', '/templates/seen/access', access, 403)).error.details.field).toBe('see')
      await admin.ask('PUT', '/templates/seen/access', access)

      expect((await reader.ask('GET', `/generations/${id}`)).answers.name.shown).toBe('Zoë')
      await reader.ask('GET', `/generations/${id}/answers`)
      await stranger.ask('GET', `/generations/${id}`, undefined, 404)
      for (const [method, path, body] of [
        ['PUT', 'answers/name', { value: 'x' }],
        ['POST', 'confirm'],
        ['POST', 'cancel'],
        ['PUT', 'language', { locale: 'de-DE' }],
      ] as const)
        expect((await reader.ask(method, `/generations/${id}/${path}`, body, 403)).error.message).toMatch(/only they/)
      await reader.ask('POST', `/generations/${id}/copy`, undefined, 404)

      await mine.ask('POST', `/generations/${id}/confirm`, {})
      await service.app.settled()
      expect((await reader.send('GET', `/api/v1/generations/${id}/document`)).text).toContain('Dear Zoë')
      // A reader's download hands nothing over to who asked for it.
      expect((await mine.ask('GET', `/generations/${id}`)).state).toBe('rendered')
      const looked = await service.app.log.read(accountStream(await actorOf(reader)), 0)
      expect(looked.map(({ event }) => event.type)).toEqual(['OthersGenerationRead', 'OthersDocumentDownloaded'])

      const listed = async (client: Client, query = '') =>
        (await client.ask('GET', `/generations${query}`)).data.map((row: { id: string }) => row.id)
      expect(await listed(reader)).toEqual([id])
      expect(await listed(reader, '?requester=me')).toEqual([])
      expect(await listed(mine, '?others=true')).toEqual([])
      expect(await listed(stranger)).toEqual([])
    })
  })

  test('a template of before opens as before: nothing was said of it', async () => {
    await add('old')
    expect(await author.ask('GET', '/templates/old/access')).toMatchObject({
      ...everyone,
      maker: await actorOf(author),
      names: { [await actorOf(author)]: 'author' },
    })
  })

  describe('accounts that were joined', () => {
    const person = (actor: string, ...roles: Role[]): Caller => ({ actor, tenant: 'default', roles })
    const now: Caller = { ...person('person:now', 'requester'), formerly: ['person:before'] }

    test('have the conversations, and the questions handed over, of all their ids', async () => {
      await add('joined')
      const id = await begin({ app: service.app }, person('person:before'), 'joined')
      const handed = await handOver({ app: service.app }, person('person:asks'), 'person:before', 'joined')
      await service.app.settled()
      expect((await listGenerations(service.app, { requester: 'me' }, now)).data.map((row) => row.id)).toEqual([id])
      expect((await loadGeneration(service.app, id, now)).id).toBe(id)
      expect((await listDelegatedToMe(service.app, now)).questions.map((one) => one.generation_id)).toEqual([handed])
    })
  })
}

const asHttp = ({ app, api }: TenantsService) => ({
  app,
  clientFor: async (...roles: Role[]): Promise<Client> => clientOf(api, await app.keyFor(...roles)),
})
