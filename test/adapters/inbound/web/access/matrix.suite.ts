/**
 * The operations of the OpenAPI document and the pages of the console against docs/access.md: for every role, on what is
 * one's own, somebody else's and another tenant's. What is missing there fails. Some are tried here, all in
 * `npm run long`.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { apiCells, expectNothingReached, expectOwnLists, operationsOf } from '../../../../support/access/api-cells.ts'
import { consoleCells, pagesOf } from '../../../../support/access/console-cells.ts'
import { linesOf, readTable, sampleOf, SHARED } from '../../../../support/access/world.ts'
import type { TenantsService } from '../../../../support/services/tenants.ts'

/** One in so many is tried. */
const EVERY = 8

export function describeMatrix(serviceOf: () => TenantsService): void {
  describe('docs/access.md', () => {
    const document = readFileSync('docs/access.md', 'utf8')
    const [operations, pages] = [readTable(document, 'Over HTTP'), readTable(document, 'In the console')]

    test('has every operation and every page, and no other', async () => {
      const served = await operationsOf(serviceOf())
      expect([...operations.keys()].sort()).toEqual(served.map(({ id }) => id).sort())
      expect([...pages.keys()].sort()).toEqual([...pagesOf(serviceOf())].sort())
    })

    test('says what an operation does for every role', async () => {
      const found = await apiCells(serviceOf(), sampleOf(await operationsOf(serviceOf()), EVERY))
      expect(linesOf(new Map([...operations].filter(([id]) => found.has(id))))).toEqual(linesOf(found))
    })

    test('says what a page does for every role', async () => {
      const found = await consoleCells(serviceOf(), sampleOf(pagesOf(serviceOf()), EVERY))
      expect(linesOf(new Map([...pages].filter(([page]) => found.has(page))))).toEqual(linesOf(found))
    })

    test('an admin of another tenant reaches nothing here, and nothing of the installation', async () => {
      await expectNothingReached(serviceOf(), 'slack-t1', sampleOf(await operationsOf(serviceOf()), EVERY))
    })

    test('no list holds anything of another tenant', async () => {
      await serviceOf().app.settled()
      await expectOwnLists(serviceOf(), 'openid-f5e4d3c2b1a0-acme', await operationsOf(serviceOf()))
    })

    test('a template of one name in two tenants is two templates', async () => {
      for (const [tenant, accounts] of serviceOf().keys) {
        const { text } = await accounts.get('requester')!.send('GET', `/api/v1/templates/${SHARED}`)
        expect(JSON.parse(text)).toMatchObject({ id: SHARED, name: `${SHARED} of ${tenant}` })
      }
    })
  })
}
