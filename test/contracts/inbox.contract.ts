/** What every inbox must do. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inbox } from '../../src/ports/slack/inbox.ts'
import { fixedClock, type FixedClock } from '../doubles/clock.ts'

const SECRET = 'an answer that nobody else may read'

/** `rows` gives all that is stored, as one text. */
export function inboxContract(
  name: string,
  open: (
    clock: FixedClock,
  ) => Promise<{ readonly inbox: Inbox; readonly rows: () => Promise<string>; readonly close: () => Promise<void> }>,
): void {
  describe(`inbox: ${name}`, () => {
    const clock = fixedClock()
    let opened: Awaited<ReturnType<typeof open>>
    let inbox: Inbox
    beforeAll(async () => {
      opened = await open(clock)
      inbox = opened.inbox
    })
    afterAll(() => opened.close())
    const item = (conversation: string, ts = '1700000000.000100', payload = JSON.stringify({ text: SECRET })) => ({
      id: randomUUID(),
      conversation,
      ts,
      payload,
    })

    test('an item is kept once, however often it is delivered, also at once', async () => {
      const [conversation, one] = [randomUUID(), item('')]
      const all = await Promise.all(Array.from({ length: 8 }, () => inbox.add({ ...one, conversation })))
      expect(all.toSorted()).toEqual(['added', ...Array.from({ length: 7 }, () => 'known')])
      await inbox.markDone(one.id)
      expect(await inbox.add({ ...one, conversation })).toBe('known')
      expect(await inbox.beginNext(conversation)).toBeUndefined()
    })

    test('nothing of its content can be read where it is stored, and nothing is left of it when it is done', async () => {
      const one = item(randomUUID())
      await inbox.add(one)
      expect(await opened.rows()).not.toContain(SECRET)
      expect(await inbox.beginNext(one.conversation)).toEqual({ ...one, attempts: 1, received_at: clock.now() })
      const before = (await opened.rows()).length
      await inbox.markDone(one.id)
      expect((await opened.rows()).length).toBeLessThan(before)
    })

    test('a conversation is worked by the sender’s time, then in order of arrival, and apart from others', async () => {
      const [here, there] = [randomUUID(), randomUUID()]
      const texts = [
        ['9.000000', 'd'],
        ['0.5', 'a'],
        ['1.000001', 'c'],
        ['1.000000', 'b'],
        ['10.000000', 'e'],
        ['10.000000', 'f'],
      ] as const
      for (const [ts, text] of texts) await inbox.add(item(here, ts, text))
      await inbox.add(item(there, '0.1', 'elsewhere'))
      const seen: string[] = []
      for (;;) {
        const next = await inbox.beginNext(here)
        if (next === undefined) break
        seen.push(next.payload)
        await inbox.markDone(next.id)
      }
      expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    })

    test('one that fails comes again, counted, until it is set aside; then the next one comes', async () => {
      const conversation = randomUUID()
      const [bad, good] = [item(conversation, '1.0'), item(conversation, '2.0')]
      await inbox.add(bad)
      await inbox.add(good)
      for (const attempts of [1, 2]) {
        expect(await inbox.beginNext(conversation)).toMatchObject({ id: bad.id, attempts })
        await inbox.markFailed(bad.id, 'not yet', attempts === 2)
      }
      expect(await inbox.beginNext(conversation)).toMatchObject({ id: good.id, attempts: 1 })
      await inbox.markDone(good.id)
      expect(await inbox.beginNext(conversation)).toBeUndefined()
      expect((await inbox.listParked(1000)).filter(({ id }) => id === bad.id)).toEqual([
        { id: bad.id, conversation, error: 'not yet', attempts: 2, received_at: clock.now() },
      ])
      expect(await inbox.retry(bad.id)).toBe(conversation)
      expect(await inbox.retry(bad.id)).toBeUndefined()
      expect(await inbox.beginNext(conversation)).toMatchObject({ id: bad.id, attempts: 1, payload: bad.payload })
    })

    test('one that is put off comes again, not counted', async () => {
      const early = item(randomUUID())
      await inbox.add(early)
      for (const _ of [1, 2]) {
        expect(await inbox.beginNext(early.conversation)).toMatchObject({ id: early.id, attempts: 1 })
        await inbox.defer(early.id)
      }
      await inbox.markDone(early.id)
      await inbox.defer(early.id)
      expect(await inbox.beginNext(early.conversation)).toBeUndefined()
    })

    test.each(['nonsense', randomUUID(), ''])('there is nothing to retry under %j', async (id) => {
      expect(await inbox.retry(id)).toBeUndefined()
    })

    test.each(['', 'soon', '1', '1.0000001', '-1.0', '1e3', '1.0; drop table'])(
      'the time %j is refused',
      async (ts) => {
        await expect(inbox.add(item(randomUUID(), ts))).rejects.toThrow(RangeError)
      },
    )

    test('what waits for longer is found, and ids of what was done are forgotten in the end', async () => {
      const [waits, ended] = [item(randomUUID()), item(randomUUID())]
      await inbox.add(waits)
      await inbox.add(ended)
      await inbox.markDone(ended.id)
      clock.pass(60_000)
      const found = await inbox.listWaitingConversations(clock.now())
      expect(found).toContain(waits.conversation)
      expect(found).not.toContain(ended.conversation)
      expect(
        await inbox.listWaitingConversations(new Date(Date.parse(clock.now()) - 3_600_000).toISOString()),
      ).not.toContain(waits.conversation)
      expect(await inbox.deleteDone(clock.now())).toBeGreaterThan(0)
      expect(await inbox.add(ended)).toBe('added')
      expect(await inbox.beginNext(waits.conversation)).toMatchObject({ id: waits.id })
    })
  })
}
