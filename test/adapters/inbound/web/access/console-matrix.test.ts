/**
 * The routes of the console against docs/access.md: for every role, on what is one's own, somebody else's and another
 * tenant's. One that is missing there fails. A quarter is tried here, all in `npm run long`.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consoleCells, pagesOf } from '../../../../support/access/console-cells.ts'
import { linesOf, readTable, registerTemplates, sampleOf } from '../../../../support/access/world.ts'
import { tenantsService, type TenantsService } from '../../../../support/services/tenants.ts'

const written = readTable(readFileSync('docs/access.md', 'utf8'), 'In the console')

let service: TenantsService
beforeAll(async () => {
  service = await tenantsService('people')
  await registerTemplates(service, ['default', 'slack-t1'])
})
afterAll(() => service.close())

test('docs/access.md has every page, and no other', () => {
  expect([...written.keys()].sort()).toEqual([...pagesOf(service)].sort())
})

test('a page does for every role what docs/access.md says', async () => {
  const found = await consoleCells(service, sampleOf(pagesOf(service), 4))
  expect(linesOf(new Map([...written].filter(([page]) => found.has(page))))).toEqual(linesOf(found))
})
