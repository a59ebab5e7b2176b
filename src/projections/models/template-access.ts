/** Who may use, edit and see what: a row for each template, which lists join. */
import { DEFAULT_ACCESS, type Audience } from '../../domain/template/template-access.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { TemplateAccessTable } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import { foldRows, missingFirstEvent, type Projection } from '../engine/projection.ts'
import type { ReadModelTable } from '../engine/tables/table.ts'

const TABLE: ReadModelTable<TemplateAccessTable> = {
  name: 'template_access',
  columns: {
    tenant: 'text',
    template_id: 'text',
    maker: 'text',
    maker_edits: 'bool',
    use_by: 'text?',
    edit_by: 'text?',
    see_by: 'text?',
  },
  key: ['tenant', 'template_id'],
  indexes: [],
}

export const templateAccess: Projection = {
  name: 'template_access',
  version: 1,
  tables: [TABLE],
  types: new Set(['TemplateRegistered', 'TemplateAccessChanged']),
  apply: (events, write) => foldRows(write, TABLE, events, keyOf, evolve),
}

const keyOf = ({ stream, envelope: { tenant } }: NumberedEvent) => ({
  tenant,
  template_id: stream.slice(templateStream(tenant, '').length),
})

function evolve(row: TemplateAccessTable | undefined, recorded: NumberedEvent): TemplateAccessTable {
  const { event, envelope } = recorded
  if (event.type === 'TemplateRegistered')
    return { ...keyOf(recorded), maker: envelope.actor, ...columnsOf(DEFAULT_ACCESS) }
  if (row === undefined) throw missingFirstEvent(recorded)
  return event.type === 'TemplateAccessChanged' ? { ...row, ...columnsOf(event.data) } : row
}

const columnsOf = ({ use, edit, see, maker_edits }: typeof DEFAULT_ACCESS) => ({
  use_by: named(use),
  edit_by: named(edit),
  see_by: named(see),
  maker_edits,
})

/** Null for everybody; otherwise a JSON array of who is named, as `namedAs` gives them. */
const named = (audience: Audience): string | null =>
  audience === 'everyone'
    ? null
    : JSON.stringify([
        ...audience.people.map((person) => `person ${person}`),
        ...audience.groups.map((group) => `group ${group}`),
      ])
