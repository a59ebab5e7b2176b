/** The streams of accounts: names as every event store takes them, and no two accounts in one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountStream, strangersOf } from '../../../src/domain/account/account-events.ts'

const SEED = 16

test.each([
  ['person:2f1c2b7e-4f55-4a35-9d0a-6b3c6f6b3f10', 'account-person-2f1c2b7e-4f55-4a35-9d0a-6b3c6f6b3f10'],
  [strangersOf('default'), 'account-strangers-default'],
  [strangersOf('slack-t0123'), 'account-strangers-slack-t0123'],
  [strangersOf('openid-corp~1a2b'), 'account-strangers-.openid_hcorp_t1a2b'],
])('of %s is %s', (actor, stream) => expect(accountStream(actor)).toBe(stream))

test(`no two tenants’ strangers share one, and every name fits (seed ${SEED})`, () => {
  const tenant = fc.string({ unit: fc.constantFrom('a', 'B', '0', '-', '_', '.', '~', ':', 'ü', '😀'), minLength: 1 })
  fc.assert(
    fc.property(tenant, tenant, (one, other) => {
      const [a, b] = [accountStream(strangersOf(one)), accountStream(strangersOf(other))]
      expect(a).toMatch(/^[A-Za-z0-9._-]+$/)
      expect(a === b).toBe(one === other)
    }),
    { seed: SEED, numRuns: 500 },
  )
})
