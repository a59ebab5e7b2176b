/** The list of what others make, as far as one may read it. */
import { html } from 'hono/html'
import type { GenerationListing } from '../../../../../../../queries/generation/list-generations.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { generationRow } from '../../parts/generation-row.ts'
import { page } from '../../parts/layout.ts'
import { pager } from '../../parts/pager.ts'

export interface OthersPageModel {
  readonly session: ConsoleSession
  readonly generations: GenerationListing
  /** Of requesters. */
  readonly names: ReadonlyMap<string, string>
  /** Only those of this template. */
  readonly template_id: string | undefined
}

export function othersPage({ session, generations, names, template_id = '' }: OthersPageModel): Html {
  return page(
    { title: 'Documents of others', session, place: '/' },
    html`<p class="crumb"><a href="/">Home</a></p>
      <h1>Documents of others</h1>
      <p>Conversations and documents of others that you may read.</p>
      ${
        generations.data.length === 0
          ? html`<p class="empty-line">There are none for you to read.</p>`
          : html`<ul class="rows">
              ${generations.data.map((one) =>
                generationRow(session, one, false, names.get(one.requester) ?? one.requester),
              )}
            </ul>`
      }
      ${pager('/others', generations.pagination, { template: template_id })}`,
  )
}
