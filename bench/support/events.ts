/**
 * Millions of events, made by the database itself: conversations of ten events each, as the codec would have stored
 * them.
 */
import { sql, type Kysely } from 'kysely'
import type { EventStore, StorableEvent } from '../../src/ports/events/event-store.ts'

/**
 * Adds `count` events (in tens) to a database's event store. They carry sealed values that no key opens: read models
 * never open any.
 */
export async function addEvents(db: Kysely<unknown>, count: number): Promise<void> {
  const PART = 100_000
  for (let done = 0; done < count; done += PART) await addPart(db, Math.min(PART, count - done))
  await sql`analyze events`.execute(db)
}

const addPart = (db: Kysely<unknown>, count: number) =>
  sql`
  with begun as (select gen_random_uuid() as generation, n from generate_series(1, ${count / 10}::int) as n),
  made as (
    select generation, n, revision, gen_random_uuid() as id, gen_random_uuid() as command,
      case revision when 0 then 'GenerationRequested' when 9 then 'GenerationConfirmed'
        else 'AnswerProvided' end as type,
      case when revision < 8 then 'question_' || (revision + 1) end as next,
      to_char(timestamp '2026-01-01' + (n * 10 + revision) * interval '1 second',
        'YYYY-MM-DD"T"HH24:MI:SS".000Z"') as at
    from begun cross join generate_series(0, 9) as revision
  )
  insert into events (stream, revision, id, type, data, metadata)
  select 'generation-' || generation, revision, id, type,
    (case type
      when 'GenerationRequested' then json_build_object('template_id', 'letter', 'template_version', 1,
        'format', 'text', 'locale', 'en-US', 'zone', 'UTC',
        'idle_days', 30, 'next', next, 'answers', json_build_object('$sealed', repeat('A', 60)))
      when 'GenerationConfirmed' then json_build_object('document_id', generation, 'reviewed_revision', 8,
        'file_name', json_build_object('$sealed', repeat('A', 80)))
      else json_build_object('name', 'question_' || revision, 'kind', 'text', 'next', next, 'value',
        json_build_object('$sealed', repeat('A', 80)))
    end)::text,
    json_build_object('id', id, 'type', type, 'version', 1, 'tenant', 'default', 'actor',
      'key:bench-' || (n % 50), 'at', at, 'command_id', command,
      'request_digest', repeat('f', 64), 'correlation_id', generation, 'causation_id', command, 'surface',
        'http', 'hash', md5(id::text) || md5(id::text),
      'previous_hash', md5(generation::text) || md5(generation::text), 'key_id', 'generation-' || generation)::text
  from made order by n, revision`.execute(db)

/** Appends the conversations of one store to another, many at a time. */
export async function copyEvents(from: EventStore, to: EventStore): Promise<void> {
  const AT_ONCE = 64
  let conversation: { readonly stream: string; readonly events: StorableEvent[] } | undefined
  const open = new Set<Promise<unknown>>()
  const append = async (): Promise<void> => {
    if (conversation === undefined) return
    const appending = to.append(conversation.stream, 'none', conversation.events).finally(() => open.delete(appending))
    open.add(appending)
    if (open.size >= AT_ONCE) await Promise.race(open)
  }
  for (let after: string | undefined; ;) {
    const page = await from.readAll(after, 1000)
    for (const { stream, id, type, data, metadata } of page) {
      if (conversation?.stream !== stream) {
        await append()
        conversation = { stream, events: [] }
      }
      conversation.events.push({ id, type, data, metadata })
    }
    after = page.at(-1)?.position
    if (after === undefined) break
  }
  await append()
  await Promise.all(open)
}
