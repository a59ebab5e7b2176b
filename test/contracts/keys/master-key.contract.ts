/** What every master key must do. `open` gives two keys of one kind, and the first of them again. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NotWrapped, type MasterKey } from '../../../src/ports/keys/master-keys.ts'

interface Opened {
  readonly one: MasterKey
  readonly same: MasterKey
  readonly other: MasterKey
  readonly close: () => Promise<void>
}

export function masterKeyContract(name: string, open: () => Promise<Opened>): void {
  describe(`master key: ${name}`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const dataKey = randomBytes(32)

    test('unwraps what it wrapped, in this and in another instance', async () => {
      const { one, same } = opened
      const wrapped = await one.wrap(dataKey, 'generation-1')
      for (const key of [one, same])
        expect(Buffer.from(await key.unwrap(wrapped, 'generation-1')).equals(dataKey)).toBe(true)
      expect(Buffer.from(wrapped).includes(dataKey)).toBe(false)
    })

    test('has one id everywhere, that no other key has', () => {
      const { one, same, other } = opened
      expect(same.id).toBe(one.id)
      expect(other.id).not.toBe(one.id)
    })

    test('refuses what another key wrapped, for another subject, or what was changed', async () => {
      const { one, other } = opened
      const wrapped = await one.wrap(dataKey, 'generation-1')
      const changed = Uint8Array.from(wrapped)
      changed[changed.length - 1]! ^= 1
      await expect(one.unwrap(await other.wrap(dataKey, 'generation-1'), 'generation-1')).rejects.toThrow(NotWrapped)
      await expect(one.unwrap(wrapped, 'generation-2')).rejects.toThrow(NotWrapped)
      await expect(one.unwrap(changed, 'generation-1')).rejects.toThrow(NotWrapped)
    })

    test('can be checked', async () => {
      await expect(opened.one.check()).resolves.toBeUndefined()
    })
  })
}
