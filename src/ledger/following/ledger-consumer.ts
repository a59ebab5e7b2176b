/**
 * Takes every event of the log in its order: looks at it as it arrives, and adds its leaf. What is wrong with an event
 * becomes a finding, and the ledger goes on. Leaves, findings, heads and the checkpoint are written in one transaction.
 */
import type { Kysely } from 'kysely'
import type { Batch, StoredEvent } from '../../ports/events/event-store.ts'
import type { Checkpoint, SubscriptionSession } from '../../ports/events/subscription-sessions.ts'
import type { CheckStoredEvent } from '../../ports/ledger/check-event.ts'
import type { Finding } from '../../ports/ledger/finding.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { EventLeaf } from '../../proof/event-leaf.ts'
import type { Frontier } from '../../proof/merkle/frontier.ts'
import type { BatchConsumer } from '../../projections/engine/runner.ts'
import { reportFindings, type FindingDeps } from '../findings.ts'
import { signHead, type HeadDeps } from '../heads/sign-head.ts'
import type { Tree } from '../tree/trees.ts'
import { TreeRows } from '../tree/tree-rows.ts'
import { LastLeaves } from './last-leaves.ts'

export interface LedgerDeps extends FindingDeps, HeadDeps {
  readonly check: CheckStoredEvent
  /** The least time between two heads. */
  readonly head_seconds: number
}

/** Where the ledger stands when it is opened. */
export interface LedgerStart {
  readonly tree: Tree
  /** What the tree has. */
  readonly frontier: Frontier
  readonly checkpoint: Checkpoint
  /** The latest head: its size, and when it was signed. */
  readonly signed: LastSigned | undefined
}

interface LastSigned {
  readonly size: number
  /** In milliseconds. */
  readonly at: number
}

export class LedgerConsumer implements BatchConsumer<StoredEvent> {
  readonly hasParked = false
  rate = 0
  readonly #deps: LedgerDeps
  readonly #session: SubscriptionSession
  readonly #tree: Tree
  readonly #frontier: Frontier
  readonly #last = new LastLeaves()
  #seen: Checkpoint
  #stored: Checkpoint
  #signed: LastSigned

  constructor(deps: LedgerDeps, session: SubscriptionSession, start: LedgerStart) {
    this.#deps = deps
    this.#session = session
    this.#tree = start.tree
    this.#frontier = start.frontier
    this.#seen = start.checkpoint
    this.#stored = start.checkpoint
    this.#signed = start.signed ?? { size: 0, at: -Infinity }
  }

  get checkpoint(): Checkpoint {
    return this.#seen
  }

  get hasUnstoredCheckpoint(): boolean {
    return this.#seen !== this.#stored
  }

  async handleBatch({ position, events }: Batch): Promise<void> {
    if (position === this.#seen.position) return
    const after = { position, handled: this.#seen.handled + events.length }
    // After the ledger was read anew from the start, what it has already is passed over.
    const fresh = events.slice(Math.max(0, this.#frontier.size - this.#seen.handled))
    if (fresh.length === 0) this.#seen = after
    else await this.#commit(after, (transaction) => this.#append(transaction, fresh))
  }

  async storeCheckpoint(): Promise<void> {
    if (this.hasUnstoredCheckpoint) await this.#commit(this.#seen, async () => {})
  }

  /** Called while nothing happens: signs what grew since the last head. */
  async assertCheckpoint(): Promise<void> {
    await this.#session.check()
    if (this.#mustSign()) await this.#session.transaction((transaction) => this.#sign(transaction))
  }

  async retryParked(): Promise<void> {}

  async #append(transaction: Kysely<ReadSchema>, events: readonly StoredEvent[]): Promise<void> {
    const rows = new TreeRows(transaction, this.#tree.tree)
    const leaves: EventLeaf[] = []
    const findings: Finding[] = []
    await this.#last.load(
      events.map(({ stream }) => stream),
      (streams) => rows.lastOf(streams),
    )
    for (const stored of events) {
      const { stream, revision } = stored
      const { hash, previous_hash, finding } = this.#deps.check(stored)
      const leaf = { stream, revision, hash }
      if (finding !== undefined) findings.push(finding)
      else if (!this.#last.precedes(leaf, previous_hash))
        findings.push({
          kind: 'not_following',
          stream,
          revision,
          detail: 'It does not follow the last event of its stream that the ledger has.',
        })
      this.#last.set(leaf)
      leaves.push(leaf)
    }
    await rows.append(this.#frontier, leaves)
    await reportFindings(this.#deps, transaction, findings)
    if (this.#mustSign()) await this.#sign(transaction)
  }

  #mustSign(): boolean {
    const { size, at } = this.#signed
    return this.#frontier.size > size && Date.parse(this.#deps.clock.now()) - at >= this.#deps.head_seconds * 1000
  }

  async #sign(transaction: Kysely<ReadSchema>): Promise<void> {
    const { size, root } = this.#frontier
    await signHead(this.#deps, transaction, this.#tree, { size, root })
    this.#signed = { size, at: Date.parse(this.#deps.clock.now()) }
  }

  /** A transaction that fails leaves memory ahead of the tables: whoever runs this opens it anew. */
  async #commit(checkpoint: Checkpoint, write: Parameters<SubscriptionSession['commit']>[1]): Promise<void> {
    await this.#session.commit({ ...checkpoint, rate: Math.round(this.rate) }, write)
    this.#seen = checkpoint
    this.#stored = checkpoint
  }
}
