/** Subscription sessions on PGlite: one process has the database, so that the right to move a subscription is a queue in memory. */
import type { Kysely, Transaction } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { ReadSchema } from '../../ports/read-schema.ts'
import { CheckpointMoved, type Progress, type SubscriptionSession, type SubscriptionSessions } from '../../ports/subscription-sessions.ts'

export class PgliteSubscriptionSessions implements SubscriptionSessions {
  readonly #db: Kysely<ReadSchema>
  readonly #clock: Clock
  readonly #holders = new Map<string, Promise<void>>()

  constructor(db: Kysely<ReadSchema>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async hold(name: string, signal: AbortSignal, run: (session: SubscriptionSession, held: AbortSignal) => Promise<void>): Promise<void> {
    const before = this.#holders.get(name) ?? Promise.resolve()
    const over = Promise.withResolvers<void>()
    this.#holders.set(name, before.then(() => over.promise))
    try {
      await before
      if (!signal.aborted) await run(new PgliteSession(this.#db, this.#clock, name), signal)
    } finally {
      over.resolve()
    }
  }
}

class PgliteSession implements SubscriptionSession {
  readonly #db: Kysely<ReadSchema>
  readonly #clock: Clock
  readonly #name: string
  #epoch = -1

  constructor(db: Kysely<ReadSchema>, clock: Clock, name: string) {
    this.#db = db
    this.#clock = clock
    this.#name = name
  }

  async open() {
    const row = await this.#db.selectFrom('checkpoints').selectAll().where('name', '=', this.#name).executeTakeFirstOrThrow()
    this.#epoch = row.epoch
    return { position: row.position === '' ? undefined : row.position, handled: Number(row.handled), version: row.version }
  }

  async commit({ position, handled, rate }: Progress, write: (transaction: Transaction<ReadSchema>) => Promise<void>): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const moved = await transaction.updateTable('checkpoints').set({ position: position ?? '', handled, rate, updated_at: this.#clock.now() })
        .where('name', '=', this.#name).where('epoch', '=', this.#epoch).returning('name').executeTakeFirst()
      if (moved === undefined) throw new CheckpointMoved(this.#name)
      await write(transaction)
    })
  }

  async check(): Promise<void> {
    const row = await this.#db.selectFrom('checkpoints').select('epoch').where('name', '=', this.#name).executeTakeFirst()
    if (row?.epoch !== this.#epoch) throw new CheckpointMoved(this.#name)
  }
}
