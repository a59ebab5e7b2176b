/** What makes sealing safe and cannot be seen from outside: no nonce comes twice under any key. */
import { createSecretKey, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openBytes, sealBytes } from '../../../../src/adapters/outbound/crypto/sealing.ts'

test('thousands of sealings have as many nonces', () => {
  const keys = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))] as const
  const nonces = new Set<string>()
  for (let n = 0; n < 5000; n++) {
    const key = keys[n % 2]!
    const sealed = sealBytes(key, Buffer.from('plain'), 'here')
    nonces.add(Buffer.from(sealed.subarray(1, 13)).toString('hex'))
    if (n % 500 === 0) expect(Buffer.from(openBytes(key, sealed, 'here')).toString()).toBe('plain')
  }
  expect(nonces.size).toBe(5000)
})
