/** What one request led to, as nested lists: each event stands below the one that caused it. */
import { html } from 'hono/html'
import type { Cause } from '../../../../../../../queries/audit/causes.ts'
import { SURFACE_NAMES } from '../../../../../../../queries/audit/sentences/surface-names.ts'
import type { ToldEntry } from '../../../../../../../queries/audit/tell-entry.ts'
import type { Surface } from '../../../../../../../domain/kernel/event.ts'
import type { Html, ConsoleSession } from '../../../env.ts'
import { page } from '../../parts/layout.ts'
import { withQuery } from '../../parts/pager.ts'
import { sentence } from '../../parts/sentence.ts'
import { timestamp } from '../../parts/time.ts'

/** `complete`: the trees hold all that followed, not only the latest of it. */
export const causesPage = (
  session: ConsoleSession,
  correlation_id: string,
  causes: readonly Cause<ToldEntry>[],
  complete: boolean,
): Html =>
  page(
    { title: 'Causes', session, place: '/audit' },
    html`<p class="crumb"><a href="${withQuery('/audit', { correlation_id })}">Audit</a></p>
      <h1>What one request led to</h1>
      <p class="meta">Request <code>${correlation_id}</code></p>
      ${complete ? '' : html`<p class="hint">It led to more than is shown here: these are the latest events.</p>`}
      ${causes.length === 0 ? html`<p class="empty-line">Nothing came of it.</p>` : tree(session, causes)}`,
  )

const tree = (session: ConsoleSession, causes: readonly Cause<ToldEntry>[]): Html =>
  html`<ol class="causes">
    ${causes.map(
      ({ entry, effects }) =>
        html`<li>
          <p class="what">${sentence(entry.sentence, true)}</p>
          <p class="hint">
            ${timestamp(entry.at, session)} · ${SURFACE_NAMES[entry.surface as Surface] ?? entry.surface}
          </p>
          ${effects.length === 0 ? '' : tree(session, effects)}
        </li>`,
    )}
  </ol>`
