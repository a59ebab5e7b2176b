/** Records whether the document was rendered and delivered, and decides on retries. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import type { Surface } from '../../kernel/event.ts'
import type { FailureReason, GenerationEvent, GenerationEventData } from '../generation-events.ts'
import { undeliveredMessages } from '../generation-process.ts'
import type { Generation } from '../generation.ts'

/** Records a rendered document, if that is the one awaited. */
export function recordRendered(
  rendered: GenerationEventData<'DocumentRendered'>,
  state: Generation,
): Result<GenerationEvent[]> {
  const waiting = state.phase === 'confirmed' && state.document?.id === rendered.document_id
  return ok(waiting ? [{ type: 'DocumentRendered', data: rendered }] : [])
}

/** Records that rendering failed, if that document is awaited. */
export function recordRenderingFailed(
  command: {
    readonly document_id: string
    readonly reason: FailureReason
    readonly message: string
    readonly attempts: number
  },
  state: Generation,
): Result<GenerationEvent[]> {
  return ok(
    state.phase === 'confirmed' && state.document?.id === command.document_id
      ? [{ type: 'RenderingFailed', data: command }]
      : [],
  )
}

/** Records the first complete download. */
export function recordDelivered(command: { readonly surface: Surface }, state: Generation): Result<GenerationEvent[]> {
  if (state.phase !== 'rendered' || state.document === undefined) return ok([])
  return ok([{ type: 'DocumentDelivered', data: { document_id: state.document.id, surface: command.surface } }])
}

/** Retries what failed: the rendering, and messages that were not delivered. */
export function retryGeneration(state: Generation): Result<GenerationEvent[]> {
  const events: GenerationEvent[] = []
  if (state.phase === 'failed' && state.document !== undefined)
    events.push({ type: 'RenderingRetried', data: { document_id: state.document.id } })
  if (undeliveredMessages(state).length > 0) events.push({ type: 'DeliveryRetried', data: {} })
  return events.length > 0
    ? ok(events)
    : fail('conflict', 'This generation has not failed: there is nothing to retry.', { state: state.phase })
}
