/** The audit: every event of the tenant in sentences, the newest first, with filters. */
import { html } from 'hono/html'
import type { FilterChoice } from '../../../../../../../queries/audit/filter-choices.ts'
import type { ToldPage } from '../../../../../../../queries/audit/tell-audit.ts'
import type { Html, ConsoleSession } from '../../../env.ts'
import { page } from '../../parts/layout.ts'
import { withQuery } from '../../parts/pager.ts'
import { auditEntry } from './audit-entry.ts'
import { auditFilters, isFiltered, type FilterFields } from './audit-filters.ts'

/** A name that means nobody, or several. */
export interface UnclearName {
  readonly field: 'person' | 'template'
  readonly text: string
  readonly choices: readonly FilterChoice[]
}

export interface AuditPageModel {
  readonly session: ConsoleSession
  /** Undefined where a name is not clear. */
  readonly audit: ToldPage | undefined
  readonly fields: FilterFields
  readonly unclear: readonly UnclearName[]
  /** The filter as the export takes it. */
  readonly exported: Readonly<Record<string, string>>
}

export function auditPage({ session, audit, fields, unclear, exported }: AuditPageModel): Html {
  return page(
    { title: 'Audit', session, place: '/audit', wide: true },
    html`<h1>Audit</h1>
      ${auditFilters(fields)}${unclear.map((one) => whoIsMeant(one, fields))}
      ${
        audit === undefined
          ? ''
          : audit.data.length === 0
            ? html`<p class="empty-line">${isFiltered(fields) ? 'Nothing matches.' : 'Nothing has happened yet.'}</p>`
            : html`<ol class="timeline">
                ${audit.data.map((entry) => auditEntry(session, entry))}
              </ol>`
      }
      ${
        audit === undefined || audit.next_cursor === null
          ? ''
          : html`<nav class="pager" aria-label="Pages">
              <a class="button" href="${withQuery('/audit', { ...fields, cursor: audit.next_cursor })}">Earlier</a>
            </nav>`
      }
      ${audit === undefined ? '' : exportLinks(exported)}`,
  )
}

const exportLinks = (exported: Readonly<Record<string, string>>): Html =>
  html`<p class="hint">
    Export all of it, oldest first, without answers:
    <a href="${withQuery('/audit/export', { ...exported, format: 'csv' })}" download>CSV</a> ·
    <a href="${withQuery('/audit/export', { ...exported, format: 'jsonl' })}" download>JSON Lines</a>
  </p>`

function whoIsMeant({ field, text, choices }: UnclearName, fields: FilterFields): Html {
  if (choices.length === 0)
    return html`<p class="problem" role="status">
      ${field === 'person' ? 'Nobody' : 'No template'} here is called “<bdi>${text}</bdi>”.
    </p>`
  return html`<section aria-label="Which “${text}”?">
    <p role="status">Which “<bdi>${text}</bdi>” do you mean?</p>
    <ul>
      ${choices.map(
        ({ id, name, hint }) =>
          html`<li>
            <a href="${withQuery('/audit', { ...fields, [field]: id })}"><bdi>${name}</bdi></a>
            <span class="hint">${hint ?? id}</span>
          </li>`,
      )}
    </ul>
  </section>`
}
