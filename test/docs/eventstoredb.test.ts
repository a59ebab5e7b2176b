/** docs/eventstoredb.md names tests that there are. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const FILES: Readonly<Record<string, string>> = {
  appends: 'test/adapters/outbound/eventstoredb/appends.test.ts',
  reads: 'test/adapters/outbound/eventstoredb/reads.test.ts',
  subscriptions: 'test/adapters/outbound/eventstoredb/subscriptions.test.ts',
  connection: 'test/adapters/outbound/eventstoredb/server-connection.test.ts',
  messages: 'test/adapters/outbound/eventstoredb/read-messages.test.ts',
  'connection-string': 'test/adapters/outbound/eventstoredb/connection-string.test.ts',
  position: 'test/adapters/outbound/eventstoredb/position.test.ts',
  contract: 'test/contracts/events/event-store.contract.ts',
  deployment: 'test/deployment/compose-file.test.ts',
}
const [habits = ''] = readFileSync('docs/eventstoredb.md', 'utf8').split('\n## EventStoreDB’s successor')
const rows = habits.split('\n').filter((line) => /^\| (?!what happens|---)/.test(line))

test('there are as many rows as the server has habits that we know', () => {
  expect(rows.length).toBeGreaterThan(40)
})

test.each(rows.map((row) => row.slice(2, -2).split(' | ')))('%s', (_, __, tests = '') => {
  const named = tests.split(' · ').flatMap((group) => {
    const [, file = '', names = ''] = /^([a-z-]+): (.*)$/.exec(group) ?? []
    return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [file, name] as const)
  })
  expect(named).not.toEqual([])
  for (const [file, name] of named) expect(readFileSync(FILES[file] ?? '', 'utf8')).toContain(`'${name}'`)
})
