/**
 * What happens when a generation is woken: fold its stream, do the first thing that is due, append the event that records it, and go on
 * until nothing is due; then set the timer for what time alone will make due. Safe to repeat and to cut off anywhere.
 */
import { v5 as uuidV5 } from 'uuid'
import { execute, type ExecuteDeps } from '../commands/execute.ts'
import type { Result } from '../domain/errors.ts'
import type { CommandContext } from '../domain/event.ts'
import { expireGeneration, recordRendered, recordRenderingFailed } from '../domain/generation-decisions.ts'
import { generationStream, type GenerationEvent } from '../domain/generation-events.ts'
import { clockedOf, dueNow, wakesAt } from '../domain/generation-process.ts'
import { generationDecider, type Generation } from '../domain/generation.ts'
import type { Folded } from '../ports/aggregates.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Messenger } from '../ports/messenger.ts'
import type { WakeUp, WakeUps } from '../ports/wake-ups.ts'
import { Poster } from './poster.ts'
import { renderGeneration, type RenderDeps, type RenderFailure } from './render-document.ts'

export interface PerformDeps extends ExecuteDeps, RenderDeps {
  readonly wakeUps: WakeUps
  readonly clock: Clock
  readonly logger: Logger
  /** Where conversations that have a place are posted; without one their posts wait until the service is started with it. */
  readonly messenger?: Messenger | undefined
}

/** Handles one wake-up. Throws for what may pass (a store is down); on the last attempt that becomes an event instead. */
export async function perform(deps: PerformDeps, wakeUp: WakeUp): Promise<void> {
  const { generation: id } = wakeUp
  const poster = new Poster(deps, wakeUp)
  for (;;) {
    const folded = await deps.aggregates.load(generationDecider, generationStream(id))
    const now = deps.clock.now()
    const contextFor = (command: string): Promise<CommandContext> => systemContext(deps, id, folded, now, command)
    if (await poster.settle(folded, contextFor)) continue
    const due = dueNow(folded.state, now, poster.putOff)
    if (due === undefined) {
      // What was put off in this wake-up is due in another, also when its time has come meanwhile.
      const ahead = wakesAt(clockedOf(folded.state))
      const at = earliest([ahead !== undefined && ahead > now ? ahead : undefined, ...poster.times()])
      if (at !== undefined) await deps.wakeUps.schedule([{ generation: id, at }])
      return
    }
    if (due.action === 'post') {
      await poster.post(folded, due.post, contextFor)
      continue
    }
    const decide = due.action === 'expire' ? expireGeneration : await render(deps, wakeUp, folded.state, due.document_id)
    const context = await systemContext(deps, id, folded, now)
    await execute(deps, { stream: generationStream(id), decider: generationDecider, context, decide })
  }
}

const earliest = (times: readonly (string | undefined)[]): string | undefined =>
  times.reduce((least, time) => (least === undefined || (time ?? least) < least ? time : least), undefined)

/** Makes the document; gives the decision that records it, or that it failed for good. */
async function render(
  deps: PerformDeps,
  { generation: id, attempt, last }: WakeUp,
  state: Generation,
  document_id: string,
): Promise<(state: Generation) => Result<GenerationEvent[]>> {
  const failed = ({ reason, message }: RenderFailure) => (now: Generation) =>
    recordRenderingFailed({ document_id, reason, message, attempts: attempt }, now)
  if (attempt > CRASHES_TOLERATED) {
    return failed({ reason: 'rendering', message: `The service stopped ${CRASHES_TOLERATED} times while it made this document.` })
  }
  try {
    const outcome = await renderGeneration(deps, id, state, document_id)
    return outcome.ok ? (now) => recordRendered(outcome.rendered, now) : failed(outcome)
  } catch (error) {
    if (!last) throw error
    deps.logger.error({ generation: id, attempt, error: error instanceof Error ? error.message : String(error) }, 'document given up after the last attempt')
    return failed({ reason: 'storage', message: `The document could not be made or stored, in ${attempt} attempts. Retry it when the stores are back.` })
  }
}

/** A document that takes the process down with it must not do so for ever. */
const CRASHES_TOLERATED = 12

/** The process manager as the author of a command, caused by the event that made it due. The same state gives the same command. */
async function systemContext(deps: PerformDeps, id: string, folded: Folded<Generation>, now: string, command = `after ${folded.revision}`): Promise<CommandContext> {
  const [cause] = await deps.log.read(generationStream(id), folded.revision)
  return {
    tenant: folded.state.tenant,
    actor: 'system',
    surface: 'system',
    command_id: uuidV5(`${id} ${command}`, NAMESPACE),
    request_digest: '',
    correlation_id: cause?.envelope.correlation_id ?? id,
    causation_id: cause?.envelope.id ?? id,
    now,
  }
}

/** The namespace of the process manager's command ids. */
const NAMESPACE = '2f7b0c1e-64b5-5a0e-9a7c-0d9d3c6c4e11'
