/**
 * The audit for people: sentences with names, what each event changed, and the sealed values of generations that the
 * caller may read and asks to see.
 */
import { sql } from 'kysely'
import type { Caller } from '../../domain/kernel/access.ts'
import { generationIdOf, generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import { templateDecider, versionOf } from '../../domain/template/template.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import { showPictures } from '../../storage/pictures/picture-references.ts'
import { loadTemplateVersion, mayReadGeneration } from '../../storage/load-generation.ts'
import { openEvents, type OpenedEvent } from './answer-changes.ts'
import { EntryNames, type NamesDeps } from './entry-names.ts'
import { questionDifferences } from './question-differences.ts'
import { readAudit, type AuditEntry, type AuditPage, type AuditRow, type ReadAudit } from './read-audit.ts'
import type { NamedChange } from './sentences/sentence.ts'
import { isSetting, settingChanges } from './setting-changes.ts'
import { tellEntry, type ToldEntry } from './tell-entry.ts'

export interface TellAuditDeps extends NamesDeps {
  /** Left out where no sealed value can be opened. */
  readonly log?: EventLog | undefined
}

export interface TellAudit extends ReadAudit {
  /** Shows answers and file names of the generations that the caller may read. */
  readonly reveal?: boolean | undefined
}

export interface ToldPage extends AuditPage<ToldEntry> {
  /** The generations whose values are shown. */
  readonly revealed: readonly string[]
}

/** One page, the newest first. */
export async function tellAudit(
  deps: TellAuditDeps,
  { reveal = false, ...filter }: TellAudit,
  caller: Caller,
): Promise<ToldPage> {
  const page = await readAudit(deps, filter, caller)
  const entries = page.data.map(entryOf)
  const names = new EntryNames(deps, caller.tenant)
  const [opened, settings] = await Promise.all([
    reveal ? openStreams(deps, entries, caller) : new Map<string, OpenedEvent>(),
    settingsBefore(deps.readDatabase, caller.tenant, page.data),
    names.load(entries),
  ])
  const questions = await questionChanges(deps, entries, caller)
  return {
    next_cursor: page.next_cursor,
    revealed: [...new Set([...opened.values()].map(({ recorded }) => generationIdOf(recorded.stream)))],
    data: entries.map((entry) => {
      const open = opened.get(entry.id)
      const changes =
        open?.changes ??
        questions.get(entry.id) ??
        settingChanges(entry.type, settings.get(entry.id), entry.data, (id) => names.person(id).text)
      const told = tellEntry(entry, names, { changes, file_name: open?.file_name })
      return open === undefined
        ? told
        : { ...told, data: showPictures(open.recorded.event.data, generationIdOf(entry.stream)) }
    }),
  }
}

type Entry = AuditEntry & { readonly data: Readonly<Record<string, unknown>> }

/** A row with its data as an object. */
export const entryOf = ({ seq: _, hash: __, data, ...row }: AuditRow): Entry => ({
  ...row,
  data: JSON.parse(data) as Readonly<Record<string, unknown>>,
})

/** The events of the entries, opened, for the generations that the caller may read; by event id. */
async function openStreams(
  { log, aggregates }: TellAuditDeps,
  entries: readonly AuditEntry[],
  caller: Caller,
): Promise<Map<string, OpenedEvent>> {
  const opened = new Map<string, OpenedEvent>()
  for (const [stream, wanted] of Map.groupBy(entries, (entry) => entry.stream)) {
    if (log === undefined || !stream.startsWith(generationStream(''))) continue
    const { state } = await aggregates.load(generationDecider, stream)
    if (!(await mayReadGeneration({ aggregates }, state, caller, generationIdOf(stream)))) continue
    const { version } = await loadTemplateVersion({ aggregates }, state)
    const ids = new Set(wanted.map(({ id }) => id))
    for (const event of openEvents(await log.read(stream, 0), version?.questions ?? []))
      if (ids.has(event.recorded.envelope.id)) opened.set(event.recorded.envelope.id, event)
  }
  return opened
}

/** The data of the event of the same type before each setting, by the id of the later event. */
async function settingsBefore(
  { db }: ReadDatabase,
  tenant: string,
  rows: readonly AuditRow[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const settings = rows.filter(({ type }) => isSetting(type))
  if (settings.length === 0) return new Map()
  const { rows: found } = await sql<{ readonly id: string; readonly data: string }>`
    select later.id, earlier.data
    from audit as later
    cross join lateral (
      select data from audit
      where tenant = later.tenant and stream = later.stream and type = later.type and seq < later.seq
      order by seq desc limit 1
    ) as earlier
    where later.tenant = ${tenant} and later.seq = any(${settings.map(({ seq }) => String(seq))}::int8[])`.execute(db)
  return new Map(found.map(({ id, data }) => [id, JSON.parse(data) as Readonly<Record<string, unknown>>]))
}

/** What edits of questions changed, by event id: each version of a template is in its state. */
async function questionChanges(
  { aggregates }: TellAuditDeps,
  entries: readonly Entry[],
  { tenant }: Caller,
): Promise<ReadonlyMap<string, readonly NamedChange[]>> {
  const edits = entries.filter(({ type }) => type === 'QuestionsChanged' || type === 'QuestionsRefined')
  const changes = new Map<string, readonly NamedChange[]>()
  for (const { id, stream, data } of edits) {
    const { version, from = version - 1 } = data as { readonly version: number; readonly from?: number }
    const { state } = await aggregates.load(templateDecider, stream, {
      until: (template) => versionOf(template, version) !== undefined,
    })
    const [before, after] = [versionOf(state, from), versionOf(state, version)]
    if (stream === templateStream(tenant, state.id ?? '') && before !== undefined && after !== undefined)
      changes.set(id, questionDifferences(before.questions, after.questions))
  }
  return changes
}
