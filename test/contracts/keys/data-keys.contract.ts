/** What every store of wrapped data keys must do. `open` gives two that share their keys, as instances do. */
import { randomBytes } from 'node:crypto'
import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import type { DataKeys, WrappedKey } from '../../../src/ports/keys/data-keys.ts'

interface Opened {
  readonly one: DataKeys
  readonly other: DataKeys
  readonly close: () => Promise<void>
}

export function dataKeysContract(name: string, open: () => Promise<Opened>): void {
  describe(`data keys: ${name}`, () => {
    let opened: Opened
    beforeEach(async () => {
      opened = await open()
      await opened.one.wrappingKey('first')
    })
    afterEach(() => opened.close())
    const by = (master_key: string): WrappedKey => ({ wrapped: randomBytes(61), master_key })
    const subjects = async (keys: DataKeys, after?: string): Promise<string[]> =>
      (await keys.wrappedByOthers('second', after, 2)).map(({ subject }) => subject)

    test('the first master key to ask wraps new keys, whoever asks later', async () => {
      expect(await opened.other.wrappingKey('another')).toBe('first')
    })

    test('a key is stored once, with the master key that wrapped it', async () => {
      const key = by('first')
      expect(await opened.one.add('a', key)).toEqual(key)
      expect(await opened.other.add('a', by('first'))).toEqual(key)
      expect(await opened.other.find('a')).toEqual(key)
      expect(await opened.one.find('b')).toBeUndefined()
    })

    test('a key that another master key wrapped is not stored once that was changed', async () => {
      await opened.other.wrapBy('second')
      expect(await opened.one.wrappingKey('first')).toBe('second')
      expect(await opened.one.add('a', by('first'))).toBeUndefined()
      expect(await opened.one.find('a')).toBeUndefined()
      const key = by('second')
      expect(await opened.one.add('a', key)).toEqual(key)
    })

    test('those that other master keys wrap come in pages, and are counted; destroyed ones are none', async () => {
      for (const subject of ['c', 'a', 'd', 'b']) await opened.one.add(subject, by('first'))
      await opened.one.destroy('d')
      await opened.one.wrapBy('second')
      await opened.one.add('e', by('second'))
      expect(await subjects(opened.other)).toEqual(['a', 'b'])
      expect(await subjects(opened.other, 'b')).toEqual(['c'])
      expect(await opened.other.count()).toEqual([
        { master_key: 'first', keys: 3 },
        { master_key: 'second', keys: 1 },
      ])
      expect([...(await opened.other.masterKeysInUse())].sort()).toEqual(['first', 'second'])
    })

    test('wrapped bytes are replaced where they are still those before; what was destroyed stays so', async () => {
      const [a, b, c] = [by('first'), by('first'), by('first')]
      for (const [subject, key] of Object.entries({ a, b, c })) await opened.one.add(subject, key)
      await opened.other.destroy('b')
      const after = randomBytes(61)
      expect(
        await opened.one.rewrap('second', [
          { subject: 'a', before: a.wrapped, after },
          { subject: 'b', before: b.wrapped, after },
          { subject: 'c', before: a.wrapped, after },
        ]),
      ).toBe(1)
      expect(await opened.other.find('a')).toEqual({ wrapped: after, master_key: 'second' })
      expect(await opened.other.find('b')).toBe('destroyed')
      expect(await opened.other.find('c')).toEqual(c)
      expect(await opened.one.rewrap('second', [])).toBe(0)
    })
  })
}
