/** What a running subscription says of itself, for health checks: its states, and what leads from one to the next. */

export interface SubscriptionState {
  readonly name: string
  /**
   * `waiting`: nothing to do here, for another instance runs it, or it was not looked yet. `catching_up`, `live`: this
   * one runs it. `failing`: it is trying again after an error, and does not know yet whether another runs it.
   * `stopped`: for good.
   */
  readonly phase: 'waiting' | 'catching_up' | 'live' | 'failing' | 'stopped'
  readonly handled: number
  /** Events per second. */
  readonly rate: number
  readonly parked: boolean
  /** Of the last failure, while failing. */
  readonly error?: string | undefined
}

export type SubscriptionChange =
  /** Another instance was found to hold the right to it. */
  | { readonly type: 'held_elsewhere' }
  /** This one has the right, and goes on (or rebuilds) from what was handled. */
  | { readonly type: 'taken'; readonly handled?: number }
  /** Events came. */
  | ({ readonly type: 'moved'; readonly caught_up: boolean } & Pick<SubscriptionState, 'handled' | 'rate' | 'parked'>)
  /** None came for a while. */
  | ({ readonly type: 'idle' } & Pick<SubscriptionState, 'rate' | 'parked'>)
  /** The right was lost without an error. */
  | { readonly type: 'lost' }
  | { readonly type: 'failed'; readonly error: string }
  | { readonly type: 'stopped' }

export const initialSubscriptionState = (name: string): SubscriptionState => ({
  name,
  phase: 'waiting',
  handled: 0,
  rate: 0,
  parked: false,
})

/** The state after the news. Whatever shows that it is well again ends `failing`, also that another instance has it. */
export function evolveSubscription(state: SubscriptionState, news: SubscriptionChange): SubscriptionState {
  if (state.phase === 'stopped') return state
  const { error: _, ...well } = state
  switch (news.type) {
    case 'held_elsewhere':
      return { ...well, phase: 'waiting', rate: 0, parked: false }
    case 'taken':
      return { ...well, phase: 'catching_up', handled: news.handled ?? state.handled }
    case 'moved': {
      const { caught_up, handled, rate, parked } = news
      return { ...well, phase: caught_up ? 'live' : 'catching_up', handled, rate, parked }
    }
    case 'idle':
      return { ...state, rate: news.rate, parked: news.parked }
    case 'lost':
      // Whether another has it now is seen at the next look.
      return state.phase === 'failing' ? state : { ...well, phase: 'waiting', rate: 0 }
    case 'failed':
      return { ...state, phase: 'failing', rate: 0, error: news.error }
    case 'stopped':
      return { ...well, phase: 'stopped', rate: 0 }
  }
}
