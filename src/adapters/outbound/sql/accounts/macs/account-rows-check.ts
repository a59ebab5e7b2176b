/**
 * Holds the rows of accounts against what happened to accounts. A row that somebody else wrote has no right MAC; one
 * that was put back as it was before has, but an event says that it ended or changed since.
 */
import { sql, type Kysely } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import { accountStream } from '../../../../../domain/account/account-events.ts'
import type { EventStore, StoredEvent } from '../../../../../ports/events/event-store.ts'
import type { Finding } from '../../../../../ports/ledger/finding.ts'
import type { AccountTables } from '../account-tables.ts'
import type { RowMacs } from './row-macs.ts'
import { findForeignRows } from './sign-rows.ts'

export interface AccountRowsDeps {
  readonly db: Kysely<AccountTables>
  readonly macs: RowMacs
  readonly store: Pick<EventStore, 'readStream'>
  /** Waits until a change whose row is written has its event, too: an event follows its row (ADR 24). */
  readonly settle?: () => Promise<unknown>
}

/** An event of a change by which an account may do other things than before. */
interface Change {
  readonly revision: number
  readonly data: Readonly<Record<string, unknown>>
}

const SETTLE_MS = 5000

/** What ends for good, by the event that says so: table, the field with the id, and what a row of it looks like. */
const ENDINGS = {
  KeyRevoked: { table: 'api_keys', field: 'key', goesOn: sql`revoked_at is null`, words: 'was revoked' },
  SessionEnded: { table: 'sessions', field: 'session', goesOn: sql`true`, words: 'ended' },
  TemplateLinkWithdrawn: {
    table: 'template_links',
    field: 'link',
    goesOn: sql`withdrawn_at is null`,
    words: 'was withdrawn',
  },
} as const
type Ending = keyof typeof ENDINGS

/** A check of one run of a verification (`HistoryCheck`). */
export class AccountRowsCheck {
  readonly #deps: AccountRowsDeps
  readonly #ended: Record<Ending, Map<string, Pick<StoredEvent, 'stream' | 'revision'>>> = {
    KeyRevoked: new Map(),
    SessionEnded: new Map(),
    TemplateLinkWithdrawn: new Map(),
  }
  /** By stream: the last that was said of the roles; undefined where another account was joined since. */
  readonly #roles = new Map<string, Change | undefined>()

  constructor(deps: AccountRowsDeps) {
    this.#deps = deps
  }

  async take(events: readonly { readonly stored: StoredEvent }[]): Promise<readonly Finding[]> {
    for (const { stored } of events) if (stored.stream.startsWith('account-')) this.#note(stored)
    return []
  }

  async end(): Promise<readonly Finding[]> {
    const { db, macs } = this.#deps
    const findings: Finding[] = []
    if (macs.demanded)
      for await (const { table, id, kind } of findForeignRows(db, macs))
        findings.push({
          kind: kind === 'inserted' ? 'account_row_inserted' : 'account_row_changed',
          detail: `The row ${id} of the table ${table} was ${kind} by somebody else. It opens nothing. Remove it.`,
        })
    for (const type of Object.keys(ENDINGS) as Ending[]) findings.push(...(await this.#findGoingOn(type)))
    return [...findings, ...(await this.#findOtherRoles())]
  }

  #note({ stream, revision, type, data: text }: StoredEvent): void {
    if (!(type in ENDINGS) && type !== 'RolesChanged' && type !== 'AccountsJoined') return
    const data = parseObject(text)
    if (type === 'RolesChanged') this.#roles.set(stream, { revision, data })
    else if (type === 'AccountsJoined') this.#roles.set(stream, undefined)
    else this.#ended[type as Ending].set(String(data[ENDINGS[type as Ending].field]), { stream, revision })
  }

  /** Rows of what ended, in pages of their ids. */
  async #findGoingOn(type: Ending): Promise<readonly Finding[]> {
    const { table, goesOn, words } = ENDINGS[type]
    const ended = this.#ended[type]
    const findings: Finding[] = []
    const ids = [...ended.keys()]
    for (let at = 0; at < ids.length; at += PAGE) {
      const { rows } = await sql<{ id: string }>`
        select id::text as id from ${sql.table(table)}
        where id::text = any(${ids.slice(at, at + PAGE)}) and ${goesOn}`.execute(this.#deps.db)
      for (const { id } of rows)
        findings.push({
          kind: 'account_row_set_back',
          ...ended.get(id),
          detail: `${id} of the table ${table} ${words}, and goes on: somebody put back the row of before. Remove it.`,
        })
    }
    return findings
  }

  /** People whose roles are others than the last event says, also once everything that was on its way has come. */
  async #findOtherRoles(): Promise<readonly Finding[]> {
    if ((await this.#otherRoles()).length === 0) return []
    await (this.#deps.settle ?? (() => pause(SETTLE_MS)))()
    for (const stream of (await this.#otherRoles()).map((one) => one.stream))
      for await (const stored of this.#deps.store.readStream(stream, (this.#roles.get(stream)?.revision ?? 0) + 1))
        this.#note(stored)
    return this.#otherRoles()
  }

  async #otherRoles(): Promise<(Finding & { readonly stream: string })[]> {
    const people = await this.#deps.db
      .selectFrom('people')
      .select(['actor', 'roles', 'issuer_roles'])
      .where('kind', '<>', 'key')
      .where('joined_into', 'is', null)
      .execute()
    return people.flatMap(({ actor, roles, issuer_roles }) => {
      const stream = accountStream(actor)
      const said = this.#roles.get(stream)
      if (said === undefined) return []
      const { data, revision } = said
      if (sameSet(data['roles'], roles) && sameSet(data['issuer_roles'], issuer_roles)) return []
      const has = roles.join(', ') || 'none'
      const detail = `${actor} has the roles ${has} in the table people; its last event says others.`
      return [{ kind: 'account_row_set_back' as const, stream, revision, detail }]
    })
  }
}

const PAGE = 1000

const sameSet = (said: unknown, has: readonly string[]): boolean =>
  Array.isArray(said) && JSON.stringify([...(said as string[])].sort()) === JSON.stringify([...has].sort())

/** None of these fields is sealed. What is no JSON is found by the check of events. */
function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}
