/** The audit: every event of the tenant, newest first, with filters. */
import { html } from 'hono/html'
import type { AuditEntry, AuditPage } from '../../../../../../queries/reports/read-audit.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { accountName } from '../parts/describe-security.ts'
import { eventFacts } from '../parts/event-facts.ts'
import { page } from '../parts/layout.ts'
import { withQuery } from '../parts/pager.ts'
import { timestamp } from '../parts/time.ts'
import { STEP_TEXTS, SURFACE_NAMES } from '../parts/step-texts.ts'
import { describeStep } from '../parts/describe-step.ts'

export interface AuditPageModel {
  readonly session: ConsoleSession
  readonly audit: AuditPage
  readonly names: ReadonlyMap<string, string>
  readonly filter: Readonly<Record<string, string>>
}

export function auditPage({ session, audit, names, filter }: AuditPageModel): Html {
  const filtered = Object.values(filter).some((value) => value !== '')
  return page(
    { title: 'Audit', session, place: '/audit', wide: true },
    html`<h1>Audit</h1>
      <form method="get" action="/audit" class="filters">
        <label
          >What<select name="type">
            <option value="">Everything</option>
            ${Object.entries(STEP_TEXTS).map(
              ([type, label]) =>
                html`<option value="${type}" ${type === filter['type'] ? html` selected` : ''}>
                  ${label} (${type})
                </option>`,
            )}
          </select></label
        >
        <label
          >Stream<input name="stream" value="${filter['stream']}" placeholder="generation-…" autocomplete="off"
        /></label>
        <label>Who<input name="actor" value="${filter['actor']}" placeholder="id" autocomplete="off" /></label>
        <label>From<input type="date" name="from" value="${filter['from']}" /></label>
        <label>To<input type="date" name="to" value="${filter['to']}" /></label>
        <div class="actions">
          <button class="primary">Filter</button
          >${filtered ? html`<a class="button quiet" href="/audit">Show all</a>` : ''}
        </div>
      </form>
      ${
        audit.data.length === 0
          ? html`<p class="empty-line">${filtered ? 'Nothing fits.' : 'Nothing has happened yet.'}</p>`
          : html`<ol class="timeline">
              ${audit.data.map((entry) => entryRow(session, entry, names))}
            </ol>`
      }
      ${
        audit.next_cursor === null
          ? ''
          : html`<nav class="pager" aria-label="Pages">
              <a class="button" href="${withQuery('/audit', { ...filter, cursor: audit.next_cursor })}">Earlier ones</a>
            </nav>`
      }`,
  )
}

function entryRow(session: ConsoleSession, entry: AuditEntry, names: ReadonlyMap<string, string>): Html {
  const generation = /^generation-(.+)$/.exec(entry.stream)?.[1]
  const account = accountName(entry.stream, names)
  return html`<li>
    <p class="what">
      <strong
        >${describeStep({ type: entry.type, data: entry.data as Readonly<Record<string, unknown>> }, names)}</strong
      >
      ${
        generation === undefined
          ? html`${account === undefined ? '' : html`<span dir="auto">${account}</span> `}<code>${entry.stream}</code>`
          : html`<a href="/generations/${generation}/timeline#step-${entry.revision}"><code>${entry.stream}</code></a>`
      }
    </p>
    <p class="hint">
      ${timestamp(entry.at, session)} ·
      <a href="${withQuery('/audit', { actor: entry.actor })}">${names.get(entry.actor) ?? entry.actor}</a> ·
      ${SURFACE_NAMES[entry.surface] ?? entry.surface}
    </p>
    <details>
      <summary>Details</summary>
      ${eventFacts(entry, `${entry.type} ${entry.version}`)}
    </details>
  </li>`
}
