/** The pace of posts, and how many messages may have buttons: never more than Slack takes, as the simulator counts. */
import { expect, test } from 'vitest'
import { RateLimiter } from '../../../../../../src/adapters/inbound/slack/transport/calling/rate-limiter.ts'
import { ButtonBudget } from '../../../../../../src/adapters/inbound/slack/transport/posting/button-budget.ts'
import { LIMITS } from '../../../../../../tools/slack-simulator/state/limits.ts'

const START = Date.parse('2026-11-21T10:00:00.000Z')

/** The most posts in any stretch of so many milliseconds. */
const mostIn = (ms: number, posts: readonly number[]): number =>
  Math.max(...posts.map((from) => posts.filter((at) => at >= from && at < from + ms).length))

test('however many are posted at once, a channel and a workspace get no more than they take', () => {
  const limiter = new RateLimiter()
  const posts = Array.from({ length: 1000 }, (_, index) => {
    const channel = `D${index % 50}`
    // Some at once, and some later.
    const now = START + Math.floor(index / 200) * 700
    return { channel, at: now + limiter.reserveTurn({ team: 'T1', channel }, String(index), now) }
  })
  const { burst, perSecond } = LIMITS.channelPosts
  const first = posts.filter(({ channel }) => channel === 'D1').map(({ at }) => at)
  expect(mostIn((burst / perSecond) * 1000, first)).toBeLessThanOrEqual(burst)
  expect(
    mostIn(
      60_000,
      posts.map(({ at }) => at),
    ),
  ).toBeLessThanOrEqual(LIMITS.workspacePostsPerMinute)
})

test('another workspace waits for nobody, and a short burst for nothing', () => {
  const limiter = new RateLimiter()
  for (let n = 0; n < 400; n++) limiter.reserveTurn({ team: 'T1', channel: `D${n}` }, String(n), START)
  const burst = Array.from({ length: 6 }, (_, n) =>
    limiter.reserveTurn({ team: 'T2', channel: 'D1' }, `other ${n}`, START),
  )
  expect(burst).toEqual([0, 0, 0, 0, 0, 5250])
})

test('a turn is kept until it is used', () => {
  const limiter = new RateLimiter()
  const reserve = (post: string, now: number) => limiter.reserveTurn({ team: 'T1', channel: 'D1' }, post, now)
  for (let n = 0; n < 5; n++) reserve(String(n), START)
  expect([reserve('late', START), reserve('late', START + 2000), reserve('later', START)]).toEqual([5250, 3250, 5250])
  limiter.releaseTurn('late')
  expect(reserve('late', START)).toBe(5250)
})

test('so many messages get buttons in a minute, none while many are changed; the same message counts once', () => {
  const [clock, changes] = [{ at: START }, { made: 0 }]
  const budget = new ButtonBudget({
    clock: { now: () => new Date(clock.at).toISOString() },
    updates: { countIn: () => changes.made },
  })
  const given = Array.from({ length: 60 }, (_, n) => budget.takes('T1', String(n)))
  expect(given.filter(Boolean)).toHaveLength(15)
  expect([budget.takes('T1', '0'), budget.takes('T1', '59'), budget.takes('T2', '0')]).toEqual([true, false, true])
  clock.at += 60_000
  expect(budget.takes('T1', '59')).toBe(true)
  changes.made = 20
  expect([budget.takes('T1', '60'), budget.takes('T1', '59')]).toEqual([false, true])
})
