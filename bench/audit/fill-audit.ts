/** Rows of the audit and what they name, made by the database itself. */
import { sql, type Kysely } from 'kysely'

/** The id of the generation with a number. */
export const generationId = (number: number): string =>
  `00000000-0000-4000-8000-${String(Math.floor(number)).padStart(12, '0')}`

/** Fills `audit`, ten rows for each generation, with `generations` and `templates`. Nobody else may use the tables. */
export async function fillAudit(db: Kysely<unknown>, rows: number): Promise<void> {
  const indexes = await sql<{ definition: string; name: string }>`
    select indexdef as definition, indexname as name from pg_indexes
    where tablename = 'audit' and indexdef not like '%UNIQUE%'`.execute(db)
  for (const { name } of indexes.rows) await sql`drop index ${sql.id(name)}`.execute(db)
  await sql`
    insert into audit (seq, id, stream, revision, tenant, type, version, actor, surface, at, command_id,
      correlation_id, causation_id, hash, data, template, generation, concerns)
    select n, gen_random_uuid(), 'generation-' || generation, n % 10, 'default', type, 1, actor,
      case when n % 50000 = 7 then 'cli' when n % 3 = 0 then 'console' else 'http' end,
      to_char(timestamp '2026-01-01' + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'),
      'command-' || n / 2, 'request-' || n / 5, gen_random_uuid(), md5(n::text) || md5(n::text),
      case type
        when 'GenerationRequested' then '{"template_id":"' || template || '","template_version":1,"format":"docx",'
          || '"locale":"en-US","zone":"UTC","idle_days":30,"next":"question_1"}'
        when 'GenerationConfirmed' then '{"document_id":"' || generation || '","reviewed_revision":8}'
        when 'QuestionDelegated' then '{"name":"question_3","to":"person:' || n % 2000 || '","next":"question_4"}'
        when 'TemplateRetired' then '{}'
        else '{"name":"question_' || n % 10 || '","kind":"text","next":"question_2"}' end,
      template, generation, case when type = 'QuestionDelegated' then 'person:' || n % 2000 end
    from (
      select n, '00000000-0000-4000-8000-' || lpad((n / 10)::text, 12, '0') as generation,
        case when n / 10 % 2 = 0 then 'template-0' else 'template-' || n / 10 % 300 end as template,
        case when n % 400000 = 13 then 'person:rare' when n / 10 % 2 = 1 then 'key:robot'
          when n / 10 % 5 = 0 then 'person:' || n / 10 % 2000 else 'person:' || n / 10 % 150 end as actor,
        case when n % 500000 = 17 then 'TemplateRetired' when n % 10 = 0 then 'GenerationRequested'
          when n % 10 = 9 then 'GenerationConfirmed' when n % 20 = 4 then 'QuestionDelegated'
          else 'AnswerProvided' end as type
      from generate_series(0, ${rows - 1}::int) as n
    ) as made`.execute(db)
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(db)
  await sql`
    insert into generations (id, tenant, requester, template_id, template_version, surface, state, next, document_id,
      idle_days, wakes_at, requested_at, updated_at, confirmed_at, rendered_at, delivered_at, revision, active_at,
      posts, reminders, reminded, undelivered)
    select distinct on (generation) generation, 'default', actor, template, 1, 'http', 'confirmed', null, null, 30, null,
      at, at, null, null, null, 9, at, false, '[]', 0, null
    from audit where revision = 0`.execute(db)
  await sql`
    insert into templates (tenant, id, name, format, state, version, published_version, language, file_language,
      question_count, created_at, updated_at)
    select 'default', 'template-' || n, 'Template ' || n, 'docx', 'published', 1, 1, null, null, 10, '', ''
    from generate_series(0, 299) as n`.execute(db)
  for (const name of ['audit', 'generations', 'templates']) await sql`vacuum analyze ${sql.table(name)}`.execute(db)
}
