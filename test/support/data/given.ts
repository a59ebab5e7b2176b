/**
 * The language of the domain's tests: “given these events, when this is decided, then these events (or this error)”.
 */
import { expect } from 'vitest'
import type { Decider } from '../../../src/domain/kernel/decider.ts'
import type { Result } from '../../../src/domain/kernel/errors.ts'
import type { DomainEvent, Envelope } from '../../../src/domain/kernel/event.ts'

/** An envelope for tests; the time goes on by a minute with each revision. */
export function testEnvelope(type: string, revision: number, over: Partial<Envelope> = {}): Envelope {
  return {
    id: '00000000-0000-4000-8000-000000000000',
    type,
    version: 1,
    tenant: 'default',
    actor: 'key:ada',
    at: new Date(Date.UTC(2026, 10, 21, 10, revision)).toISOString(),
    command_id: '00000000-0000-4000-8000-000000000001',
    request_digest: '',
    correlation_id: '',
    causation_id: '',
    surface: 'http',
    hash: '',
    previous_hash: '',
    ...over,
  }
}

export function fold<State, E extends DomainEvent>(decider: Decider<State, E>, events: readonly E[]): State {
  return events.reduce(
    (state, event, revision) =>
      decider.evolve(state, event, { revision, envelope: testEnvelope(event.type, revision) }),
    decider.initial(),
  )
}

export function given<State, E extends DomainEvent>(decider: Decider<State, E>, events: readonly E[]) {
  const state = fold(decider, events)
  return {
    when: (decide: (state: State, revision: number) => Result<E[]>) => {
      const result = decide(state, events.length - 1)
      return {
        then: (expected: readonly unknown[]) => expect(result).toEqual({ ok: true, value: expected }),
        thenTypes: (expected: readonly string[]) =>
          expect(result.ok ? result.value.map(({ type }) => type) : result).toEqual(expected),
        thenFails: (error: Record<string, unknown>) => expect(result).toMatchObject({ ok: false, error }),
        /** The state after the decided events. */
        state: () => {
          if (!result.ok) throw new Error(`Refused: ${result.error.message}`)
          return fold(decider, [...events, ...result.value])
        },
        events: () => (result.ok ? result.value : []),
      }
    },
  }
}
