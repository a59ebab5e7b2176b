/** Interactions and slash commands: sent once, to be answered within three seconds, never sent again. */
import type { Json } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'
import type { Acknowledgement, Outgoing, Sender } from './outgoing.ts'

export type Interact = (outgoing: Outgoing & { kind: 'interaction' | 'command' }) => Promise<Acknowledgement>

/**
 * Sends with the faults that are asked for: late and reordered ones wait, doubled ones go twice, lost ones count as
 * unanswered.
 */
export function createInteract(slack: SlackState, send: Sender): Interact {
  const once = async (
    outgoing: Outgoing,
    fault: ReturnType<SlackState['faults']['ofDelivery']>,
  ): Promise<Acknowledgement> => {
    const began = performance.now()
    const at = slack.clock.now()
    const ack =
      fault === 'delivery_lost'
        ? { outcome: 'connection_failed' as const, status: undefined, body: '', noRetry: true }
        : await send(outgoing)
    slack.log.deliveries.push({
      at,
      kind: outgoing.kind,
      name: nameOf(outgoing.payload),
      id: '',
      attempt: 0,
      status: ack.status,
      outcome: fault === 'delivery_lost' ? 'lost' : ack.outcome,
      tookMs: performance.now() - began,
      fault,
    })
    return ack
  }
  return async (outgoing) => {
    const fault = slack.faults.ofDelivery(nameOf(outgoing.payload))
    if (fault === 'late' || fault === 'reordered')
      await new Promise<void>((resolve) => {
        slack.clock.after(slack.faults.slowMs, resolve)
      })
    const [ack] = await Promise.all([once(outgoing, fault), ...(fault === 'duplicate' ? [once(outgoing, fault)] : [])])
    return ack
  }
}

const nameOf = (payload: Json): string => String(payload['command'] ?? payload['type'])
