/**
 * Keeps the template cache warm: a template that was published or restored is compiled before anybody waits for it, one
 * that was retired is let go. Follows the log from now on, on every instance, and keeps no checkpoint: what it misses
 * costs a compile later, since versions never change.
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
/** Between two tries to follow a log that cannot be read. */
const RETRY_MS = 1000

/** Resolves when the signal has fired. Never rejects. */
export async function warmTemplates(deps: WarmTemplatesDeps, signal: AbortSignal): Promise<void> {
  let after: string | undefined
  let began = false
  while (!signal.aborted) {
    try {
      if (!began) after = await deps.log.head()
      began = true
      for await (const { events, position } of deps.log.subscribe(after, { signal, batch_size: BATCH_SIZE })) {
        const changed = new Set(
          events.filter(({ event }) => RELEVANT_TYPES.has(event.type)).map(({ stream }) => stream),
        )
        for (const stream of changed) await follow(deps, stream)
        after = position
      }
    } catch (error) {
      if (!signal.aborted)
        deps.logger.warn({ error: errorMessage(error) }, 'the template cache lost the event log, and takes it up again')
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Does for a template what its state asks for now, whichever event it was. */
async function follow({ aggregates, templates, logger }: WarmTemplatesDeps, stream: string): Promise<void> {
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
