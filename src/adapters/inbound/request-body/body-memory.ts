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

/** The bytes of one request, from what it announces until it is answered. */
export interface BodyReservation {
  /**
   * Says how many bytes are to come, before any is read. They count for the caller alone: whoever announces much and
   * sends nothing keeps nobody else out. Throws `Refused` (`too_many`) when the caller's would be too much.
   */
  expect(bytes: number): void
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
    const owner = currentOwner()
    let arrived = 0
    let expected = 0
    /** What counts for the owner: all that was announced, or came beyond it. */
    const owned = (): number => Math.max(arrived, expected)
    const checkOwn = (more: number): void => {
      if (owner !== undefined && more > 0 && this.#heldOf(owner) + more > this.#ownLimit) unwrap(OWN_FULL)
    }
    return {
      expect: (bytes) => {
        const more = Math.max(0, bytes - owned())
        checkOwn(more)
        expected = Math.max(expected, bytes)
        this.#countOwn(owner, more)
      },
      add: (bytes) => {
        if (arrived + bytes > this.#small && this.#held + bytes > this.#limit) unwrap(FULL)
        const more = Math.max(0, arrived + bytes - owned())
        checkOwn(more)
        arrived += bytes
        this.#held += bytes
        this.#countOwn(owner, more)
      },
      release: () => {
        this.#held -= arrived
        this.#countOwn(owner, -owned())
        arrived = expected = 0
      },
    }
  }

  #heldOf(owner: string): number {
    return this.#heldBy.get(owner) ?? 0
  }

  #countOwn(owner: string | undefined, bytes: number): void {
    if (owner === undefined) return
    const held = this.#heldOf(owner) + bytes
    if (held > 0) this.#heldBy.set(owner, held)
    else this.#heldBy.delete(owner)
  }
}

/** The one count of this process. */
export const bodyMemory = new BodyMemory(MAX_TOTAL_BYTES, MAX_OWN_BYTES, SMALL_BYTES)
