/**
 * Sends the messages that one generation job finds due: each once, with its outcome recorded. A message that must wait
 * is deferred and does not hold up the others. Sends that an earlier job had begun when it was cut off are recorded
 * first, so that the stream knows of every message that exists.
 */
import { v5 as uuidV5 } from 'uuid'
import { errorMessage } from '../domain/kernel/errors.ts'
import { transact, type TransactDeps } from '../commands/transact.ts'
import type { CommandContext } from '../domain/kernel/event.ts'
import { generationStream } from '../domain/generation/generation-events.ts'
import { type DueMessage, deliveryDeadline } from '../domain/generation/generation-process.ts'
import { generationDecider } from '../domain/generation/generation-decider.ts'
import type { Generation } from '../domain/generation/generation.ts'
import { recordSendOutcome, type SendOutcome, type MessageRecord } from '../domain/outbox/outbox-decisions.ts'
import type { LoadedAggregate } from '../ports/events/aggregate-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { RetryAt, type Messenger, type OutgoingMessage } from '../ports/generation/messenger.ts'
import type { GenerationJob } from '../ports/generation/generation-jobs.ts'
import { loadTemplateVersion } from '../storage/load-generation.ts'

export interface MessageDispatcherDeps extends TransactDeps {
  readonly messenger?: Messenger | undefined
  readonly clock: Clock
  readonly logger: Logger
}

type ContextFor = (command: string) => Promise<CommandContext>

/** The namespace of message ids (UUID version 5). */
const NAMESPACE = '6b1f2f0c-7f0e-5a55-8f8f-0e3d5b9e4a21'
/** Delay before the next try after an unexpected error at a job's last attempt. */
const RETRY_DELAY_MS = 60_000

export class MessageDispatcher {
  readonly #deps: MessageDispatcherDeps
  readonly #job: GenerationJob
  /** Message key → when it is due again. */
  readonly #deferredUntil = new Map<string, string>()
  /** Whether unrecorded sends of earlier jobs have been recorded; a `RetryAt` when that has to wait. */
  #recovered: 'no' | 'yes' | RetryAt = 'no'

  constructor(deps: MessageDispatcherDeps, job: GenerationJob) {
    this.#deps = deps
    this.#job = job
  }

  /** Whether there is a messenger. */
  get sends(): boolean {
    return this.#deps.messenger !== undefined
  }

  /** The keys of deferred messages; every key where there is no messenger. */
  readonly deferred = {
    has: (key: string): boolean => this.#deps.messenger === undefined || this.#deferredUntil.has(key),
  }

  /** When deferred messages are due again (ISO 8601 UTC). */
  deferredTimes(): string[] {
    return [...this.#deferredUntil.values(), ...(typeof this.#recovered === 'object' ? [this.#recovered.at] : [])]
  }

  /**
   * Records the outcome of messages whose sending an earlier job had begun. Does so once per job; returns false when
   * there was nothing left to do.
   */
  async recordUnrecorded(loaded: LoadedAggregate<Generation>, contextFor: ContextFor): Promise<boolean> {
    const { messenger } = this.#deps
    if (messenger === undefined || loaded.state.outbox === undefined || this.#recovered !== 'no') return false
    try {
      for (const { message, outcome } of await messenger.unrecorded(this.#job.generation))
        await this.#record(messenger, loaded, message, outcome, contextFor)
      this.#recovered = 'yes'
    } catch (error) {
      if (!(error instanceof RetryAt) && !this.#job.last) throw error
      this.#recovered = this.#retryAfter(error)
    }
    return true
  }

  /** Sends a message and records the outcome, or defers it. Throws unexpected errors except at the last attempt. */
  async send(loaded: LoadedAggregate<Generation>, due: DueMessage, contextFor: ContextFor): Promise<void> {
    const { messenger } = this.#deps
    if (messenger === undefined) return
    const { generation: id } = this.#job
    const message = messageOf(id, loaded, due)
    const outcome =
      typeof this.#recovered === 'object'
        ? this.#defer(due, this.#recovered)
        : await this.#attempt(due, () => messenger.send(message))
    if (outcome !== undefined) await this.#record(messenger, loaded, message, outcome, contextFor)
  }

  async #attempt(due: DueMessage, send: () => Promise<SendOutcome>): Promise<SendOutcome | undefined> {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof RetryAt) && !this.#job.last) throw error
      return this.#defer(due, this.#retryAfter(error))
    }
  }

  #retryAfter(error: unknown): RetryAt {
    if (error instanceof RetryAt) return error
    const message = errorMessage(error)
    this.#deps.logger.error(
      { generation: this.#job.generation, error: message },
      'sending a message failed and is tried again in a minute',
    )
    return new RetryAt(
      new Date(Date.parse(this.#deps.clock.now()) + RETRY_DELAY_MS).toISOString(),
      this.#job.attempt,
      message,
      { cause: error, in_doubt: true },
    )
  }

  /** Defers a message, or gives it up once it has been tried for long enough. */
  #defer(due: DueMessage, { at, attempts, message, in_doubt }: RetryAt): SendOutcome | undefined {
    if (at >= deliveryDeadline(due, in_doubt)) {
      return in_doubt
        ? { outcome: 'uncertain', detail: message }
        : { outcome: 'refused', reason: 'gave_up', detail: message, attempts: Math.max(1, attempts) }
    }
    this.#deferredUntil.set(due.key, at)
    return undefined
  }

  async #record(
    messenger: Messenger,
    loaded: LoadedAggregate<Generation>,
    message: MessageRecord,
    outcome: SendOutcome,
    contextFor: ContextFor,
  ): Promise<void> {
    const { generation: id } = this.#job
    const { version: questionnaire = { questions: [] } } = await loadTemplateVersion(this.#deps, loaded.state)
    const context = await contextFor(`posted ${message.id}`)
    await transact(this.#deps, {
      stream: generationStream(id),
      decider: generationDecider,
      context,
      decide: (state) => recordSendOutcome(message, outcome, state, questionnaire),
    })
    await messenger.recorded(message.id)
    if (outcome.outcome !== 'posted')
      this.#deps.logger.warn(
        { generation: id, message: message.id, about: message.about, outcome: outcome.outcome },
        'a message was not delivered',
      )
  }
}

/** The message to send. Its id is derived from what made it due, so that every attempt sends the same message. */
function messageOf(
  generation: string,
  { state, revision }: LoadedAggregate<Generation>,
  due: DueMessage,
): OutgoingMessage {
  const { key, at: _, ...rest } = due
  const { tenant, requester = '', outbox, document } = state
  const stale = [...(outbox?.sent ?? [])].flatMap(([message, { about, name, to, stale_at, settled }]) =>
    stale_at === undefined || settled ? [] : [{ message, about, name, to }],
  )
  const channel = (due.about === 'share' ? outbox?.share_to : outbox?.channel) ?? ''
  return {
    id: uuidV5(`${generation} ${key}`, NAMESPACE),
    tenant,
    generation,
    revision,
    channel,
    requester,
    document_id: document?.id,
    ...rest,
    stale,
  }
}
