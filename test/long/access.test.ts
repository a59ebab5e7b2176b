/** Who may what, whole: every operation and every page, for every role and tenant (docs/access.md). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiCells, expectNothingReached, expectOwnLists, operationsOf } from '../support/access/api-cells.ts'
import { consoleCells, pagesOf } from '../support/access/console-cells.ts'
import { linesOf, readTable, registerTemplates } from '../support/access/world.ts'
import { TENANTS, tenantsService } from '../support/services/tenants.ts'

const document = readFileSync('docs/access.md', 'utf8')

test('every operation and every page', async () => {
  const service = await tenantsService()
  await registerTemplates(service, ['default', 'openid-0a1b2c3d4e5f-acme', 'slack-t1'])
  const operations = await operationsOf(service)
  expect(linesOf(readTable(document, 'Over HTTP'))).toEqual(linesOf(await apiCells(service, operations)))
  for (const tenant of TENANTS.filter((one) => one !== 'default'))
    await expectNothingReached(service, tenant, operations)
  await service.app.settled()
  for (const tenant of TENANTS) await expectOwnLists(service, tenant, operations)
  expect(linesOf(readTable(document, 'In the console'))).toEqual(linesOf(await consoleCells(service, pagesOf(service))))
  await service.close()
})
