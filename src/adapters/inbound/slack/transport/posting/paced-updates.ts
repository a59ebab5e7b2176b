/**
 * Changes of messages that stand already, at the pace that Slack allows. Best effort: what is still waiting when the
 * service stops is lost, and a click on what is left there is refused in words.
 */
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'
import type { MessageContent } from './post-message.ts'

/**
 * `chat.update` is of tier 3: “50+ per minute” in a workspace. Some are left for what is changed at a click.
 * https://docs.slack.dev/reference/methods/chat.update
 */
const PER_MINUTE = 40
/** So many, with those that somebody waits for. */
const AWAITED_PER_MINUTE = 48
const MINUTE_MS = 60_000
/** Beyond that the oldest are dropped. */
const MAX_WAITING = 5000
/** A change is safe to repeat; one that Slack does not answer is tried so often. */
const MAX_TRIES = 5
const NO_ANSWER_MS = 5000
/** What a message shows is remembered for so long. */
const SHOWN_MS = 600_000

/** What pacing needs. */
export interface PacedUpdatesDeps {
  readonly call: CallSlack
  readonly clock: Clock
  readonly logger: Logger
  /** Runs the work later; by default without keeping the process alive. */
  readonly later?: ((ms: number, work: () => void) => unknown) | undefined
}

/** A message in a channel. */
export interface UpdatedMessage {
  readonly channel: string
  readonly ts: string
}

/** A message to change, and what it says from then on. */
export interface MessageUpdate extends MessageContent, UpdatedMessage {}

/** A message of a thread that is to stand in the channel, too. */
export interface MessageBroadcast extends UpdatedMessage {
  readonly reply_broadcast: true
}

/** Lets a held message go; with what it shows now, if somebody else has changed it. */
export type ReleaseMessage = (shown?: MessageContent) => Promise<void>

/** A change that waits for its turn. */
interface WaitingUpdate {
  readonly update: MessageUpdate | MessageBroadcast
  tries: number
}

interface Waiting {
  /** When the last changes were made, in milliseconds since 1970. */
  made: number[]
  /** By channel and `ts`: a later change of a message replaces an earlier one. */
  readonly updates: Map<string, WaitingUpdate>
  running: boolean
}

/** The changes of all workspaces. */
export class PacedUpdates {
  readonly #deps: PacedUpdatesDeps
  readonly #later: (ms: number, work: () => void) => unknown
  readonly #teams = new LRUCache<string, Waiting>({ max: 10_000 })
  /** How many hold a message, by workspace, channel and `ts`. */
  readonly #held = new Map<string, number>()
  /** A digest of what messages show, by the same: what is there already is not made again. */
  readonly #shown = new LRUCache<string, string>({ max: 20_000, ttl: SHOWN_MS })

  constructor(deps: PacedUpdatesDeps) {
    this.#deps = deps
    this.#later = deps.later ?? ((ms, work) => setTimeout(work, ms).unref())
  }

  /** How many changes of a workspace were made in the last minute or wait for their turn. */
  countIn(team: string): number {
    const now = Date.parse(this.#deps.clock.now())
    const { made = [], updates } = this.#teams.get(team) ?? {}
    return made.filter((at) => at > now - MINUTE_MS && at <= now).length + (updates?.size ?? 0)
  }

  /**
   * Changes the message now if its turn has come, else later. `awaited`: it is all that somebody is told, so it goes
   * before the others. Never throws.
   */
  async update(team: string, update: MessageUpdate | MessageBroadcast, { awaited = false } = {}): Promise<void> {
    const waiting = this.#waitingOf(team)
    const { updates } = waiting
    const key = keyOf(update)
    updates.delete(key)
    const one = { update, tries: 0 }
    updates.set(key, one)
    const [oldest] = updates.keys()
    if (updates.size > MAX_WAITING && oldest !== undefined) updates.delete(oldest)
    const isNext = awaited && !this.#isHeld(team, key) && this.#waitBefore(waiting, AWAITED_PER_MINUTE) === undefined
    const wait = isNext ? await this.#attempt(team, waiting, key, one) : undefined
    if (waiting.running) return
    if (wait === undefined) return this.#run(team, waiting)
    waiting.running = true
    this.#later(wait, () => void this.#run(team, waiting))
  }

  /**
   * Holds back changes of a message while its person's click is worked, which changes it by its own address: that
   * counts among no method's calls.
   */
  hold(team: string, message: UpdatedMessage): ReleaseMessage {
    const key = keyOf(message)
    const held = `${team} ${key}`
    this.#held.set(held, (this.#held.get(held) ?? 0) + 1)
    return async (shown) => {
      const left = (this.#held.get(held) ?? 1) - 1
      if (left > 0) this.#held.set(held, left)
      else this.#held.delete(held)
      if (shown !== undefined) this.#shown.set(held, digestOf(shown))
      const waiting = this.#waitingOf(team)
      if (waiting.updates.has(key) && !waiting.running) await this.#run(team, waiting)
    }
  }

  #waitingOf(team: string): Waiting {
    const waiting = this.#teams.get(team) ?? { made: [], updates: new Map(), running: false }
    this.#teams.set(team, waiting)
    return waiting
  }

  #isHeld(team: string, key: string): boolean {
    return this.#held.has(`${team} ${key}`)
  }

  /** Makes what waits, in order, until there is nothing left or it has to wait. */
  async #run(team: string, waiting: Waiting): Promise<void> {
    waiting.running = true
    for (const [key, one] of waiting.updates) {
      if (this.#isHeld(team, key)) continue
      const wait = this.#isShown(team, key, one) ? undefined : this.#waitBefore(waiting)
      const again = wait ?? (await this.#attempt(team, waiting, key, one))
      if (again === undefined) continue
      // `running` stays set: whatever comes meanwhile waits, too.
      this.#later(again, () => void this.#run(team, waiting))
      return
    }
    waiting.running = false
  }

  /** Whether the message shows that already. */
  #isShown(team: string, key: string, { update }: WaitingUpdate): boolean {
    return this.#shown.get(`${team} ${key}`) === digestOf(update)
  }

  #waitBefore(waiting: Waiting, most = PER_MINUTE): number | undefined {
    const now = Date.parse(this.#deps.clock.now())
    waiting.made = waiting.made.filter((at) => at > now - MINUTE_MS && at <= now)
    const [first = now] = waiting.made
    return waiting.made.length < most ? undefined : first + MINUTE_MS - now
  }

  /** The milliseconds to wait before it is tried again; undefined when there is nothing more to try. */
  async #attempt(team: string, waiting: Waiting, key: string, one: WaitingUpdate): Promise<number | undefined> {
    const { call, clock, logger } = this.#deps
    if (!this.#isShown(team, key, one)) {
      waiting.made.push(Date.parse(clock.now()))
      one.tries += 1
      try {
        await call(team, 'chat.update', { ...one.update })
        this.#shown.set(`${team} ${key}`, digestOf(one.update))
      } catch (error) {
        if (error instanceof CallFailed && error.failure.kind === 'later') return error.failure.ms
        if (error instanceof CallFailed && error.failure.kind === 'unknown' && one.tries < MAX_TRIES)
          return NO_ANSWER_MS
        if (!(error instanceof CallFailed))
          logger.warn({ team, error: errorMessage(error) }, 'a message stays as it is')
      }
    }
    if (waiting.updates.get(key) === one) waiting.updates.delete(key)
    return undefined
  }
}

/** What a message says, and where it stands, are changed apart. */
const keyOf = (message: UpdatedMessage | MessageBroadcast): string =>
  `${message.channel} ${message.ts}${'reply_broadcast' in message ? ' broadcast' : ''}`

const digestOf = (update: MessageContent | MessageBroadcast): string =>
  hash('sha256', JSON.stringify('reply_broadcast' in update ? [] : [update.text, update.blocks]))
