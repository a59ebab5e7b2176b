/** Limits, quotas, time-outs and pools are settings; a wrong value is named with what it takes. */
import { expect, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'

test('what the environment does not say is the default, and 0 is no limit', () => {
  const { limits, timeouts } = readConfig({ DOCGEN_LIMIT_WRITES: '0', DOCGEN_DATABASE_STATEMENT_MS: '2000' })
  expect(limits.rates).toEqual({
    reads: 3000,
    writes: 0,
    uploads: 60,
    documents: 300,
    link_requests: 20,
    links_to_address: 3,
    outsiders: 60,
    template_link: 300,
    wrong_keys: 60,
    unknown_callers: 300,
  })
  expect(timeouts.database).toEqual({ connections: 10, connect_ms: 5000, statement_ms: 2000 })
  expect(limits.isProxy('10.0.0.1')).toBe(false)
})

test('proxies are addresses and networks', () => {
  const { limits } = readConfig({ DOCGEN_TRUSTED_PROXIES: '10.0.0.0/8, ::1' })
  expect(['10.9.9.9', '::1', '192.0.2.1'].map(limits.isProxy)).toEqual([true, true, false])
})

test.each([
  ['DOCGEN_LIMIT_READS', '-1'],
  ['DOCGEN_LIMIT_READS', 'many'],
  ['DOCGEN_TRUSTED_PROXIES', 'proxy.example.com'],
  ['DOCGEN_DATABASE_CONNECTIONS', '1'],
  ['DOCGEN_HTTP_REQUEST_MS', '5'],
])('%s=%s is refused', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name)
})
