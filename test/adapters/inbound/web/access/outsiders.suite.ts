/** What a session that came of a template's link may: all pages of the console and all operations, against docs/access.md. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { beginByLink } from '../../../../../src/commands/template-links/begin-by-link.ts'
import { publishTemplateLink } from '../../../../../src/commands/template-links/publish-template-link.ts'
import type { Caller } from '../../../../../src/domain/kernel/access.ts'
import { operationsOf } from '../../../../support/access/api-cells.ts'
import { pagesOf } from '../../../../support/access/console-cells.ts'
import { begin, SHARED } from '../../../../support/access/world.ts'
import type { Tenant, TenantsService } from '../../../../support/services/tenants.ts'

export function describeOutsiders(serviceOf: () => TenantsService): void {
  describe('a session by a template’s link', () => {
    let service: TenantsService
    beforeAll(() => {
      service = serviceOf()
    })

    const authorOf = (tenant: Tenant): Caller => service.keys.get(tenant)!.get('author')!.caller
    const publish = (tenant: Tenant, template_id = SHARED) => {
      const caller = authorOf(tenant)
      const source = { tenant, by: caller.actor, surface: 'http' } as const
      return publishTemplateLink(service.app, { template_id, uses: 5, asks_email: false }, caller, source)
    }

    /** Somebody who began by a link of the tenant, in their browser. */
    async function outsider(tenant: Tenant) {
      const { link } = await publish(tenant)
      const here = { zone: 'UTC', locale: 'en-GB', base: 'http://localhost' }
      const source = { tenant: 'default', surface: 'console' } as const
      const begun = await beginByLink(service.app, { link, once: crypto.randomUUID(), name: '', ...here }, source)
      if (!('token' in begun)) throw new Error(`Nothing was begun: ${JSON.stringify(begun)}`)
      const { token, generation } = begun
      const send = async (method: string, path: string, fields: Record<string, string> = {}) => {
        const headers = { cookie: `docgen_session=${token}`, 'sec-fetch-site': 'same-origin' }
        const body = new URLSearchParams({ csrf: service.app.keyRing.digest(`csrf ${token}`), ...fields })
        const response = await service.api.request(path, {
          method,
          redirect: 'manual',
          headers,
          ...(method === 'GET' ? {} : { body }),
        })
        const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
        if (isStream) await response.body?.cancel()
        return { status: response.status, text: isStream ? '' : await response.text() }
      }
      return { generation, token, send }
    }

    const table = (): string[] => {
      const section = readFileSync('docs/access.md', 'utf8').split('## By a link, without an account\n')[1] ?? ''
      return section.split('\n').flatMap((line) => /^\| `([^`]+)`/.exec(line)?.[1] ?? [])
    }

    test('every page but those of the table is refused, and the table has no other', async () => {
      const { generation, send } = await outsider('slack-t1')
      const open: string[] = []
      for (const page of pagesOf(service).filter((one) => one !== 'POST /sign-out')) {
        const [method = '', path = ''] = page.split(' ')
        const address = path.replace(':id', generation).replace(':sha256', 'a'.repeat(64)).replaceAll(/:\w+/g, 'name')
        const { status, text } = await send(method, address)
        if (status !== 403) open.push(page)
        else
          expect([page, text], page).toEqual([page, expect.stringContaining('Your link opens one conversation only')])
      }
      expect([...open, 'POST /sign-out'].sort()).toEqual([...table()].sort())
    })

    test('nothing of another conversation is open, of the own tenant, of the own link or of another tenant', async () => {
      const one = await outsider('default')
      const others = [
        (await outsider('default')).generation,
        (await outsider('slack-t1')).generation,
        await begin(service, { ...authorOf('default'), actor: 'person:somebody' }),
      ]
      for (const id of others)
        for (const page of table().filter((row) => row.includes(':id'))) {
          const [method = '', path = ''] = page.split(' ')
          const address = path.replace(':id', id).replace(':sha256', 'a'.repeat(64)).replace(':name', 'name')
          expect([page, (await one.send(method, address)).status]).toEqual([page, 403])
        }
    })

    test('the API knows no such session, as cookie or as key', async () => {
      const { token, generation } = await outsider('default')
      for (const { method, path } of await operationsOf(service))
        for (const headers of [{ cookie: `docgen_session=${token}` }, { authorization: `Bearer ${token}` }]) {
          const address = path.replace('{id}', generation).replaceAll(/\{\w+\}/g, 'name')
          const { status } = await service.api.request(address, { method, headers: headers as Record<string, string> })
          expect([method, path, status]).toEqual([method, path, 401])
        }
    })

    test('a link of another template or tenant is as one that is not there', async () => {
      const { link } = await publish('slack-t1')
      const own = await publish('default')
      const admin = service.keys.get('default')!.get('admin')!
      const answers = await Promise.all(
        [`${SHARED}/links/${link.id}`, `${SHARED}/links/nothing`, `only-default/links/${own.link.id}`].map((path) =>
          admin.send('DELETE', `/api/v1/templates/${path}`),
        ),
      )
      const said = answers.map(({ status, text }) => [
        status,
        (JSON.parse(text) as { error: { message: string } }).error.message,
      ])
      expect(said).toEqual(Array.from({ length: 3 }, () => [404, 'This template has no such link.']))
      const listed = await admin.send('GET', `/api/v1/templates/${SHARED}/links`)
      expect(listed.text).not.toContain(link.id)
      expect(listed.text).toContain(own.link.id)
      // Nothing that is told of a link opens it.
      expect(listed.text).not.toContain(own.token)
    })
  })
}
