/**
 * Subscription sessions on a database: only the holder of the exclusive right to a subscription moves its checkpoint.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import {
  CheckpointMoved,
  type Progress,
  type RunSession,
  type SubscriptionSession,
  type SubscriptionSessions,
} from '../../../ports/events/subscription-sessions.ts'

/** The exclusive right to a name, and a database in which its holder alone can write by it. */
export interface ExclusiveRight {
  /** Once the right is lost, nothing written through it commits. */
  readonly db: Kysely<ReadSchema>
  /** Fires when the right is lost or given up. */
  readonly held: AbortSignal
  /** Fires when the right is lost. */
  readonly lost: AbortSignal
}

/** Exclusive rights by name: on PGlite a queue in memory, on Postgres an advisory lock. */
export interface ExclusiveRights {
  /**
   * Waits until the name is free and runs `run` while holding it. Resolves without running when the signal fires first.
   * `waits` is called each time another holder was found.
   */
  hold(
    name: string,
    signal: AbortSignal,
    run: (right: ExclusiveRight) => Promise<void>,
    waits?: () => void,
  ): Promise<void>
}

/** Sessions that write the checkpoints of subscriptions. */
export class SqlSubscriptionSessions implements SubscriptionSessions {
  readonly #rights: ExclusiveRights
  readonly #clock: Clock
  readonly #instance: string

  /** `instance` names this process to operators. */
  constructor(rights: ExclusiveRights, clock: Clock, instance: string) {
    this.#rights = rights
    this.#clock = clock
    this.#instance = instance
  }

  hold(name: string, signal: AbortSignal, run: RunSession, waits?: () => void): Promise<void> {
    return this.#rights.hold(
      name,
      signal,
      async (right) => {
        const session = new SqlSubscriptionSession(right, this.#clock, name, this.#instance)
        await run(session, right.held)
        await session.leave()
      },
      waits,
    )
  }
}

class SqlSubscriptionSession implements SubscriptionSession {
  readonly #right: ExclusiveRight
  readonly #clock: Clock
  readonly #name: string
  readonly #instance: string
  #epoch = -1

  constructor(right: ExclusiveRight, clock: Clock, name: string, instance: string) {
    this.#right = right
    this.#clock = clock
    this.#name = name
    this.#instance = instance
  }

  open() {
    return this.#orLost(async () => {
      const row = await this.#row()
        .set((query) => ({ epoch: query('epoch', '+', 1), holder: this.#instance }))
        .returning(['epoch', 'position', 'handled', 'version'])
        .executeTakeFirstOrThrow()
      this.#epoch = row.epoch
      return {
        position: row.position === '' ? undefined : row.position,
        handled: Number(row.handled),
        version: row.version,
      }
    })
  }

  commit(
    { position, handled, rate }: Progress,
    write: (transaction: Transaction<ReadSchema>) => Promise<void>,
  ): Promise<void> {
    return this.transaction(async (transaction) => {
      const moved = await transaction
        .updateTable('checkpoints')
        .set({ position: position ?? '', handled, rate, updated_at: this.#clock.now() })
        .where('name', '=', this.#name)
        .where('epoch', '=', this.#epoch)
        .returning('name')
        .executeTakeFirst()
      if (moved === undefined) throw new CheckpointMoved(this.#name)
      await write(transaction)
    })
  }

  transaction<T>(work: (transaction: Transaction<ReadSchema>) => Promise<T>): Promise<T> {
    return this.#orLost(() => this.#right.db.transaction().execute(work))
  }

  check(): Promise<void> {
    return this.#orLost(async () => {
      const row = await this.#right.db
        .selectFrom('checkpoints')
        .select('epoch')
        .where('name', '=', this.#name)
        .executeTakeFirst()
      if (row?.epoch !== this.#epoch) throw new CheckpointMoved(this.#name)
    })
  }

  /** Clears the holder, unless another instance has taken over already. */
  async leave(): Promise<void> {
    if (this.#right.lost.aborted || this.#epoch === -1) return
    await this.#row().set({ holder: null }).where('epoch', '=', this.#epoch).execute()
  }

  #row() {
    return this.#right.db.updateTable('checkpoints').where('name', '=', this.#name)
  }

  /** Turns an error after losing the right into `CheckpointMoved`, so that it is not blamed on an event. */
  async #orLost<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt()
    } catch (error) {
      throw this.#right.lost.aborted ? new CheckpointMoved(this.#name, { cause: error }) : error
    }
  }
}
