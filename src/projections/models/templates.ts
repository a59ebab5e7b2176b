/** The templates: a row each, for lists. */
import { templateStream } from '../../domain/template/template-id.ts'
import type { TemplateColumns } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { foldRows, missingFirstEvent, type Projection } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'

const TABLE: ReadModelTable<TemplateColumns> = {
  name: 'templates',
  columns: {
    tenant: 'text',
    id: 'text',
    name: 'text',
    format: 'text',
    state: 'text',
    version: 'int4',
    published_version: 'int4?',
    language: 'text?',
    file_language: 'text?',
    question_count: 'int4',
    created_at: 'text',
    updated_at: 'text',
  },
  key: ['tenant', 'id'],
  indexes: [['tenant', 'name', 'id']],
}

export const templates: Projection = {
  name: 'templates',
  version: 2,
  tables: [TABLE],
  types: new Set([
    'TemplateRegistered',
    'TemplateRevised',
    'QuestionsRefined',
    'QuestionsChanged',
    'TemplateLanguageSet',
    'TemplatePublished',
    'TemplateRetired',
    'TemplateRestored',
  ]),
  apply: (events, write) => foldRows(write, TABLE, events, keyOf, evolve),
}

const keyOf = ({ stream, envelope: { tenant } }: NumberedEvent) => ({
  tenant,
  id: stream.slice(templateStream(tenant, '').length),
})

function evolve(row: TemplateColumns | undefined, recorded: NumberedEvent): TemplateColumns {
  const {
    event,
    envelope: { at },
  } = recorded
  if (event.type === 'TemplateRegistered') {
    const { name, format, version, questions, language = null, file_language = null } = event.data
    return {
      ...keyOf(recorded),
      name,
      format,
      version,
      state: 'draft',
      published_version: null,
      language,
      file_language,
      question_count: questions.length,
      created_at: at,
      updated_at: at,
    }
  }
  if (row === undefined) throw missingFirstEvent(recorded)
  switch (event.type) {
    case 'TemplateRevised':
      return {
        ...row,
        format: event.data.format,
        version: event.data.version,
        language: event.data.language ?? null,
        file_language: event.data.file_language ?? null,
        question_count: event.data.questions.length,
        updated_at: at,
      }
    case 'QuestionsRefined':
      return { ...row, version: event.data.version, question_count: event.data.questions.length, updated_at: at }
    case 'QuestionsChanged':
      return { ...row, version: event.data.version, question_count: event.data.question_count, updated_at: at }
    case 'TemplateLanguageSet':
      return { ...row, version: event.data.version, language: event.data.language, updated_at: at }
    case 'TemplatePublished':
      return {
        ...row,
        published_version: event.data.version,
        state: row.state === 'retired' ? 'retired' : 'published',
        updated_at: at,
      }
    case 'TemplateRetired':
      return { ...row, state: 'retired', updated_at: at }
    case 'TemplateRestored':
      return { ...row, state: row.published_version === null ? 'draft' : 'published', updated_at: at }
    default:
      return row
  }
}
