/** The checklist of the simulator names files that exist, and a source for every rule. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const rows = readFileSync(new URL('docs/development/slack-simulator.md', ROOT), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| rule') && !line.startsWith('| ---'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))

test('it has the rules', () => {
  expect(rows.length).toBeGreaterThan(20)
})

test.each(rows.map(([, rule = '', where = '', source = '']) => [rule, where, source] as const))(
  '%s',
  (_, where, source) => {
    for (const [, file = ''] of where.matchAll(/`([^`]+)`/g))
      expect([file, existsSync(new URL(`tools/slack-simulator/${file}`, ROOT))]).toEqual([file, true])
    expect(source).toMatch(/https:\/\/|@slack\/|the page of each|the same/)
  },
)
