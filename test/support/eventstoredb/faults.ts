/** What can be made to go wrong in the server double. */

/**
 * For appends: `no_answer` (nothing written either), `lost_answer` (written, then the connection is cut),
 * `never_acknowledged` (written, no answer, the connection stays), `cut` (not written), `not_leader`, `no_leader`,
 * `not_ready`, `overloaded`, `bad_request` (and its second answer), `deaf` (written, but this call of BatchAppend
 * answers nothing from now on), `busy` (times out, not written). For reads and subscriptions: `no_answer`, `cut`,
 * `clean_end`, `slow_consumer`, `not_leader`, `not_ready`, `denied`, `broken`; those in mid-stream happen after
 * `events` events. The question what the server supports (`features`) can be `broken`.
 */
export type FaultKind =
  | 'no_answer'
  | 'lost_answer'
  | 'never_acknowledged'
  | 'cut'
  | 'not_leader'
  | 'no_leader'
  | 'not_ready'
  | 'overloaded'
  | 'bad_request'
  | 'busy'
  | 'denied'
  | 'deaf'
  | 'clean_end'
  | 'slow_consumer'
  | 'broken'

export type FaultPlace = 'append' | 'read' | 'subscribe' | 'features'

export interface Fault {
  readonly kind: FaultKind
  /** After how many events of a read or subscription; 0 unless given. */
  readonly events?: number
}

export class Faults {
  readonly #queues: Record<FaultPlace, Fault[]> = { append: [], read: [], subscribe: [], features: [] }

  /** The next calls at this place go wrong so, one each. */
  next(place: FaultPlace, ...faults: (Fault | FaultKind)[]): void {
    this.#queues[place].push(...faults.map((fault) => (typeof fault === 'string' ? { kind: fault } : fault)))
  }

  /** How many have not happened yet. */
  pending(place: FaultPlace): number {
    return this.#queues[place].length
  }

  take(place: FaultPlace): Fault | undefined {
    return this.#queues[place].shift()
  }
}
