/**
 * How often the questions of each template were answered, and how often words were taken as they were written because
 * the kind that was guessed did not fit. By question, whatever the list item; no value is seen. A changed answer counts
 * again.
 */
import { generationIdOf } from '../../domain/generation/generation-events.ts'
import { questionOfAddress, type GuessCount } from '../../domain/questions/guess-counts.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import type { GuessesGenerationsTable, GuessesTable } from '../../ports/read-models/read-schema.ts'
import { missingFirstEvent, type Projection } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'
import { readRowsByKey, writeRows } from '../engine/tables/table-rows.ts'

const COUNTS: ReadModelTable<GuessesTable> = {
  name: 'guesses',
  columns: { tenant: 'text', template_id: 'text', question: 'text', answers: 'int4', as_written: 'int4' },
  key: ['tenant', 'template_id', 'question'],
  indexes: [],
}

const GENERATIONS: ReadModelTable<GuessesGenerationsTable> = {
  name: 'guesses_generations',
  columns: { id: 'text', template_id: 'text' },
  key: ['id'],
  indexes: [],
}

export const guesses: Projection = {
  name: 'guesses',
  version: 1,
  tables: [COUNTS, GENERATIONS],
  types: new Set(['GenerationRequested', 'AnswerProvided', 'ListItemAdded']),
  async apply(events, { transaction, named }) {
    const begun = events.flatMap(({ stream, event }) =>
      event.type === 'GenerationRequested' ? [{ id: generationIdOf(stream), template_id: event.data.template_id }] : [],
    )
    const templateOf = new Map(begun.map(({ id, template_id }) => [id, template_id]))
    const earlier = new Set(events.map(({ stream }) => generationIdOf(stream)).filter((id) => !templateOf.has(id)))
    const keys = [...earlier].map((id) => ({ id }))
    for (const { id, template_id } of await readRowsByKey(transaction, named(GENERATIONS), keys))
      templateOf.set(id, template_id)
    await writeRows(transaction, named(GENERATIONS), begun, 'insert')
    await writeRows(transaction, named(COUNTS), countAnswers(events, templateOf), 'add')
  },
}

function countAnswers(events: readonly NumberedEvent[], templateOf: ReadonlyMap<string, string>): GuessesTable[] {
  const rows = new Map<string, GuessesTable>()
  for (const recorded of events) {
    const template_id = templateOf.get(generationIdOf(recorded.stream))
    if (template_id === undefined) throw missingFirstEvent(recorded)
    const { tenant } = recorded.envelope
    for (const { question, answers, as_written } of countsOf(recorded.event)) {
      const key = JSON.stringify([tenant, template_id, question])
      const row = rows.get(key) ?? { tenant, template_id, question, answers: 0, as_written: 0 }
      rows.set(key, { ...row, answers: row.answers + answers, as_written: row.as_written + as_written })
    }
  }
  return [...rows.values()]
}

/** One answer, or those that an event says it gives at once. */
function countsOf(event: NumberedEvent['event']): readonly GuessCount[] {
  switch (event.type) {
    case 'AnswerProvided': {
      const { name, kind, as_written, guesses: inside = [] } = event.data
      if (kind === 'list') return inside
      return [{ question: questionOfAddress(name), answers: 1, as_written: as_written === true ? 1 : 0 }]
    }
    case 'GenerationRequested':
    case 'ListItemAdded':
      return event.data.guesses ?? []
    default:
      return []
  }
}
