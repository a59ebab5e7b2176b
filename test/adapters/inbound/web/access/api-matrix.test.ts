/**
 * The operations of the OpenAPI document against docs/access.md: for every role, on what is one's own, somebody else's
 * and another tenant's. One that is missing there fails. A third is tried here, all in `npm run long`.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  apiCells,
  expectNothingReached,
  expectOwnLists,
  type Operation,
  operationsOf,
} from '../../../../support/access/api-cells.ts'
import { linesOf, readTable, registerTemplates, sampleOf, SHARED } from '../../../../support/access/world.ts'
import { tenantsService, type TenantsService } from '../../../../support/services/tenants.ts'

const written = readTable(readFileSync('docs/access.md', 'utf8'), 'Over HTTP')

let service: TenantsService
let operations: readonly Operation[]
beforeAll(async () => {
  service = await tenantsService('keys')
  await registerTemplates(service, ['default', 'openid-0a1b2c3d4e5f-acme'])
  operations = await operationsOf(service)
})
afterAll(() => service.close())

test('docs/access.md has every operation, and no other', () => {
  expect([...written.keys()].sort()).toEqual(operations.map(({ id }) => id).sort())
})

test('an operation does for every role what docs/access.md says', async () => {
  const found = await apiCells(service, sampleOf(operations, 3))
  expect(linesOf(new Map([...written].filter(([id]) => found.has(id))))).toEqual(linesOf(found))
})

test('an admin of another tenant reaches nothing here, and nothing of the installation', async () => {
  await expectNothingReached(service, 'slack-t1', sampleOf(operations, 3))
})

test('no list holds anything of another tenant', async () => {
  await service.app.settled()
  await expectOwnLists(service, 'openid-f5e4d3c2b1a0-acme', operations)
})

test('a template of one name in two tenants is two templates', async () => {
  for (const [tenant, accounts] of service.keys) {
    const { text } = await accounts.get('requester')!.send('GET', `/api/v1/templates/${SHARED}`)
    expect(JSON.parse(text)).toMatchObject({ id: SHARED, name: `${SHARED} of ${tenant}` })
  }
})
