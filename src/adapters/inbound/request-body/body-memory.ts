/** Limits the bytes of request bodies that the process holds at once, besides the limit of each request. */
import { fail, unwrap } from '../../../domain/kernel/errors.ts'

/** Bytes: five of the largest uploads at once, or ten thousand forms. */
const MAX_TOTAL_BYTES = 140 * 1024 * 1024

const FULL = fail(
  'unavailable',
  'More is being uploaded at the moment than fits here. Nothing was changed: try again in a few seconds.',
)

/** The bytes of one request, from its first byte until it is answered. */
export interface BodyReservation {
  /** Throws `Refused` (`unavailable`) when all requests together would hold too much. */
  add(bytes: number): void
  release(): void
}

/** Counts the bytes that all requests hold together. */
export class BodyMemory {
  readonly #limit: number
  #held = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Begins to count for a request. The caller must call `release`, also after an error. */
  reserve(): BodyReservation {
    let mine = 0
    return {
      add: (bytes) => {
        if (this.#held + bytes > this.#limit) unwrap(FULL)
        this.#held += bytes
        mine += bytes
      },
      release: () => {
        this.#held -= mine
        mine = 0
      },
    }
  }
}

/** The one count of this process. */
export const bodyMemory = new BodyMemory(MAX_TOTAL_BYTES)
