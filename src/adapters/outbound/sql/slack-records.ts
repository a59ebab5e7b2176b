/** Messages, threads and heartbeats of the Slack adapter in SQL tables. */
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import type {
  PlannedMessage,
  UnrecordedMessageChange,
  UnrecordedMessage,
  SlackRecords,
  Thread,
} from '../../../ports/slack/slack-records.ts'
import type { SlackTables } from './slack-tables.ts'

/** Messages, threads and heartbeats in SQL tables. */
export class SqlSlackRecords implements SlackRecords {
  readonly #db: Kysely<SlackTables & Pick<ReadSchema, 'generations'>>
  readonly #clock: Clock

  constructor(db: Kysely<SlackTables & Pick<ReadSchema, 'generations'>>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async planMessage(post: PlannedMessage): Promise<UnrecordedMessage> {
    const note: UnrecordedMessage = {
      ...post,
      state: 'planned',
      ts: null,
      file_id: null,
      attempts: 0,
      planned_at: this.#clock.now(),
      tried_at: null,
    }
    await this.#db
      .insertInto('slack_posts')
      .values(note)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    return this.#db.selectFrom('slack_posts').selectAll().where('id', '=', post.id).executeTakeFirstOrThrow()
  }

  async updateMessage(id: string, change: UnrecordedMessageChange): Promise<void> {
    await this.#db.updateTable('slack_posts').set(change).where('id', '=', id).execute()
  }

  async deleteMessage(id: string): Promise<void> {
    await this.#db.deleteFrom('slack_posts').where('id', '=', id).execute()
  }

  async listUnrecorded(generation: string): Promise<readonly UnrecordedMessage[]> {
    return this.#db
      .selectFrom('slack_posts')
      .selectAll()
      .where('generation', '=', generation)
      .where('record', 'is not', null)
      .orderBy('planned_at')
      .orderBy('id')
      .execute()
  }

  async addThread(thread: Thread): Promise<void> {
    await this.#db
      .insertInto('slack_threads')
      .values({ ...thread, made_at: this.#clock.now() })
      .onConflict((conflict) => conflict.columns(['team', 'channel', 'thread_ts']).doNothing())
      .execute()
  }

  async deleteThread({ team, channel, thread_ts }: Pick<Thread, 'team' | 'channel' | 'thread_ts'>): Promise<void> {
    await this.#db
      .deleteFrom('slack_threads')
      .where('team', '=', team)
      .where('channel', '=', channel)
      .where('thread_ts', '=', thread_ts)
      .execute()
  }

  async setBroadcast(
    { team, channel, generation }: Pick<Thread, 'team' | 'channel' | 'generation'>,
    broadcast: boolean,
  ): Promise<void> {
    await this.#db
      .updateTable('slack_threads')
      .set({ broadcast })
      .where('generation', '=', generation)
      .where('team', '=', team)
      .where('channel', '=', channel)
      .where('broadcast', '=', !broadcast)
      .execute()
  }

  async generationOfThread(team: string, channel: string, thread_ts: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('slack_threads')
      .select('generation')
      .where('team', '=', team)
      .where('channel', '=', channel)
      .where('thread_ts', '=', thread_ts)
      .executeTakeFirst()
    return row?.generation
  }

  async threadsOfGeneration(generation: string): Promise<readonly Thread[]> {
    return this.#db
      .selectFrom('slack_threads')
      .select(['team', 'channel', 'thread_ts', 'generation', 'main', 'broadcast'])
      .where('generation', '=', generation)
      .orderBy('made_at', 'desc')
      .orderBy('thread_ts', 'desc')
      .execute()
  }

  async threadsInChannel(team: string, channel: string): Promise<readonly Thread[]> {
    return this.#db
      .selectFrom('slack_threads')
      .select(['team', 'channel', 'thread_ts', 'generation', 'main', 'broadcast'])
      .where('team', '=', team)
      .where('channel', '=', channel)
      .orderBy('thread_ts', 'desc')
      .limit(50)
      .execute()
  }

  async listOpenThreads(limit: number): Promise<readonly Thread[]> {
    return this.#db
      .selectFrom('slack_threads')
      .innerJoin('generations', (join) => join.on(sql<boolean>`generations.id::text = slack_threads.generation::text`))
      .select([
        'slack_threads.team',
        'slack_threads.channel',
        'slack_threads.thread_ts',
        'slack_threads.generation',
        'slack_threads.main',
        'slack_threads.broadcast',
      ])
      .where('generations.state', 'in', ['asking', 'reviewing'])
      .orderBy('generations.updated_at', 'desc')
      .orderBy('slack_threads.thread_ts')
      .limit(limit)
      .execute()
  }

  async recordHeartbeat(gap_ms: number): Promise<string | undefined> {
    const now = this.#clock.now()
    const slept = new Date(Date.parse(now) - gap_ms).toISOString()
    const { rows } = await sql<{ missed_since: string | null }>`
      insert into slack_presence (one, awake_at) values (true, ${now})
      on conflict (one) do update set
        missed_since = coalesce(
          slack_presence.missed_since,
          case when slack_presence.awake_at < ${slept} then slack_presence.awake_at end
        ),
        awake_at = ${now}
      returning missed_since`.execute(this.#db)
    return rows[0]?.missed_since ?? undefined
  }

  async recordCaughtUp(): Promise<void> {
    await this.#db.updateTable('slack_presence').set({ missed_since: null }).execute()
  }
}
