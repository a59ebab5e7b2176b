/** Arrays come out of the database as they went in, whatever is in them. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenPglite } from '../../../../src/adapters/outbound/pglite/open-pglite.ts'
import { arrayLiteral } from '../../../../src/projections/engine/tables/array-literal.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'

let lite: OpenPglite<unknown>
beforeAll(async () => {
  lite = await freshPglite<unknown>()
})
afterAll(() => lite.close())

async function there(values: readonly unknown[], kind: string): Promise<unknown[]> {
  const { rows } = await sql<{
    value: unknown
  }>`select value from unnest(${arrayLiteral(values)}::${sql.raw(kind)}[]) as value`.execute(lite.db)
  return rows.map(({ value }) => value)
}

test.each([
  ['plain texts', ['a', 'ü 漢 😀', '']],
  ['nulls, and what looks like them', [null, 'NULL', 'null', null]],
  ['what arrays are written with', ['{', '}', '{a,b}', ',', '"', '"a"', ' a ']],
  ['backslashes', ['\\', '\\\\', '\\"', '"\\', '\\n', '\\u0041', 'a\\']],
  ['control characters', ['\n', '\t\r\b\f', '\u0001\u001f\u007f', '\u2028']],
  ['JSON', [JSON.stringify({ a: 'b"c', d: ['\\', '\n', '\0', null] })]],
])('%s', async (_, values) => {
  expect(await there(values, 'text')).toEqual(values)
})

test('texts by chance', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  let state = seed
  const next = (most: number) => (state = (state * 48271 + 11) % 2147483647) % most
  const letters = ['a', '"', '\\', '{', '}', ',', '\n', 'u', 'n', '0', ' ', 'é', '\u0007', '😀', "'"]
  const values = Array.from({ length: 3000 }, () =>
    Array.from({ length: next(8) }, () => letters[next(letters.length)]).join(''),
  )
  expect(await there(values, 'text'), `seed ${seed}`).toEqual(values)
})

test('numbers and booleans', async () => {
  expect(await there([1, null, -2, 2 ** 53 - 1, 2n ** 62n], 'int8')).toEqual([1, null, -2, 2 ** 53 - 1, 2n ** 62n])
  expect(await there([true, null, false], 'bool')).toEqual([true, null, false])
})

test('a number that is none is refused, not taken for nothing', async () => {
  await expect(there([Number.NaN], 'int4')).rejects.toThrow(/invalid input syntax/)
})
