/**
 * Works what came in, one item of a conversation after the other, through Bolt's listeners; what fails is tried again,
 * and set aside in the end.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReceiverEvent } from '@slack/bolt'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Inbox, InboxItem } from '../../../../../ports/slack/inbox.ts'
import type { InboxJobs } from '../../../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { Incoming } from './incoming.ts'
import { saveToInbox } from './save-to-inbox.ts'
import { isFields, type Fields } from './read-body.ts'

/** What an inbox item adds to Bolt's `context`. */
export interface InboxContext {
  /** The same for every delivery and every try of the same thing. */
  readonly inboxId: string
  /** Nobody sees an `ack` with content any more: the request that brought this was answered long ago. */
  readonly late: boolean
}

export interface WorkerDeps {
  readonly inbox: Inbox
  readonly jobs: InboxJobs
  readonly processEvent: (event: ReceiverEvent) => Promise<void>
  /** Whether the app is still installed where an item comes from; what comes from elsewhere is let go. */
  readonly isInstalled: (body: Fields) => Promise<boolean>
  readonly clock: Clock
  readonly logger: Logger
}

export interface Worker {
  /**
   * Works inside the request; gives what listeners acknowledged with, if they did so within two seconds. A submission
   * that is too late for that, or fails, goes into the inbox; throws when not even that is possible.
   */
  processNow(incoming: Incoming): Promise<Fields | undefined>
  /** Works the inbox until the signal fires. */
  run(signal: AbortSignal): Promise<void>
}

/** What a listener throws for an item whose time has not come: it is tried again without an attempt being counted. */
export class TooEarly extends Error {
  override readonly name = 'NotYet'
}

/** Slack waits for three seconds. */
const ANSWER_MS = 2000
const MAX_ATTEMPTS = 6
/** Longer than a post may be in doubt. */
const MAX_TOO_EARLY_MS = 3 * 86_400_000
/** Longer than any item waits for its wake-up in good times. */
const OVERDUE_MS = 15_000
const SWEEP_MS = 15_000
/** Slack delivers again within the hour; duplicates are recognised for longer. */
const KEPT_MS = 3 * 86_400_000

const ids = new WeakMap<object, string>()

/** The inbox id of a body that a listener was given; it is the root of the ids of all that the listener causes. */
export function inboxIdOf(body: object): string {
  const id = ids.get(body)
  if (id === undefined) throw new Error('This body did not come through the inbox.')
  return id
}

export function createWorker(deps: WorkerDeps): Worker {
  return { processNow: (incoming) => processNow(deps, incoming), run: (signal) => runWorker(deps, signal) }
}

type AckOutcome = { readonly acked: true; readonly response: unknown } | { readonly acked: false }

async function processNow(deps: WorkerDeps, incoming: Incoming): Promise<Fields | undefined> {
  const { id, body, kind } = incoming
  ids.set(body, id)
  const first = Promise.withResolvers<AckOutcome>()
  const ack = async (response?: unknown): Promise<void> => first.resolve({ acked: true, response })
  const working = deps.processEvent({
    body,
    customProperties: { inboxId: id, late: false } satisfies InboxContext,
    ack,
  })
  // A listener that is done without a word has nothing to say against it.
  working.then(
    () => first.resolve({ acked: true, response: undefined }),
    () => first.resolve({ acked: false }),
  )
  const timeUp = new AbortController()
  const late = sleep<AckOutcome>(ANSWER_MS, { acked: false }, { signal: timeUp.signal }).catch((): AckOutcome => ({
    acked: false,
  }))
  const outcome = await Promise.race([first.promise, late])
  timeUp.abort()
  if (kind === 'view_submission') {
    if (!outcome.acked) await saveToInbox(deps, incoming)
    else
      working
        .catch(() => saveToInbox(deps, incoming))
        .catch((error: unknown) =>
          deps.logger.error(
            { item: id, error: errorMessage(error) },
            'what was submitted could neither be worked nor kept',
          ),
        )
  }
  return outcome.acked && isFields(outcome.response) ? outcome.response : undefined
}

async function runWorker(deps: WorkerDeps, signal: AbortSignal): Promise<void> {
  await Promise.all([
    deps.jobs.work((conversation) => workConversation(deps, conversation, signal), signal),
    keepSweeping(deps, signal),
  ])
}

/** All that waits, in order. Throws when an item must be tried again: what comes after it waits, too. */
async function workConversation(deps: WorkerDeps, conversation: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    if (signal?.aborted === true) return
    const item = await deps.inbox.begin(conversation)
    if (item === undefined) return
    try {
      await workItem(deps, item)
    } catch (error) {
      const age = Date.parse(deps.clock.now()) - Date.parse(item.received_at)
      if (error instanceof TooEarly && age < MAX_TOO_EARLY_MS) {
        await deps.inbox.putOff(item.id)
        throw error
      }
      const given_up = item.attempts >= MAX_ATTEMPTS
      await deps.inbox.failed(item.id, errorMessage(error), given_up)
      if (!given_up) throw error
      deps.logger.error(
        { item: item.id, attempts: item.attempts, error: errorMessage(error) },
        'something that came in from Slack is set aside: see “docgen parked list”',
      )
      continue
    }
    await deps.inbox.done(item.id)
  }
}

async function workItem(
  { processEvent, isInstalled: mayWork }: WorkerDeps,
  { id, payload, attempts }: InboxItem,
): Promise<void> {
  // The crash of a process is an attempt, too: what takes it down again and again is not begun for ever.
  if (attempts > 2 * MAX_ATTEMPTS) throw new Error('The service stopped each time it worked this.')
  const body = JSON.parse(payload) as Record<string, unknown>
  if (!(await mayWork(body))) return
  ids.set(body, id)
  await processEvent({
    body,
    customProperties: { inboxId: id, late: true } satisfies InboxContext,
    ack: async () => undefined,
  })
}

/** Wakes what waits for too long, because its wake-up was lost; at the start everything that waits. */
async function keepSweeping({ inbox, jobs, clock, logger }: WorkerDeps, signal: AbortSignal): Promise<void> {
  const ago = (ms: number): string => new Date(Date.parse(clock.now()) - ms).toISOString()
  for (let overdue = 0; !signal.aborted; overdue = OVERDUE_MS) {
    try {
      for (const conversation of await inbox.waiting(ago(overdue))) await jobs.enqueue(conversation)
      await inbox.forget(ago(KEPT_MS))
    } catch (error) {
      logger.warn({ error: errorMessage(error) }, 'the inbox could not be swept')
    }
    await sleep(SWEEP_MS, undefined, { signal }).catch(() => {})
  }
}
