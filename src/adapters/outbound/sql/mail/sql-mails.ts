/**
 * Mails in an SQL table. What is sealed is sealed before a transaction begins: on one connection it could not be
 * later.
 */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { KeyRing } from '../../../../ports/keys/key-ring.ts'
import type { MailJobs } from '../../../../ports/mail/mail-jobs.ts'
import type {
  AskedMail,
  DueMail,
  ListedMail,
  MailContent,
  Mails,
  MailState,
  NewMail,
  QueuedMail,
} from '../../../../ports/mail/mails.ts'
import { isBelowLimits, type CountedMail, type MailLimits } from './mail-limits.ts'
import type { MailTables } from './mail-tables.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** After that it is given up. */
const GIVE_UP_MS = DAY
/** How long a row stays, and one whose text can be read. */
const KEPT_MS = 30 * DAY
const OUTBOX_MS = DAY
/** Of strangers, on all instances together. */
const MAX_ASKED = 1000
const MAX_WORDS = 500

export interface SqlMailDeps {
  readonly db: Kysely<MailTables>
  readonly keyRing: KeyRing
  readonly clock: Clock
  readonly jobs: Pick<MailJobs, 'enqueue'>
  readonly limits: MailLimits
}

type Row = Selectable<MailTables['mails']>

export class SqlMails implements Mails {
  readonly #db: Kysely<MailTables>
  readonly #keyRing: KeyRing
  readonly #clock: Clock
  readonly #jobs: SqlMailDeps['jobs']
  readonly #limits: MailLimits

  constructor({ db, keyRing, clock, jobs, limits }: SqlMailDeps) {
    this.#db = db
    this.#keyRing = keyRing
    this.#clock = clock
    this.#jobs = jobs
    this.#limits = limits
  }

  // ---- putting in

  async hasRoom({ to, ...mail }: Pick<NewMail, 'tenant' | 'kind' | 'by'> & { readonly to: string }): Promise<boolean> {
    const row = { tenant: mail.tenant, kind: mail.kind, made_by: mail.by, recipient: this.#recipient(to) }
    return isBelowLimits(this.#db, row, this.#clock.now(), this.#limits)
  }

  async queue({ id = randomUUID(), ...mail }: NewMail): Promise<QueuedMail> {
    const row = await this.#rowOf(id, mail)
    const now = this.#clock.now()
    return this.#db.transaction().execute(async (transaction) => {
      if (!(await this.#mayHave(transaction, row, now))) return 'too_many'
      const times = { created_at: now, queued_at: now, delete_at: later(now, KEPT_MS) }
      await transaction
        .insertInto('mails')
        .values({ id, ...row, ...times })
        .execute()
      await this.#enqueue(id, transaction)
      return 'queued'
    })
  }

  async ask(tenant: string, asked: AskedMail): Promise<QueuedMail> {
    const id = randomUUID()
    const content = await this.#seal(tenant, id, asked)
    const now = this.#clock.now()
    const until = later(now, DAY)
    return this.#db.transaction().execute(async (transaction) => {
      const waiting = await transaction
        .selectFrom((from) =>
          from.selectFrom('mails').select('id').where('state', '=', 'asked').limit(MAX_ASKED).as('one'),
        )
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow()
      if (Number(waiting.count) >= MAX_ASKED) return 'too_many'
      const times = { created_at: now, queued_at: now, expires_at: until, delete_at: until }
      await transaction
        .insertInto('mails')
        .values({ id, tenant, kind: 'sign_in', state: 'asked', content, ...times })
        .execute()
      await this.#enqueue(id, transaction)
      return 'queued'
    })
  }

  async retry(tenant: string, id: string): Promise<boolean> {
    const now = this.#clock.now()
    return this.#db.transaction().execute(async (transaction) => {
      const found = await transaction
        .updateTable('mails')
        .set({ state: 'waiting', queued_at: now })
        .where('tenant', '=', tenant)
        .where((row) => row(row.cast('id', 'text'), '=', id))
        .where('state', '=', 'failed')
        .where('content', 'is not', null)
        .where('expires_at', '>', now)
        .returning('id')
        .executeTakeFirst()
      if (found !== undefined) await this.#enqueue(found.id, transaction)
      return found !== undefined
    })
  }

  // ---- looking

  async statesOf(tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, MailState>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('mails')
      .select(['id', 'state'])
      .where('tenant', '=', tenant)
      .where('id', 'in', [...ids])
      .execute()
    return new Map(rows.map(({ id, state }) => [id, state === 'asked' ? 'waiting' : state]))
  }

  async list(tenant: string, limit: number): Promise<readonly ListedMail[]> {
    const rows = await this.#db
      .selectFrom('mails')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('state', '<>', 'asked')
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute()
    return Promise.all(rows.map(async (row) => this.#listed(row)))
  }

  async #listed(row: Row): Promise<ListedMail> {
    const content = await this.#open<MailContent>(row, row.content, 'content')
    const words = await this.#open<string>(row, row.words, 'words')
    const { id, kind, actor, state, attempts, created_at, sent_at, expires_at } = row
    const kept = state === 'sent' && content !== undefined ? { subject: content.subject, text: content.text } : null
    return {
      id,
      kind,
      actor,
      attempts,
      created_at,
      sent_at,
      expires_at,
      kept,
      state: state === 'asked' ? 'waiting' : state,
      words: words ?? null,
      to: content?.to ?? null,
    }
  }

  // ---- for whoever sends

  async due(id: string): Promise<DueMail | undefined> {
    const row = await this.#db
      .selectFrom('mails')
      .selectAll()
      .where('id', '=', id)
      .where('state', 'in', ['asked', 'waiting'])
      .executeTakeFirst()
    if (row === undefined) return undefined
    if (row.state === 'asked') {
      const asked = await this.#open<AskedMail>(row, row.content, 'content')
      return asked && { id, asked }
    }
    const content = await this.#open<MailContent>(row, row.content, 'content')
    const { kind, tenant, actor, attempts, queued_at, expires_at } = row
    const until = [later(queued_at, GIVE_UP_MS), expires_at].sort()[0]!
    return content && { id, kind, tenant, actor, attempts, content, until }
  }

  async write(id: string, { id: _, ...mail }: NewMail): Promise<QueuedMail> {
    const row = await this.#rowOf(id, mail)
    const now = this.#clock.now()
    return this.#db.transaction().execute(async (transaction) => {
      if (!(await this.#mayHave(transaction, row, now))) return 'too_many'
      const times = { queued_at: now, delete_at: later(now, KEPT_MS) }
      await transaction
        .updateTable('mails')
        .set({ ...row, ...times })
        .where('id', '=', id)
        .where('state', '=', 'asked')
        .execute()
      return 'queued'
    })
  }

  async drop(id: string): Promise<void> {
    await this.#db.deleteFrom('mails').where('id', '=', id).where('state', '=', 'asked').execute()
  }

  async sent(id: string, words: string, keeps: boolean): Promise<void> {
    const now = this.#clock.now()
    await this.#tried(id, words, {
      state: 'sent',
      sent_at: now,
      ...(keeps ? { delete_at: later(now, OUTBOX_MS) } : { content: null }),
    })
  }

  async postponed(id: string, words: string): Promise<void> {
    await this.#tried(id, words, {})
  }

  async failed(id: string, words: string): Promise<void> {
    await this.#tried(id, words, { state: 'failed' })
  }

  async givenUp(id: string): Promise<void> {
    await this.#change(id, { state: 'failed' })
  }

  // ---- parts

  #recipient(to: string): string {
    return this.#keyRing.digest(`mail to ${to}`)
  }

  async #enqueue(id: string, transaction: Kysely<MailTables>): Promise<void> {
    await this.#jobs.enqueue(id, transaction as unknown as Kysely<unknown>)
  }

  async #rowOf(id: string, { content, by, ...mail }: Omit<NewMail, 'id'>) {
    return {
      ...mail,
      state: 'waiting' as const,
      made_by: by,
      recipient: this.#recipient(content.to),
      content: await this.#seal(mail.tenant, id, content),
    }
  }

  /** In the transaction that adds one, after those that add others for the same address or tenant. */
  async #mayHave(transaction: Kysely<MailTables>, row: CountedMail, now: string): Promise<boolean> {
    for (const one of [`mail to ${row.recipient}`, `mail of ${row.tenant}`])
      await sql`select pg_advisory_xact_lock(hashtextextended(${one}, 0))`.execute(transaction)
    return isBelowLimits(transaction, row, now, this.#limits)
  }

  async #tried(id: string, words: string, change: Partial<Row>): Promise<void> {
    const row = await this.#db
      .selectFrom('mails')
      .select(['tenant', 'attempts'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) return
    const sealed = await this.#seal(row.tenant, `${id} words`, oneLine(words))
    await this.#change(id, { ...change, words: sealed, attempts: row.attempts + 1 })
  }

  async #change(id: string, change: Partial<Row>): Promise<void> {
    await this.#db.updateTable('mails').set(change).where('id', '=', id).execute()
  }

  async #seal(tenant: string, context: string, value: unknown): Promise<Uint8Array> {
    return this.#keyRing.seal(`mails:${tenant}`, Buffer.from(JSON.stringify(value)), context)
  }

  async #open<T>({ id, tenant }: Row, sealed: Uint8Array | null, what: 'content' | 'words'): Promise<T | undefined> {
    if (sealed === null) return undefined
    const context = what === 'words' ? `${id} words` : id
    const plain = await this.#keyRing.open(`mails:${tenant}`, sealed, context)
    return plain === undefined ? undefined : (JSON.parse(Buffer.from(plain).toString()) as T)
  }
}

const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString()

const oneLine = (words: string): string =>
  words
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_WORDS)
