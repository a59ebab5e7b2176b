/** What every store of snapshots must do. `open` gives two instances on one store. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SealedSnapshot, SnapshotStore } from '../../../src/ports/events/snapshot-store.ts'

export function snapshotStoreContract(
  name: string,
  open: () => Promise<{
    readonly one: SnapshotStore
    readonly two: SnapshotStore
    readonly close: () => Promise<void>
  }>,
): void {
  describe(`snapshot store: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    const snapshot = (change: Partial<SealedSnapshot> = {}): SealedSnapshot => ({
      stream: `generation-${randomUUID()}`,
      revision: 31,
      shape: 1,
      sealed: randomBytes(100),
      ...change,
    })
    const plain = (found: SealedSnapshot | undefined) =>
      found && { ...found, sealed: Buffer.from(found.sealed).toString('hex') }
    const there = async (stream: string) => plain(await opened.two.find(stream))

    test('a stream without one has none', async () => {
      expect(await opened.one.find(`generation-${randomUUID()}`)).toBeUndefined()
    })

    test.each([0, 1, 100, 1_000_000])('%i bytes come back as they were put, in another instance', async (size) => {
      const one = snapshot({ sealed: randomBytes(size) })
      await opened.one.put(one)
      expect(await there(one.stream)).toEqual(plain(one))
    })

    test('a later one takes the place of an earlier one, also of the same revision in another shape; an earlier one never', async () => {
      const first = snapshot()
      await opened.one.put(first)
      const later = snapshot({ stream: first.stream, revision: 64 })
      await opened.two.put(later)
      await opened.one.put(snapshot({ stream: first.stream, revision: 63, shape: 2 }))
      expect(await there(first.stream)).toEqual(plain(later))
      const reshaped = snapshot({ stream: first.stream, revision: 64, shape: 2 })
      await opened.one.put(reshaped)
      expect(await there(first.stream)).toEqual(plain(reshaped))
    })

    test('of many put at once by two instances, the latest stays', async () => {
      const { stream } = snapshot()
      const all = Array.from({ length: 40 }, (_, revision) => snapshot({ stream, revision }))
      await Promise.all(
        all
          .toSorted((a, b) => ((a.revision * 7) % 40) - ((b.revision * 7) % 40))
          .map((one, n) => (n % 2 === 0 ? opened.one : opened.two).put(one)),
      )
      expect(await there(stream)).toEqual(plain(all[39]))
    })

    test('only the one of the revision that is named is deleted', async () => {
      const [one, other] = [snapshot(), snapshot()]
      await opened.one.put(one)
      await opened.one.put(other)
      await opened.two.delete(one.stream, 30)
      expect(await there(one.stream)).toEqual(plain(one))
      await opened.two.delete(one.stream, 31)
      expect([await there(one.stream), await there(other.stream)]).toEqual([undefined, plain(other)])
      const before = snapshot({ stream: one.stream, revision: 3 })
      await opened.one.put(before)
      expect(await there(one.stream)).toEqual(plain(before))
    })
  })
}
