/**
 * Events against the leaves of the ledger, and both against every signed head. Where events and leaves differ, the
 * heads tell which of them was changed; where they agree and a head contradicts, both were rewritten.
 */
import type { Finding } from '../../ports/ledger/finding.ts'
import type { EventLeaf } from '../../proof/event-leaf.ts'
import type { Frontier } from '../../proof/merkle/frontier.ts'
import type { TreeRows } from '../tree/tree-rows.ts'
import type { ExaminedEvent, HistoryCheck } from './history-check.ts'
import { LeafMatcher, type Leaves } from './match-leaves.ts'
import type { FoundHead } from './read-heads.ts'
import { RootsAtSizes } from './roots-at-sizes.ts'

const PAGE_SIZE = 2000

export interface LeavesCheckParts {
  readonly leaves: Leaves
  readonly rows: TreeRows
  /** The tree that was verified before; empty for all. */
  readonly from: Frontier
  readonly heads: readonly FoundHead[]
}

export class LeavesCheck implements HistoryCheck {
  readonly #parts: LeavesCheckParts
  readonly #matcher: LeafMatcher
  readonly #sizes: ReadonlySet<number>
  readonly #events: RootsAtSizes
  #before: EventLeaf | undefined

  constructor(parts: LeavesCheckParts) {
    this.#parts = parts
    this.#matcher = new LeafMatcher(parts.leaves, parts.from.size)
    this.#sizes = new Set(parts.heads.map(({ size }) => size))
    this.#events = new RootsAtSizes(parts.from, this.#sizes)
  }

  async take(events: readonly ExaminedEvent[]): Promise<readonly Finding[]> {
    for (const { stored, hash } of events) {
      const leaf = { stream: stored.stream, revision: stored.revision, hash }
      await this.#matcher.take(leaf)
      this.#judged()
      this.#before = leaf
    }
    return []
  }

  async end(): Promise<readonly Finding[]> {
    await this.#matcher.end()
    this.#judged()
    const leaves = await this.#leafRoots()
    const { differences } = this.#matcher
    const contradicted = this.#parts.heads.filter(({ size, root }) => !leaves.had(size, root))
    const confirmed = contradicted.filter(({ size, root }) => this.#events.had(size, root))
    // As far as a head confirms the events, it is the ledger that was changed.
    const changed = Math.max(0, ...confirmed.map(({ size }) => size))
    const findings: Finding[] = differences.filter(({ leaf }) => leaf >= changed)
    if (changed > 0)
      findings.push({
        kind: 'ledger_changed',
        detail: `The first ${changed} events are those whose head was signed; the ledger has others.`,
      })
    findings.push(...this.#judgeHeads(contradicted.filter((head) => !confirmed.includes(head))))
    return findings
  }

  /** The tree that was verified: over leaves, which are the events where nothing was found. */
  get tree(): Frontier {
    return this.#events.tree
  }

  /** The event before was judged: it is part of the tree over the events. */
  #judged(): void {
    if (this.#before !== undefined) this.#events.add(this.#before)
    this.#before = undefined
  }

  /** The roots over the leaves: those over the events, as long as they are the same. */
  async #leafRoots(): Promise<RootsAtSizes> {
    if (!this.#matcher.differs) return this.#events
    const { rows, leaves, from } = this.#parts
    const roots = new RootsAtSizes(from, this.#sizes)
    for (let at = from.size; at < leaves.size; at += PAGE_SIZE)
      for (const leaf of await rows.read({ from: at, to: Math.min(at + PAGE_SIZE, leaves.size) })) roots.add(leaf)
    return roots
  }

  /** Heads that neither the leaves nor the events have. */
  #judgeHeads(heads: readonly FoundHead[]): Finding[] {
    const [first] = heads
    if (first === undefined) return []
    const beyond = heads.filter(({ size }) => size > this.#parts.leaves.size)
    const within = heads.filter(({ size }) => size <= this.#parts.leaves.size)
    const findings: Finding[] = []
    if (beyond.length > 0) {
      const largest = Math.max(...beyond.map(({ size }) => size))
      findings.push({
        kind: 'tail_cut',
        detail: `A head of ${largest} events was signed; the ledger has ${this.#parts.leaves.size}.`,
      })
    }
    const ours = within.filter(({ witness }) => witness === undefined)
    for (const witness of new Set(within.flatMap(({ witness }) => witness ?? []))) {
      const sizes = within.filter((head) => head.witness === witness).map(({ size }) => size)
      findings.push({
        kind: 'head_elsewhere',
        detail: `${witness} has the head of ${Math.min(...sizes)} events of another history.`,
      })
    }
    if (ours.length > 0) {
      const size = Math.min(...ours.map((head) => head.size))
      const last = Math.max(0, ...this.#parts.heads.map((head) => head.size).filter((one) => one < size))
      findings.push({
        kind: 'history_rewritten',
        detail: `Among the events ${last} to ${size - 1} of the log, whose head was signed, are others.`,
      })
    }
    return findings
  }
}
