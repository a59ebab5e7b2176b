/** Old messages lose their buttons at the pace that Slack allows, and all of them do. */
import { expect, test } from 'vitest'
import {
  CallFailed,
  type CallSlack,
} from '../../../../../../src/adapters/inbound/slack/transport/calling/slack-calls.ts'
import { PacedUpdates } from '../../../../../../src/adapters/inbound/slack/transport/posting/paced-updates.ts'
import { createManualClock } from '../../../../../../tools/slack-simulator/state/clock.ts'

/** A Slack that takes fifty changes a minute, and then asks to wait. */
function strictSlack(failures: (ts: string) => CallFailed | undefined = () => undefined) {
  const clock = createManualClock()
  const taken: { ts: string; text: string; at: number }[] = []
  let refused = 0
  const call: CallSlack = async (_, method, args) => {
    const now = clock.now()
    if (taken.filter(({ at }) => at > now - 60_000).length >= 50) {
      refused += 1
      throw new CallFailed(method, { kind: 'later', ms: 60_000, detail: 'rate limit' })
    }
    const failure = failures(String(args['ts']))
    if (failure !== undefined) throw failure
    taken.push({ ts: String(args['ts']), text: String(args['text']), at: now })
    return {} as never
  }
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const updates = new PacedUpdates({
    call,
    clock: { now: () => new Date(clock.now()).toISOString() },
    logger,
    later: (ms, work) => clock.after(Math.max(ms, 1), work),
  })
  /** Time passes, and what falls due is done. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 1000) {
      clock.pass(1000)
      for (let turn = 0; turn < 200; turn += 1) await Promise.resolve()
    }
  }
  return { updates, taken, pass, refused: () => refused }
}

const change = (ts: string, text = 'answered') => ({ channel: 'D1', ts, text, blocks: [] })

test('one change is made at once', async () => {
  const { updates, taken } = strictSlack()
  await updates.update('T1', change('1'))
  expect(taken).toMatchObject([{ ts: '1' }])
})

test('two hundred at once are all made, none is refused, and none takes another workspace’s turn', async () => {
  const { updates, taken, pass, refused } = strictSlack()
  await Promise.all(Array.from({ length: 200 }, (_, n) => updates.update('T1', change(String(n)))))
  expect(taken.length).toBeLessThanOrEqual(50)
  await pass(300_000)
  expect(new Set(taken.map(({ ts }) => ts)).size).toBe(200)
  expect(taken).toHaveLength(200)
  expect(refused()).toBe(0)
})

test('a change that somebody waits for goes before those that wait, and stays within the tier', async () => {
  const { updates, taken, pass, refused } = strictSlack()
  await Promise.all(Array.from({ length: 60 }, (_, n) => updates.update('T1', change(String(n)))))
  const before = taken.length
  await updates.update('T1', change('thanks'), { awaited: true })
  expect(taken.slice(before)).toMatchObject([{ ts: 'thanks' }])
  for (let n = 0; n < 20; n++) await updates.update('T1', change(`more ${n}`), { awaited: true })
  await pass(300_000)
  expect(taken).toHaveLength(81)
  expect(new Set(taken.map(({ ts }) => ts)).size).toBe(81)
  expect(refused()).toBe(0)
})

test('a file that is to stand in its channel, too, counts like any change, and replaces none of its message', async () => {
  const { updates, taken, pass, refused } = strictSlack()
  await Promise.all(Array.from({ length: 60 }, (_, n) => updates.update('T1', change(String(n)))))
  const before = taken.length
  await updates.update('T1', { channel: 'D1', ts: '59', reply_broadcast: true }, { awaited: true })
  expect(taken.slice(before)).toMatchObject([{ ts: '59' }])
  for (let n = 0; n < 20; n++)
    await updates.update('T1', { channel: 'D1', ts: `file ${n}`, reply_broadcast: true }, { awaited: true })
  await pass(300_000)
  expect([taken.length, taken.filter(({ ts }) => ts === '59').length, refused()]).toEqual([81, 2, 0])
})

test('a later change of a message replaces the one that waits', async () => {
  const { updates, taken, pass } = strictSlack()
  await Promise.all(Array.from({ length: 60 }, (_, n) => updates.update('T1', change(String(n)))))
  await updates.update('T1', change('59', 'changed again'))
  await pass(120_000)
  expect(taken.filter(({ ts }) => ts === '59')).toMatchObject([{ text: 'changed again' }])
})

test('what a message shows already is not made again', async () => {
  const { updates, taken } = strictSlack()
  for (const text of ['answered', 'answered', 'changed', 'changed']) await updates.update('T1', change('1', text))
  expect(taken.map(({ text }) => text)).toEqual(['answered', 'changed'])
})

test('a message that its click changes is held back, and changed only where the click did not do it', async () => {
  const { updates, taken } = strictSlack()
  const hold = (ts: string) => updates.hold('T1', { channel: 'D1', ts })
  const [done, failed, one, two] = [hold('done'), hold('failed'), hold('twice'), hold('twice')]
  for (const ts of ['done', 'failed', 'twice']) await updates.update('T1', change(ts), { awaited: ts === 'twice' })
  expect(taken).toEqual([])
  await done(change('done'))
  await failed()
  await one()
  expect(taken.map(({ ts }) => ts)).toEqual(['failed'])
  await two()
  expect(taken.map(({ ts }) => ts)).toEqual(['failed', 'twice'])
})

test('what Slack does not answer is tried again, and what it refuses is left', async () => {
  const failing = { a: 2, b: 99 } as Record<string, number>
  const { updates, taken, pass } = strictSlack((ts) => {
    failing[ts] = (failing[ts] ?? 0) - 1
    if ((failing[ts] ?? 0) < 0) return undefined
    return new CallFailed(
      'chat.update',
      ts === 'a'
        ? { kind: 'unknown', detail: 'no answer' }
        : { kind: 'refused', error: 'message_not_found', detail: '' },
    )
  })
  await updates.update('T1', change('b'))
  await updates.update('T1', change('a'))
  await updates.update('T1', change('c'))
  await pass(60_000)
  expect(taken.map(({ ts }) => ts)).toEqual(['a', 'c'])
})
