/**
 * Handles one generation job: load the stream, do the first thing that is due, append the event that records it, and
 * repeat until nothing is due; then schedule the next job. It can be repeated or interrupted at any point.
 */
import { v5 as uuidV5 } from 'uuid'
import { transact, type TransactDeps } from '../commands/transact.ts'
import { errorMessage, type Result } from '../domain/kernel/errors.ts'
import type { CommandContext } from '../domain/kernel/event.ts'
import { expireGeneration } from '../domain/generation/decisions/end-conversation.ts'
import { recordRendered, recordRenderingFailed } from '../domain/generation/decisions/record-document.ts'
import { generationStream, type GenerationEvent } from '../domain/generation/generation-events.ts'
import { findDueAction } from '../domain/generation/generation-process.ts'
import { generationDecider } from '../domain/generation/generation-decider.ts'
import type { Generation } from '../domain/generation/generation.ts'
import type { LoadedAggregate } from '../ports/events/aggregate-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Messenger } from '../ports/generation/messenger.ts'
import type { GenerationJob, GenerationJobs } from '../ports/generation/generation-jobs.ts'
import { onBehalfOf, ownerOf } from '../ports/limits/on-behalf-of.ts'
import { MessageDispatcher } from './message-dispatcher.ts'
import type { MakingFailure } from '../storage/make-document.ts'
import { renderGeneration, type RenderDeps } from './render-document.ts'
import { nextDueAt, scheduleOf, waitingSince, withoutReminders } from '../domain/generation/schedule.ts'
import type { DocumentIndex } from '../storage/document-index.ts'
import type { WorkingTimes } from '../ports/working-times.ts'

export interface RunGenerationDeps extends TransactDeps, RenderDeps {
  readonly generationJobs: GenerationJobs
  readonly clock: Clock
  readonly logger: Logger
  /** Sends messages to the channels of conversations. Without one they wait until the service runs with it. */
  readonly messenger?: Messenger | undefined
  /** Makes a finished document findable. Left out: it is found by the next pass over all that were missed. */
  readonly documentIndex?: Pick<DocumentIndex, 'add'> | undefined
  /** Left out: the service ran all the time. */
  readonly workingTimes?: Pick<WorkingTimes, 'downtimeBetween'> | undefined
}

/** Throws for faults that may pass (a store is down), except on the last attempt, which records a failure instead. */
export async function runGeneration(deps: RunGenerationDeps, job: GenerationJob): Promise<void> {
  const { generation: id } = job
  const dispatcher = new MessageDispatcher(deps, job)
  let rendered = false
  for (;;) {
    const loaded = await deps.aggregates.load(generationDecider, generationStream(id))
    const now = deps.clock.now()
    const contextFor = (command: string): Promise<CommandContext> => systemContext(deps, id, loaded, now, command)
    if (await dispatcher.recordUnrecorded(loaded, contextFor)) continue
    const due = findDueAction(loaded.state, now, dispatcher.deferred, dispatcher.sends)
    if (due === undefined) {
      // What this job deferred belongs to the next one, even if its time has come by now.
      const schedule = scheduleOf(loaded.state)
      const ahead = nextDueAt(dispatcher.sends ? schedule : withoutReminders(schedule))
      const at = earliest([ahead !== undefined && ahead > now ? ahead : undefined, ...dispatcher.deferredTimes()])
      if (at !== undefined) await deps.generationJobs.schedule([{ generation: id, at }])
      // Last: nobody waits for it.
      if (rendered) await indexDocument(deps, id)
      return
    }
    if (due.action === 'send') {
      await dispatcher.send(loaded, due.message, contextFor)
      continue
    }
    const decide =
      due.action === 'expire'
        ? await expire(deps, loaded.state, now)
        : await render(deps, job, loaded.state, due.document_id)
    rendered ||= due.action !== 'expire'
    const context = await systemContext(deps, id, loaded, now)
    await transact(deps, { stream: generationStream(id), decider: generationDecider, context, decide })
  }
}

/** What fails here is made up for by the next pass over all documents. */
async function indexDocument({ documentIndex, logger }: RunGenerationDeps, id: string): Promise<void> {
  try {
    await documentIndex?.add(id)
  } catch (error) {
    logger.warn({ generation: id, error: errorMessage(error) }, 'a document could not be indexed yet')
  }
}

const earliest = (times: readonly (string | undefined)[]): string | undefined =>
  times.reduce((least, time) => (least === undefined || (time ?? least) < least ? time : least), undefined)

/** Looks how long the service did not run meanwhile; returns the decision on the end of the time. */
async function expire(
  { workingTimes }: RunGenerationDeps,
  state: Generation,
  now: string,
): Promise<(state: Generation) => Result<GenerationEvent[]>> {
  const downtime_ms = (await workingTimes?.downtimeBetween(waitingSince(scheduleOf(state)), now)) ?? 0
  return (latest) => expireGeneration({ now, downtime_ms }, latest)
}

/** Makes the document; returns the decision that records it, or that it failed for good. */
async function render(
  deps: RunGenerationDeps,
  { generation: id, attempt, last }: GenerationJob,
  state: Generation,
  document_id: string,
): Promise<(state: Generation) => Result<GenerationEvent[]>> {
  const failed =
    ({ reason, message }: MakingFailure) =>
    (now: Generation) =>
      recordRenderingFailed({ document_id, reason, message, attempts: attempt }, now)
  if (attempt > CRASHES_TOLERATED) {
    return failed({
      reason: 'rendering',
      message: `The service stopped ${CRASHES_TOLERATED} times while it made this document.`,
    })
  }
  try {
    const owner = ownerOf({ tenant: state.tenant, actor: state.requester ?? '' })
    const outcome = await onBehalfOf(owner, () => renderGeneration(deps, id, state, document_id))
    return outcome.ok ? (now) => recordRendered(outcome.rendered, now) : failed(outcome)
  } catch (error) {
    if (!last) throw error
    deps.logger.error(
      { generation: id, attempt, error: errorMessage(error) },
      'document given up after the last attempt',
    )
    return failed({
      reason: 'storage',
      message: `The document could not be made or stored, in ${attempt} attempts. Retry it when the stores are back.`,
    })
  }
}

/** A document that crashes the process must not do so for ever. */
const CRASHES_TOLERATED = 12

/** The process manager as the author of a command. The id is derived from the state, so that a repeat is recognised. */
async function systemContext(
  deps: RunGenerationDeps,
  id: string,
  loaded: LoadedAggregate<Generation>,
  now: string,
  command = `after ${loaded.revision}`,
): Promise<CommandContext> {
  const [cause] = await deps.log.read(generationStream(id), loaded.revision)
  return {
    tenant: loaded.state.tenant,
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
