/**
 * The funnel: at which question people give up. A conversation stands at one question at a time; each question counts
 * how many came to it, how many went on from it, and how many were cancelled or expired there. A conversation that
 * comes back to a question is taken out of those that went on, so nothing counts twice: reached = passed + given up +
 * waiting there now. Beside that stands how often an answer was not understood there.
 */
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { FunnelConversationsTable, FunnelTable } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { missingFirstEvent, type Projection } from '../engine/projection.ts'
import { deleteRows, readRows, writeRows, type ReadModelTable } from '../engine/table.ts'

const COUNTS: ReadModelTable<FunnelTable> = {
  name: 'funnel',
  columns: {
    tenant: 'text',
    template_id: 'text',
    template_version: 'int4',
    question: 'text',
    reached: 'int4',
    passed: 'int4',
    given_up: 'int4',
    not_understood: 'int4',
  },
  key: ['tenant', 'template_id', 'template_version', 'question'],
  indexes: [],
}

const CONVERSATIONS: ReadModelTable<FunnelConversationsTable> = {
  name: 'funnel_conversations',
  columns: { id: 'text', template_id: 'text', template_version: 'int4', waits_at: 'text', reached: 'text' },
  key: ['id'],
  indexes: [],
}

export const funnel: Projection = {
  name: 'funnel',
  version: 2,
  tables: [COUNTS, CONVERSATIONS],
  types: new Set([
    'GenerationRequested',
    'AnswerProvided',
    'ListItemAdded',
    'ListItemRemoved',
    'ListClosed',
    'QuestionSkipped',
    'GenerationConfirmed',
    'GenerationCancelled',
    'GenerationExpired',
    'QuestionReopened',
    'QuestionDelegated',
    'DelegationWithdrawn',
  ]),
  async apply(events, { transaction, named }) {
    const ids = [...new Set(events.map(({ stream }) => generationIdOf(stream)))]
    const open = await readRows(
      transaction,
      named(CONVERSATIONS),
      ids.map((id) => ({ id })),
    )
    const { counts, conversations, ended } = walk(events, open)
    await writeRows(transaction, named(COUNTS), counts, 'add')
    await writeRows(transaction, named(CONVERSATIONS), conversations, 'replace')
    await deleteRows(transaction, named(CONVERSATIONS), ended)
  },
}

/** The question of an address, whatever the item: `items.3.quantity` → `items.quantity`. */
const questionOf = (address: string | null): string => (address ?? '').replaceAll(/\.\d+(?=\.|$)/g, '')

interface Conversation extends Omit<FunnelConversationsTable, 'reached'> {
  readonly reached: Set<string>
}

interface Changes {
  readonly counts: FunnelTable[]
  readonly conversations: FunnelConversationsTable[]
  readonly ended: { readonly id: string }[]
}

function walk(events: readonly NumberedEvent[], rows: readonly FunnelConversationsTable[]): Changes {
  const open = new Map(
    rows.map((row): [string, Conversation] => [
      row.id,
      { ...row, reached: new Set(JSON.parse(row.reached) as string[]) },
    ]),
  )
  const ended = new Set<string>()
  const counts = new Map<string, FunnelTable>()
  const countFor = (tenant: string, { template_id, template_version }: Conversation, question: string): FunnelTable => {
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
