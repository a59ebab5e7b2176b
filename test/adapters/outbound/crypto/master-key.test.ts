import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseMasterKey } from '../../../../src/adapters/outbound/crypto/master-key.ts'

test.each(['base64', 'base64url', 'hex'] as const)('a key is read as %s', (encoding) => {
  const key = randomBytes(32)
  expect(Buffer.from(parseMasterKey(` ${key.toString(encoding)}\n`, 'DOCGEN_MASTER_KEY')).equals(key)).toBe(true)
})

test.each(['', 'secret', 'a'.repeat(63), randomBytes(16).toString('base64'), randomBytes(33).toString('base64')])(
  'what is no key of 32 bytes is refused by its source’s name: %j',
  (text) => {
    expect(() => parseMasterKey(text, 'DOCGEN_MASTER_KEY')).toThrow(/DOCGEN_MASTER_KEY must be 32 random bytes/)
  },
)
