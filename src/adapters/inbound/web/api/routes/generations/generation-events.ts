/** A generation as server-sent events: for pages and programs that wait for the next question or for the document. */
import { z } from '@hono/zod-openapi'
import { Refused } from '../../../../../../domain/kernel/errors.ts'
import { generationStream } from '../../../../../../domain/generation/generation-events.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { LiveChanges } from '../../../../../../ports/events/live-changes.ts'
import { loadGeneration } from '../../../../../../queries/generation/get-generation.ts'
import { presentUpdate } from '../../../../../../queries/generation/present-update.ts'
import type { Api } from '../../api-types.ts'
import type { OpenStreams } from '../../../shared/limits/open-streams.ts'
import { EVENT_STREAM_HEADERS, msUntil, openEventStream, type ServerSentEvent } from '../../../shared/event-stream.ts'
import { requestHeader, addOperation } from '../../operation.ts'
import { uuidParam } from '../../schemas/text.ts'

/** `streams` counts those that are open; left out: no limit. */
export function addGenerationEventRoute(api: Api, app: App, live: LiveChanges, streams?: OpenStreams): void {
  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/events',
      operationId: 'watchGeneration',
      tags: ['Generations'],
      summary: 'The generation now and after every change, as server-sent events',
      request: {
        params: z.object({ id: uuidParam }),
        headers: z.object({ 'last-event-id': requestHeader('The id of the last event that came.', '12') }),
      },
      responses: {
        200: {
          description:
            'Events “generation”: id is the revision, data a GenerationUpdate as JSON, with the answers that are new ' +
            'since the event before, at first all, as far as they are small. Last-Event-ID leaves out what the ' +
            'client has.',
          content: {
            'text/event-stream': { schema: z.string().openapi({ description: 'As HTML’s EventSource reads it.' }) },
          },
        },
      },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      await loadGeneration(app, id, c.get('caller'))
      const body = await openEventStream({
        live,
        ended: streams?.open(c.get('caller')),
        stream: generationStream(id),
        onAccessChange: (changed) => app.access.watch(c.get('caller').actor, changed),
        readCurrent: createReader(app, id, c.get('secret'), c.req.header('last-event-id')),
        last_event_id: c.req.header('last-event-id'),
        signal: c.req.raw.signal,
      })
      return c.body(body, 200, EVENT_STREAM_HEADERS)
    },
  )
}

/** Reads what is new since it read last. A key that was revoked meanwhile sees nothing more. */
function createReader(
  app: App,
  id: string,
  secret: string,
  last_event_id: string | undefined,
): () => Promise<ServerSentEvent | undefined> {
  let after = /^\d{1,9}$/.test(last_event_id ?? '') ? Number(last_event_id) : -1
  return async () => {
    const known = await app.apiKeys.look(secret, { quietly: true })
    if (known === undefined) return undefined
    const { caller, good_until } = known
    try {
      const generation = await loadGeneration(app, id, caller)
      const update = presentUpdate(generation, { after })
      after = generation.revision
      return {
        id: String(generation.revision),
        event: 'generation',
        data: JSON.stringify(update),
        good_for_ms: msUntil(good_until, app.clock.now()),
      }
    } catch (error) {
      if (error instanceof Refused && error.error.code === 'not_found') return undefined
      throw error
    }
  }
}
