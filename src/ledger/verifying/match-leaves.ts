/**
 * Compares the events of the log with the leaves of the ledger, both in their order, and names what happened where they
 * differ: another event in a place, one that is gone, one that was put in, or another order.
 */
import type { Finding, FindingKind } from '../../ports/ledger/finding.ts'
import type { EventLeaf } from '../../proof/event-leaf.ts'
import type { NumberedLeaf } from '../tree/tree-rows.ts'

/** A difference, and the leaf at which the ledger shows it. */
export interface Difference extends Finding {
  readonly leaf: number
}

/** The ledger, as far as it is compared. */
export interface Leaves {
  /** The leaf at a place; undefined behind the end, and where its row is gone. */
  at(leaf: number): Promise<NumberedLeaf | undefined>
  /** The place of an event. */
  find(stream: string, revision: number): Promise<NumberedLeaf | undefined>
  /** Whether the stream goes on in the event store after a revision. */
  goesOn(stream: string, revision: number): Promise<boolean>
  /** How many there are. */
  readonly size: number
}

/** Differences beyond this many are counted, not listed: one replaced log would name millions. */
const MAX_DIFFERENCES = 10_000

export class LeafMatcher {
  readonly differences: Difference[] = []
  /** Whether events and leaves are not the same. */
  differs = false
  readonly #leaves: Leaves
  /** The place of the next leaf whose event must come. */
  #next: number
  /** Leaves behind `next` whose events came already. */
  readonly #early = new Set<number>()
  /** Leaves before `next` whose events did not come. */
  readonly #missing = new Map<string, NumberedLeaf>()
  #waiting: EventLeaf | undefined

  constructor(leaves: Leaves, from: number) {
    this.#leaves = leaves
    this.#next = from
  }

  /** The next event of the log. It is judged when the one after it is known. */
  async take(event: EventLeaf): Promise<void> {
    const before = this.#waiting
    this.#waiting = event
    if (before !== undefined) await this.#judge(before, event)
  }

  /** After the last event: what did not come is gone. */
  async end(): Promise<void> {
    if (this.#waiting !== undefined) await this.#judge(this.#waiting, undefined)
    this.#waiting = undefined
    if (this.#next < this.#leaves.size) this.differs = true
    await this.#skipTo(this.#leaves.size)
    const cut = new Set<string>()
    for (const { leaf, stream, revision } of this.#missing.values()) {
      if (await this.#leaves.goesOn(stream, revision))
        this.#differ('removed', { leaf, stream, revision }, 'The ledger has it, the event store does not.')
      else if (!cut.has(stream)) {
        cut.add(stream)
        this.#differ('tail_cut', { leaf, stream, revision }, 'From this event on, the stream is gone.')
      }
    }
  }

  async #judge(event: EventLeaf, following: EventLeaf | undefined): Promise<void> {
    while (this.#early.delete(this.#next)) this.#next++
    const expected = await this.#leaves.at(this.#next)
    if (expected !== undefined && isSamePlace(expected, event)) {
      this.#compare(expected, event)
      this.#next++
      return
    }
    this.differs = true
    const late = this.#missing.get(placeOf(event))
    if (late !== undefined) {
      this.#missing.delete(placeOf(event))
      return this.#differ(
        'order_changed',
        late,
        `The ledger has it as event ${late.leaf} of the log; it stands further behind.`,
      )
    }
    const found = await this.#leaves.find(event.stream, event.revision)
    if (found === undefined || found.leaf < this.#next || this.#early.has(found.leaf))
      return this.#differ('inserted', { ...event, leaf: this.#next }, 'The ledger does not have it.')
    if (await this.#isBefore(following, found.leaf)) {
      this.#early.add(found.leaf)
      return this.#differ(
        'order_changed',
        found,
        `The ledger has it as event ${found.leaf} of the log; it stands further in front.`,
      )
    }
    await this.#skipTo(found.leaf)
    this.#next = found.leaf + 1
    this.#compare(found, event)
  }

  /** Whether an event has its leaf before this one: then it was the other that moved. */
  async #isBefore(event: EventLeaf | undefined, leaf: number): Promise<boolean> {
    if (event === undefined) return false
    const found = await this.#leaves.find(event.stream, event.revision)
    return found !== undefined && found.leaf < leaf && found.leaf >= this.#next
  }

  async #skipTo(leaf: number): Promise<void> {
    for (; this.#next < leaf; this.#next++) {
      if (this.#early.delete(this.#next)) continue
      const skipped = await this.#leaves.at(this.#next)
      if (skipped !== undefined) this.#missing.set(placeOf(skipped), skipped)
    }
  }

  #compare(leaf: NumberedLeaf, { hash }: EventLeaf): void {
    if (leaf.hash === hash) return
    this.differs = true
    this.#differ('rewritten', leaf, 'Its hash is not the one that the ledger has.')
  }

  #differ(kind: FindingKind, { leaf, stream, revision }: Omit<NumberedLeaf, 'hash'>, detail: string): void {
    if (this.differences.length < MAX_DIFFERENCES) this.differences.push({ kind, stream, revision, leaf, detail })
  }
}

const placeOf = ({ stream, revision }: EventLeaf): string => `${stream}@${revision}`

const isSamePlace = (a: EventLeaf, b: EventLeaf): boolean => a.stream === b.stream && a.revision === b.revision
