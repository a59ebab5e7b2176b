/** Processes what came in from Slack: inside the request, or later from the inbox. */
import type { Incoming } from '../receiving/incoming.ts'
import type { Fields } from '../receiving/read-body.ts'
import type { WorkerDeps } from './worker-deps.ts'
import { processNow } from './process-now.ts'
import { processConversation } from './work-conversation.ts'
import { sweepInbox } from './sweep-inbox.ts'

/** Processes deliveries. */
export interface Worker {
  /**
   * Processes a delivery inside the request; returns what the listeners acknowledged with, if they did so within two
   * seconds. A submission that takes longer, or fails, is saved to the inbox. Throws when that fails too.
   */
  processNow(incoming: Incoming): Promise<Fields | undefined>
  /** Processes the inbox until the signal fires. */
  run(signal: AbortSignal): Promise<void>
}

/** A worker on the inbox and its job queue. */
export function createWorker(deps: WorkerDeps): Worker {
  return { processNow: (incoming) => processNow(deps, incoming), run: (signal) => runWorker(deps, signal) }
}

async function runWorker(deps: WorkerDeps, signal: AbortSignal): Promise<void> {
  await Promise.all([
    deps.jobs.work((conversation) => processConversation(deps, conversation, signal), signal),
    sweepInbox(deps, signal),
  ])
}
