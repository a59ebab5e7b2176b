/**
 * The Events API: what happens is told to the app, once and again until it answers 200, with the faults that are asked
 * for.
 */
import type { FaultKind } from '../state/faults.ts'
import type { Json, Workspace } from '../state/model.ts'
import { newId, type SlackState } from '../state/slack.ts'
import { eventsOf } from './event-shapes.ts'
import type { Sender } from './outgoing.ts'

export interface EventDeliveries {
  /**
   * Resolves when what is on its way to the app at this moment has been answered (deliveries planned for later aside).
   */
  settled(): Promise<void>
}

/** Sends every happening that the app has subscribed to. */
export function createEventDeliveries(slack: SlackState, send: Sender): EventDeliveries {
  const underway = new Set<Promise<void>>()
  const held: (() => void)[] = []
  const start = (work: () => Promise<void>): void => {
    const running: Promise<void> = work().finally(() => underway.delete(running))
    underway.add(running)
  }

  slack.listeners.add((happening) => {
    if (!slack.app.socketMode && !slack.app.eventsVerified) return
    for (const event of eventsOf(slack, happening)) {
      const envelope = envelopeOf(slack, happening.workspace, event)
      const fault = slack.faults.ofDelivery(String(event['type']))
      const deliver = (): void => start(() => attemptDelivery(slack, send, envelope, 0, fault, start))
      if (fault === 'delivery_lost') recordLostEvent(slack, envelope)
      else if (fault === 'late') slack.clock.after(slack.faults.slowMs, deliver)
      else if (fault === 'reordered') {
        // Goes out after the next one, or soon if there is none.
        let gone = false
        const once = (): void => {
          if (!gone) {
            gone = true
            deliver()
          }
        }
        held.push(once)
        slack.clock.after(slack.faults.slowMs, once)
      } else {
        deliver()
        if (fault === 'duplicate') deliver()
        for (const next of held.splice(0)) next()
      }
    }
  })

  return {
    settled: async () => {
      await Promise.all(underway)
    },
  }
}

function envelopeOf(slack: SlackState, workspace: Workspace, event: Json): Json {
  return {
    token: slack.app.verificationToken,
    team_id: workspace.id,
    context_team_id: workspace.id,
    context_enterprise_id: workspace.enterprise?.id ?? null,
    ...(workspace.enterprise && { enterprise_id: workspace.enterprise.id }),
    api_app_id: slack.app.id,
    event,
    type: 'event_callback',
    event_id: newId(slack, 'Ev'),
    event_time: Math.floor(slack.clock.now() / 1000),
    authorizations: workspace.installation
      ? [
          {
            enterprise_id: workspace.enterprise?.id ?? null,
            // Bolt's own tests have none for an org-wide installation: what serves all workspaces names none.
            team_id: workspace.installation.orgWide ? null : workspace.id,
            user_id: workspace.installation.botUser,
            is_bot: true,
            is_enterprise_install: workspace.installation.orgWide,
          },
        ]
      : [],
    is_ext_shared_channel: isShared(workspace, event['channel']),
    event_context: `4-${slack.random.word(40)}`,
  }
}

/** Whether the event is of a channel that other companies share. */
const isShared = (workspace: Workspace, channel: unknown): boolean =>
  (workspace.channels.get(typeof channel === 'string' ? channel : '')?.sharedWith.length ?? 0) > 0

async function attemptDelivery(
  slack: SlackState,
  send: Sender,
  envelope: Json,
  number: number,
  fault: FaultKind | undefined,
  start: (work: () => Promise<void>) => void,
  reason = '',
): Promise<void> {
  const began = performance.now()
  const at = slack.clock.now()
  const ack = await send({ kind: 'event', payload: envelope, ...(number > 0 && { retry: { num: number, reason } }) })
  slack.log.deliveries.push({
    at,
    kind: 'event',
    name: String((envelope['event'] as Json)['type']),
    id: String(envelope['event_id']),
    attempt: number,
    status: ack.status,
    outcome: ack.outcome,
    tookMs: performance.now() - began,
    fault,
  })
  const wait = slack.limits.redeliveries[number]
  if (ack.outcome === 'acked' || ack.noRetry || wait === undefined) return
  slack.clock.after(wait, () =>
    start(() => attemptDelivery(slack, send, envelope, number + 1, fault, start, ack.outcome)),
  )
}

function recordLostEvent(slack: SlackState, envelope: Json): void {
  slack.log.deliveries.push({
    at: slack.clock.now(),
    kind: 'event',
    name: String((envelope['event'] as Json)['type']),
    id: String(envelope['event_id']),
    attempt: 0,
    status: undefined,
    outcome: 'lost',
    tookMs: 0,
    fault: 'delivery_lost',
  })
}
