/** The tables of the Slack adapter, as kysely sees them. Times are ISO 8601 UTC texts. */
import type { ColumnType, Generated } from 'kysely'
import type { ArrivalKind } from '../../../ports/slack/arrivals.ts'

/** An int8 as drivers return it: read it through `String` or `Number`. */
type Int8 = ColumnType<number | string | bigint, number | string | bigint, number | string | bigint>

/** The tables of the Slack adapter. */
export interface SlackTables {
  slack_inbox: {
    id: string
    seq: Generated<Int8>
    conversation: string
    /** Microseconds. */
    ts: Int8
    state: 'waiting' | 'done' | 'parked'
    /** Null once it is done. */
    payload: Uint8Array | null
    attempts: number
    error: string | null
    received_at: string
    done_at: string | null
  }
  slack_presence: { one: boolean; awake_at: string; missed_since: string | null }
  slack_installations: {
    team: string
    tenant: string
    name: string
    enterprise: string | null
    app_id: string
    bot_id: string
    bot_user: string
    scopes: string[]
    installed_by: string
    installer: string | null
    installed_at: string
    /** When the token ends, where the workspace rotates them. */
    expires_at: string | null
    /** Sealed JSON; null once the app was removed. */
    tokens: Uint8Array | null
    /** Raised with every change of the tokens. */
    version: number
    rotating_until: string | null
    removed_at: string | null
  }
  slack_org_workspaces: { team: string; organisation: string; seen_at: string }
  slack_arrivals: { kind: ArrivalKind | 'unrecorded'; first_at: string }
  slack_oauth_states: {
    state_hash: Uint8Array
    browser_hash: Uint8Array
    actor: string
    tenant: string | null
    expires_at: string
  }
  slack_posts: {
    id: string
    generation: string
    team: string
    channel: string
    thread_ts: string | null
    state: 'planned' | 'trying' | 'completing' | 'posted'
    ts: string | null
    file_id: string | null
    /** JSON that may be stored in clear; null for the first message of a thread. */
    record: string | null
    attempts: number
    planned_at: string
    tried_at: string | null
  }
  slack_threads: {
    team: string
    channel: string
    thread_ts: string
    generation: string
    main: boolean
    /** Its messages are shown beside it, too. */
    broadcast: Generated<boolean>
    made_at: string
  }
}
