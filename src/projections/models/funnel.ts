/**
 * The funnel: at which question people give up. A conversation is at one question at a time. Each question counts how
 * many conversations reached it, passed it, and were cancelled or expired there. A conversation that comes back to a
 * question is subtracted from those that passed it, so reached = passed + given up + waiting there now. It also counts
 * answers that were not understood.
 */
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import type { FunnelConversationColumns, FunnelColumns } from '../../ports/read-models/read-schema.ts'
import type { Projection } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'
import { deleteRows, readRowsByKey, writeRows } from '../engine/tables/table-rows.ts'
import { countFunnel } from './funnel-counts.ts'

const COUNTS: ReadModelTable<FunnelColumns> = {
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

const CONVERSATIONS: ReadModelTable<FunnelConversationColumns> = {
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
    const open = await readRowsByKey(
      transaction,
      named(CONVERSATIONS),
      ids.map((id) => ({ id })),
    )
    const { counts, conversations, ended } = countFunnel(events, open)
    await writeRows(transaction, named(COUNTS), counts, 'add')
    await writeRows(transaction, named(CONVERSATIONS), conversations, 'replace')
    await deleteRows(transaction, named(CONVERSATIONS), ended)
  },
}
