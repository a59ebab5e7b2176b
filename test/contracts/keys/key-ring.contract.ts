/** What every key ring must do. `open` gives rings that share their keys, as instances do. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { INSTALLATION_KEYS, KeyDestroyed, type KeyRing } from '../../../src/ports/keys/key-ring.ts'

export function keyRingContract(
  name: string,
  open: () => Promise<{ readonly ring: () => Promise<KeyRing>; readonly close: () => Promise<void> }>,
): void {
  describe(`key ring: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    let ring: KeyRing
    beforeAll(async () => {
      opened = await open()
      ring = await opened.ring()
    })
    afterAll(() => opened.close())
    const fresh = (): string => `generation-${randomUUID()}`

    test.each([0, 1, 100_000])('opens %i sealed bytes, in this and in another instance', async (size) => {
      const subject = fresh()
      const plain = randomBytes(size)
      const sealed = await ring.seal(subject, plain, 'here')
      expect(Buffer.from((await ring.open(subject, sealed, 'here'))!).equals(plain)).toBe(true)
      expect(Buffer.from((await (await opened.ring()).open(subject, sealed, 'here'))!).equals(plain)).toBe(true)
    })

    test('shows nothing of the plain bytes, and seals them differently each time', async () => {
      const subject = fresh()
      const plain = Buffer.from('a secret that must not be seen')
      const [one, two] = await Promise.all([ring.seal(subject, plain, ''), ring.seal(subject, plain, '')])
      expect(Buffer.from(one).includes(plain)).toBe(false)
      expect(Buffer.from(one).equals(two)).toBe(false)
    })

    test('refuses bytes that were changed, anywhere', async () => {
      const subject = fresh()
      const sealed = await ring.seal(subject, Buffer.from('plain'), 'here')
      for (let at = 0; at < sealed.length; at++) {
        const changed = Uint8Array.from(sealed)
        changed[at]! ^= 1
        await expect(ring.open(subject, changed, 'here')).rejects.toThrow()
      }
      for (const part of [Buffer.alloc(0), sealed.subarray(0, 20), sealed.subarray(0, -1)])
        await expect(ring.open(subject, part, 'here')).rejects.toThrow()
    })

    test('refuses bytes that were moved to another place or subject', async () => {
      const [subject, other] = [fresh(), fresh()]
      const sealed = await ring.seal(subject, Buffer.from('plain'), 'here')
      await ring.seal(other, Buffer.from('plain'), 'here')
      await expect(ring.open(subject, sealed, 'there')).rejects.toThrow()
      await expect(ring.open(other, sealed, 'here')).rejects.toThrow()
    })

    test('instances share the keys of the installation, one for each purpose', async () => {
      const rings = await Promise.all([opened.ring(), opened.ring()])
      const keys = await Promise.all(
        INSTALLATION_KEYS.map((name) => Promise.all(rings.map((each) => each.installationKey(name)))),
      )
      for (const [one, two] of keys) expect(one!.equals(two!)).toBe(true)
      expect(new Set(keys.map(([one]) => one!.export().toString('hex'))).size).toBe(INSTALLATION_KEYS.length)
    })

    test('a destroyed key opens nothing, seals nothing, and does not come back', async () => {
      const subject = fresh()
      const sealed = await ring.seal(subject, Buffer.from('plain'), '')
      await ring.destroy(subject)
      await ring.destroy(subject)
      for (const one of [ring, await opened.ring()]) {
        expect(await one.open(subject, sealed, '')).toBeUndefined()
        await expect(one.seal(subject, Buffer.from('more'), '')).rejects.toThrow(KeyDestroyed)
      }
    })

    test('a key can be destroyed before its first use', async () => {
      const subject = fresh()
      await ring.destroy(subject)
      await expect(ring.seal(subject, Buffer.from('plain'), '')).rejects.toThrow(KeyDestroyed)
    })

    test('instances that need a new key at once agree on one', async () => {
      const subject = fresh()
      const rings = await Promise.all(Array.from({ length: 8 }, () => opened.ring()))
      const sealed = await Promise.all(rings.map((one, n) => one.seal(subject, Buffer.from(String(n)), '')))
      const last = await opened.ring()
      const texts = await Promise.all(
        sealed.map(async (bytes) => Buffer.from((await last.open(subject, bytes, ''))!).toString()),
      )
      expect(texts).toEqual(rings.map((_, n) => String(n)))
    })

    test('digests are the same everywhere, differ by text, and are no plain hash', async () => {
      expect(ring.digest('a')).toBe((await opened.ring()).digest('a'))
      expect(ring.digest('a')).not.toBe(ring.digest('b'))
      expect(ring.digest('a')).toMatch(/^[0-9a-f]{64}$/)
      expect(ring.digest('a')).not.toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
    })
  })
}
