/** The state of a running subscription, for health checks, and its transitions. */

export interface SubscriptionState {
  readonly name: string
  /**
   * `waiting`: another instance runs it, or that is not known yet. `catching_up`, `live`: this instance runs it.
   * `failing`: it is retrying after an error. `stopped`: for good.
   */
  readonly phase: 'waiting' | 'catching_up' | 'live' | 'failing' | 'stopped'
  readonly handled: number
  /** Events per second. */
  readonly rate: number
  readonly parked: boolean
  /** Of the last failure, while failing. */
  readonly error?: string | undefined
}

/** What happened to the subscription. */
export type SubscriptionChange =
  /** Another instance holds the right to run it. */
  | { readonly type: 'held_elsewhere' }
  /** This instance has the right, and continues (or rebuilds) from `handled`. */
  | { readonly type: 'taken'; readonly handled?: number }
  /** Events were handled. */
  | ({ readonly type: 'moved'; readonly caught_up: boolean } & Pick<SubscriptionState, 'handled' | 'rate' | 'parked'>)
  /** No events came for a while. */
  | ({ readonly type: 'idle' } & Pick<SubscriptionState, 'rate' | 'parked'>)
  /** The right was lost without an error. */
  | { readonly type: 'lost' }
  | { readonly type: 'failed'; readonly error: string }
  | { readonly type: 'stopped' }

/** The state before anything happened. */
export const initialSubscriptionState = (name: string): SubscriptionState => ({
  name,
  phase: 'waiting',
  handled: 0,
  rate: 0,
  parked: false,
})

/** The state after a change. Every sign of health ends `failing`, including that another instance runs it. */
export function evolveSubscription(state: SubscriptionState, change: SubscriptionChange): SubscriptionState {
  if (state.phase === 'stopped') return state
  const { error: _, ...well } = state
  switch (change.type) {
    case 'held_elsewhere':
      return { ...well, phase: 'waiting', rate: 0, parked: false }
    case 'taken':
      return { ...well, phase: 'catching_up', handled: change.handled ?? state.handled }
    case 'moved': {
      const { caught_up, handled, rate, parked } = change
      return { ...well, phase: caught_up ? 'live' : 'catching_up', handled, rate, parked }
    }
    case 'idle':
      return { ...state, rate: change.rate, parked: change.parked }
    case 'lost':
      // Whether another instance has it is found out at the next attempt.
      return state.phase === 'failing' ? state : { ...well, phase: 'waiting', rate: 0 }
    case 'failed':
      return { ...state, phase: 'failing', rate: 0, error: change.error }
    case 'stopped':
      return { ...well, phase: 'stopped', rate: 0 }
  }
}
