/** The states of a subscription: whichever news comes in which order, what shows that it is well ends `failing`. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  initialSubscriptionState,
  evolveSubscription,
  type SubscriptionChange,
  type SubscriptionState,
} from '../../../src/projections/engine/subscription-state.ts'

const news: fc.Arbitrary<SubscriptionChange> = fc.oneof(
  fc.constant({ type: 'held_elsewhere' } as const),
  fc.record({ type: fc.constant('taken' as const), handled: fc.nat() }),
  fc.record({
    type: fc.constant('moved' as const),
    caught_up: fc.boolean(),
    handled: fc.nat(),
    rate: fc.nat(),
    parked: fc.boolean(),
  }),
  fc.record({ type: fc.constant('idle' as const), rate: fc.nat(), parked: fc.boolean() }),
  fc.constant({ type: 'lost' } as const),
  fc.record({ type: fc.constant('failed' as const), error: fc.string() }),
)
const after = (all: readonly SubscriptionChange[]): SubscriptionState =>
  all.reduce(evolveSubscription, initialSubscriptionState('audit'))

test.each<[SubscriptionChange, SubscriptionState['phase']]>([
  [{ type: 'held_elsewhere' }, 'waiting'],
  [{ type: 'taken', handled: 3 }, 'catching_up'],
  [{ type: 'moved', caught_up: true, handled: 3, rate: 0, parked: false }, 'live'],
  [{ type: 'moved', caught_up: false, handled: 3, rate: 0, parked: false }, 'catching_up'],
  [{ type: 'idle', rate: 0, parked: false }, 'failing'],
  [{ type: 'lost' }, 'failing'],
  [{ type: 'failed', error: 'again' }, 'failing'],
])('failing, and then %j: %s', (next, phase) => {
  expect(after([{ type: 'failed', error: 'gone' }, next]).phase).toBe(phase)
})

test('it is failing, with its error, exactly when nothing but silence and losses came after a failure', () => {
  fc.assert(
    fc.property(fc.array(news), (all) => {
      const state = after(all)
      const last = all.findLast(({ type }) => type !== 'idle' && type !== 'lost')
      expect(state.phase === 'failing').toBe(last?.type === 'failed')
      expect(state.error).toBe(last?.type === 'failed' ? last.error : undefined)
    }),
    { seed: 12 },
  )
})

test('a stopped one says so for good', () => {
  fc.assert(
    fc.property(fc.array(news), fc.array(news), (before, later) => {
      expect(after([...before, { type: 'stopped' }, ...later]).phase).toBe('stopped')
    }),
    { seed: 13 },
  )
})
