/**
 * Knows whose rights changed: at once what this instance does, and by a look at `access_changes` twice a second what
 * others do, while anybody asks. What was learnt before the last look that worked counts for a second (ADR 25).
 */
import { sql, type Kysely } from 'kysely'
import type { AccessNews } from '../../../../ports/people/access-news.ts'
import type { AccountTables } from './account-tables.ts'

/** Whose rights changed; undefined: anybody's may have. */
export type AccessListener = (actors: ReadonlySet<string> | undefined) => void

/** Time, so that tests can move it: milliseconds, by a clock that is never set, and by one that runs on in a sleep. */
export interface Timepiece {
  readonly steady: () => number
  readonly wall: () => number
}

const TIMEPIECE: Timepiece = { steady: () => performance.now(), wall: () => Date.now() }

const LOOK_EVERY_MS = 500
/** How long what was learnt counts after the start of a look that worked. */
const COUNTS_MS = 1000
/** Nobody asked for so long: looking ends. */
const IDLE_MS = 5000
/** Rows are kept for an hour (`keep-house.ts`): after a longer break what was missed is not known. */
const MISSED_MS = 30 * 60_000

interface Look {
  readonly steady: number
  readonly wall: number
}

export class AccessWatch implements AccessNews {
  readonly #db: Kysely<AccountTables>
  readonly #time: Timepiece
  readonly #everyMs: number
  readonly #listeners = new Set<AccessListener>()
  #version = 0
  #worked: Look | undefined
  #running: { readonly began: Look; readonly done: Promise<boolean> } | undefined
  /** All transactions before it were over at the last look. */
  #xmin: bigint | undefined
  /** Rows that were told already, though their transactions are not before `#xmin`. */
  #told: ReadonlySet<number> = new Set()
  #used: Look
  #watched = 0
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(db: Kysely<AccountTables>, { time = TIMEPIECE, every_ms = LOOK_EVERY_MS } = {}) {
    this.#db = db
    this.#time = time
    this.#everyMs = every_ms
    this.#used = this.#now()
  }

  /** Counts the changes: what was read before one and arrives after it may be outdated. */
  get version(): number {
    return this.#version
  }

  /** Calls the listener with each change. Returns a function that ends it. */
  onChange(listener: AccessListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  watch(actor: string, changed: () => void): () => void {
    const end = this.onChange((actors) => {
      if (actors === undefined || actors.has(actor)) changed()
    })
    this.#watched++
    this.#keepLooking()
    let watching = true
    return () => {
      if (!watching) return
      watching = false
      this.#watched--
      end()
    }
  }

  /** What this instance changed, once it is committed. */
  tell(...actors: readonly string[]): void {
    this.#announce(new Set(actors))
  }

  /** Whether what was learnt counts now; after a break it looks first. */
  async counts(): Promise<boolean> {
    this.#used = this.#now()
    this.#keepLooking()
    if (this.#isFresh()) return true
    const running = this.#running
    // One that takes long is not waited for: the database is asked itself.
    if (running !== undefined && this.#since(running.began) > this.#everyMs) return false
    await this.look()
    return this.#isFresh()
  }

  /** Looks now. False where the database does not answer. */
  look(): Promise<boolean> {
    if (this.#running !== undefined) return this.#running.done
    const began = this.#now()
    const done = this.#look(began)
      .catch(() => false)
      .finally(() => (this.#running = undefined))
    this.#running = { began, done }
    return done
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  async #look(began: Look): Promise<boolean> {
    const since = this.#xmin
    const missed = this.#worked !== undefined && this.#since(this.#worked) > MISSED_MS
    const { rows } = await sql<{ xmin: string; changes: readonly (readonly [number, string])[] }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
        (select coalesce(json_agg(json_build_array(seq, actor)), '[]') from access_changes
          where xid >= ${String(since ?? 0)}::xid8 and ${since !== undefined}) as changes`.execute(this.#db)
    const { xmin, changes = [] } = rows[0] ?? {}
    if (xmin === undefined) return false
    // A database that is behind what it was is another one, or an older one.
    const other = since !== undefined && BigInt(xmin) < since
    const news = changes.filter(([seq]) => !this.#told.has(seq))
    this.#xmin = BigInt(xmin)
    this.#told = new Set(changes.map(([seq]) => seq))
    this.#worked = began
    if (missed || other) this.#announce(undefined)
    else if (news.length > 0) this.#announce(new Set(news.map(([, actor]) => actor)))
    return true
  }

  #announce(actors: ReadonlySet<string> | undefined): void {
    this.#version++
    for (const listener of [...this.#listeners]) listener(actors)
  }

  #isFresh(): boolean {
    return this.#worked !== undefined && this.#since(this.#worked) < COUNTS_MS
  }

  #keepLooking(): void {
    if (this.#timer !== undefined || this.#closed) return
    this.#timer = setTimeout(() => {
      void this.look().then(() => {
        this.#timer = undefined
        if (this.#watched > 0 || this.#since(this.#used) < IDLE_MS) this.#keepLooking()
      })
    }, this.#everyMs)
    this.#timer.unref()
  }

  #now(): Look {
    return { steady: this.#time.steady(), wall: this.#time.wall() }
  }

  /** Milliseconds; the longer of the two, because either clock may have stood still. */
  #since({ steady, wall }: Look): number {
    return Math.max(this.#time.steady() - steady, this.#time.wall() - wall)
  }
}
