/** The reduction of the funnel: a batch of events and the open conversations give changed counts and conversations. */
import { questionOfAddress } from '../../domain/questions/guess-counts.ts'
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { FunnelConversationColumns, FunnelColumns } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { missingFirstEvent } from '../engine/projection.ts'

/** The question of an address, whatever the item; empty for the review. */
const questionOf = (address: string | null): string => questionOfAddress(address ?? '')

interface Conversation extends Omit<FunnelConversationColumns, 'reached'> {
  readonly reached: Set<string>
}

interface Changes {
  readonly counts: FunnelColumns[]
  readonly conversations: FunnelConversationColumns[]
  readonly ended: { readonly id: string }[]
}

export function countFunnel(events: readonly NumberedEvent[], rows: readonly FunnelConversationColumns[]): Changes {
  const open = new Map(
    rows.map((row): [string, Conversation] => [
      row.id,
      { ...row, reached: new Set(JSON.parse(row.reached) as string[]) },
    ]),
  )
  const ended = new Set<string>()
  const counts = new Map<string, FunnelColumns>()
  const countFor = (
    tenant: string,
    { template_id, template_version }: Conversation,
    question: string,
  ): FunnelColumns => {
    const key = JSON.stringify([tenant, template_id, template_version, question])
    const row = counts.get(key) ?? {
      tenant,
      template_id,
      template_version,
      question,
      reached: 0,
      passed: 0,
      given_up: 0,
      not_understood: 0,
    }
    counts.set(key, row)
    return row
  }
  for (const recorded of events) {
    const {
      event,
      stream,
      envelope: { tenant },
    } = recorded
    const id = generationIdOf(stream)
    if (event.type === 'GenerationRequested') {
      const { template_id, template_version, next } = event.data
      const waits_at = questionOf(next)
      const conversation = { id, template_id, template_version, waits_at, reached: new Set([waits_at]) }
      open.set(id, conversation)
      countFor(tenant, conversation, waits_at).reached++
      continue
    }
    const conversation = open.get(id)
    if (conversation === undefined) throw missingFirstEvent(recorded)
    const here = countFor(tenant, conversation, conversation.waits_at)
    if (event.type === 'QuestionReopened' && event.data.reason === 'not_understood') {
      countFor(tenant, conversation, questionOf(event.data.name)).not_understood++
    }
    if ('next' in event.data) {
      const waits_at = questionOf(event.data.next)
      if (waits_at === conversation.waits_at) continue
      here.passed++
      const there = countFor(tenant, conversation, waits_at)
      if (conversation.reached.has(waits_at)) there.passed--
      else there.reached++
      open.set(id, { ...conversation, waits_at, reached: conversation.reached.add(waits_at) })
      continue
    }
    if (event.type === 'GenerationConfirmed') here.passed++
    else here.given_up++
    open.delete(id)
    ended.add(id)
  }
  return {
    counts: [...counts.values()],
    conversations: [...open.values()].map((conversation) => ({
      ...conversation,
      reached: JSON.stringify([...conversation.reached]),
    })),
    ended: [...ended].map((id) => ({ id })),
  }
}
