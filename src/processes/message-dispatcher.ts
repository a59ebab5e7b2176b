/**
 * Makes the posts of one wake-up: each once, its outcome recorded, and what must wait put off without holding up the
 * rest. What an earlier wake-up had begun when it was cut off is settled first, so that no post stands anywhere of
 * which the stream knows nothing.
 */
import { v5 as uuidV5 } from 'uuid'
import { errorMessage } from '../domain/kernel/errors.ts'
import { transact, type TransactDeps } from '../commands/transact.ts'
import type { CommandContext } from '../domain/kernel/event.ts'
import { generationStream } from '../domain/generation/generation-events.ts'
import { deliveryDeadline, type DueMessage } from '../domain/generation/generation-process.ts'
import { generationDecider } from '../domain/generation/generation-decider.ts'
import type { Generation } from '../domain/generation/generation.ts'
import { recordMessage, type SendOutcome, type MessageRecord } from '../domain/outbox/outbox-decisions.ts'
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

/** The namespace of the ids of posts. */
const NAMESPACE = '6b1f2f0c-7f0e-5a55-8f8f-0e3d5b9e4a21'
/** After an error that nobody expected, at the last attempt of a wake-up. */
const PAUSE_MS = 60_000

export class MessageDispatcher {
  readonly #deps: MessageDispatcherDeps
  readonly #job: GenerationJob
  readonly #until = new Map<string, string>()
  /** What earlier wake-ups had begun is settled; or not before this time. */
  #settled: 'no' | 'yes' | RetryAt = 'no'

  constructor(deps: MessageDispatcherDeps, job: GenerationJob) {
    this.#deps = deps
    this.#job = job
  }

  /** The posts that wait, by key; all of them without a messenger. */
  readonly putOff = { has: (key: string): boolean => this.#deps.messenger === undefined || this.#until.has(key) }

  /** When those that wait are due again. */
  times(): string[] {
    return [...this.#until.values(), ...(typeof this.#settled === 'object' ? [this.#settled.at] : [])]
  }

  /**
   * Records what became of posts that an earlier wake-up had begun when it was cut off, or put off before they were
   * needed no more. Once for a wake-up; false when it had been done.
   */
  async settle(loaded: LoadedAggregate<Generation>, contextFor: ContextFor): Promise<boolean> {
    const { messenger } = this.#deps
    if (messenger === undefined || loaded.state.outbox === undefined || this.#settled !== 'no') return false
    try {
      for (const { post, outcome } of await messenger.unrecorded(this.#job.generation))
        await this.#record(messenger, loaded, post, outcome, contextFor)
      this.#settled = 'yes'
    } catch (error) {
      if (!(error instanceof RetryAt) && !this.#job.last) throw error
      this.#settled = this.#retryOf(error)
    }
    return true
  }

  /**
   * Makes the post and records what became of it; or puts it off. Throws for what nobody expected, but not at the last
   * attempt.
   */
  async post(loaded: LoadedAggregate<Generation>, due: DueMessage, contextFor: ContextFor): Promise<void> {
    const { messenger } = this.#deps
    if (messenger === undefined) return
    const { generation: id } = this.#job
    const post = postOf(id, loaded, due)
    const outcome =
      typeof this.#settled === 'object'
        ? this.#wait(due, this.#settled)
        : await this.#attempt(due, () => messenger.post(post))
    if (outcome !== undefined) await this.#record(messenger, loaded, post, outcome, contextFor)
  }

  async #attempt(due: DueMessage, post: () => Promise<SendOutcome>): Promise<SendOutcome | undefined> {
    try {
      return await post()
    } catch (error) {
      if (!(error instanceof RetryAt) && !this.#job.last) throw error
      return this.#wait(due, this.#retryOf(error))
    }
  }

  #retryOf(error: unknown): RetryAt {
    if (error instanceof RetryAt) return error
    const message = errorMessage(error)
    this.#deps.logger.error(
      { generation: this.#job.generation, error: message },
      'posting failed and is tried again in a minute',
    )
    return new RetryAt(
      new Date(Date.parse(this.#deps.clock.now()) + PAUSE_MS).toISOString(),
      this.#job.attempt,
      message,
      { cause: error, in_doubt: true },
    )
  }

  /** Puts the post off; one that has been tried for long enough is given up instead. */
  #wait(due: DueMessage, { at, attempts, message, in_doubt }: RetryAt): SendOutcome | undefined {
    if (at >= deliveryDeadline(due, in_doubt)) {
      return in_doubt
        ? { outcome: 'uncertain', detail: message }
        : { outcome: 'refused', reason: 'gave_up', detail: message, attempts: Math.max(1, attempts) }
    }
    this.#until.set(due.key, at)
    return undefined
  }

  async #record(
    messenger: Messenger,
    loaded: LoadedAggregate<Generation>,
    post: MessageRecord,
    outcome: SendOutcome,
    contextFor: ContextFor,
  ): Promise<void> {
    const { generation: id } = this.#job
    const { version: questionnaire = { questions: [] } } = await loadTemplateVersion(this.#deps, loaded.state)
    const context = await contextFor(`posted ${post.id}`)
    await transact(this.#deps, {
      stream: generationStream(id),
      decider: generationDecider,
      context,
      decide: (state) => recordMessage(post, outcome, state, questionnaire),
    })
    await messenger.recorded(post.id)
    if (outcome.outcome !== 'posted')
      this.#deps.logger.warn(
        { generation: id, post: post.id, about: post.about, outcome: outcome.outcome },
        'a post was not delivered',
      )
  }
}

/** The same post whenever it is due: its id follows from what makes it due. */
function postOf(
  generation: string,
  { state, revision }: LoadedAggregate<Generation>,
  due: DueMessage,
): OutgoingMessage {
  const { key, at: _, ...rest } = due
  const { tenant, requester = '', outbox, document } = state
  const settle = [...(outbox?.sent ?? [])].flatMap(
    ([message, { about, name, to, stale_at, buttons_removed: settled }]) =>
      stale_at === undefined || settled ? [] : [{ message, about, name, to }],
  )
  const place = (due.about === 'share' ? outbox?.share_to : outbox?.channel) ?? ''
  return {
    id: uuidV5(`${generation} ${key}`, NAMESPACE),
    tenant,
    generation,
    revision,
    place,
    requester,
    document_id: document?.id,
    ...rest,
    settle,
  }
}
