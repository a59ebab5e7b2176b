/** The event store's table, as kysely sees it. It is made by the migrations. */
import type { Generated } from 'kysely'

export interface EventTables {
  events: {
    position: Generated<number>
    stream: string
    revision: number
    id: string
    type: string
    data: string
    metadata: string
  }
}
