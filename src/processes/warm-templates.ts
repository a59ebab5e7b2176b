/**
 * Keeps the template cache warm: compiles a template when it is published or restored, before anybody waits for it, and
 * drops it when it is retired. Runs on every instance, from the log's head and without a checkpoint: versions never
 * change, so a missed event only costs a compile later.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../domain/kernel/errors.ts'
import { templateDecider, versionOf } from '../domain/template/template.ts'
import type { AggregateStore } from '../ports/events/aggregate-store.ts'
import type { EventLog } from '../ports/events/event-log.ts'
import type { Logger } from '../ports/logger.ts'
import type { CompiledTemplates } from '../storage/compiled-templates.ts'

export interface WarmTemplatesDeps {
  readonly log: EventLog
  readonly aggregates: AggregateStore
  readonly templates: CompiledTemplates
  readonly logger: Logger
}

const RELEVANT_TYPES: ReadonlySet<string> = new Set(['TemplatePublished', 'TemplateRestored', 'TemplateRetired'])
const BATCH_SIZE = 500
/** Delay before reading the log again after it failed. */
const RETRY_MS = 1000

/** Resolves when the signal has fired. Never rejects. */
export async function warmTemplates(deps: WarmTemplatesDeps, signal: AbortSignal): Promise<void> {
  let after: string | undefined
  let started = false
  while (!signal.aborted) {
    try {
      if (!started) after = await deps.log.head()
      started = true
      for await (const { events, position } of deps.log.subscribe(after, { signal, batch_size: BATCH_SIZE })) {
        const changed = new Set(
          events.filter(({ event }) => RELEVANT_TYPES.has(event.type)).map(({ stream }) => stream),
        )
        for (const stream of changed) await refresh(deps, stream)
        after = position
      }
    } catch (error) {
      if (!signal.aborted)
        deps.logger.warn({ error: errorMessage(error) }, 'the template cache lost the event log and reads it again')
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Brings the cache in line with the template's present state, whichever event it was. */
async function refresh({ aggregates, templates, logger }: WarmTemplatesDeps, stream: string): Promise<void> {
  try {
    const { state } = await aggregates.load(templateDecider, stream)
    if (state.id === undefined) return
    const { id, tenant, published, retired, versions } = state
    if (retired) {
      for (const version of versions) await templates.drop(tenant, id, version)
      return
    }
    const version = published === undefined ? undefined : versionOf(state, published)
    if (version !== undefined) await templates.get(tenant, id, version)
  } catch (error) {
    logger.warn({ stream, error: errorMessage(error) }, 'a template could not be warmed')
  }
}
