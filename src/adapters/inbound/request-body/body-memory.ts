/** Limits the bytes of request bodies that the process holds at once, besides the limit of each request. */
import { fail, unwrap } from '../../../domain/kernel/errors.ts'
import { currentOwner } from '../../../ports/limits/on-behalf-of.ts'

/** Bytes: five of the largest uploads at once, or ten thousand forms. */
const MAX_TOTAL_BYTES = 140 * 1024 * 1024
/** Bytes for one caller: two of the largest uploads. */
const MAX_OWN_BYTES = 60 * 1024 * 1024

/** Bytes of each request that are taken however much the others hold: an answer, a sign-in, a button in Slack. */
const SMALL_BYTES = 64 * 1024

const FULL = fail(
  'unavailable',
  'More is being uploaded at the moment than fits here. Nothing was changed: try again in a few seconds.',
)

const OWN_FULL = fail(
  'too_many',
  'You are uploading more at once than one caller may. Nothing was changed: send it again when the others are through.',
  { retry_after_s: 1 },
)

/** The bytes of one request, from its first byte until it is answered. */
export interface BodyReservation {
  /**
   * Throws `Refused`: `unavailable` when all requests together would hold too much, and this one is not small;
   * `too_many` when those of one caller would.
   */
  add(bytes: number): void
  release(): void
}

/** Counts the bytes that all requests hold together. */
export class BodyMemory {
  readonly #limit: number
  readonly #ownLimit: number
  readonly #small: number
  readonly #heldBy = new Map<string, number>()
  #held = 0

  /** `ownLimit`: bytes for one caller (`currentOwner`); `small`: of each request, whatever others hold. */
  constructor(limit: number, ownLimit = limit, small = 0) {
    this.#limit = limit
    this.#ownLimit = ownLimit
    this.#small = small
  }

  /** Begins to count for a request. The caller must call `release`, also after an error. */
  reserve(): BodyReservation {
    let mine = 0
    const owner = currentOwner()
    return {
      add: (bytes) => {
        if (mine + bytes > this.#small && this.#held + bytes > this.#limit) unwrap(FULL)
        if (owner !== undefined && (this.#heldBy.get(owner) ?? 0) + bytes > this.#ownLimit) unwrap(OWN_FULL)
        this.#count(owner, bytes)
        mine += bytes
      },
      release: () => {
        this.#count(owner, -mine)
        mine = 0
      },
    }
  }

  #count(owner: string | undefined, bytes: number): void {
    this.#held += bytes
    if (owner === undefined) return
    const held = (this.#heldBy.get(owner) ?? 0) + bytes
    if (held > 0) this.#heldBy.set(owner, held)
    else this.#heldBy.delete(owner)
  }
}

/** The one count of this process. */
export const bodyMemory = new BodyMemory(MAX_TOTAL_BYTES, MAX_OWN_BYTES, SMALL_BYTES)
