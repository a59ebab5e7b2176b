/**
 * Reports: how much is made, where people give up, how long it takes. Charts are drawn here, as SVG, and stand as
 * tables beside.
 */
import { html } from 'hono/html'
import type { DurationsRow } from '../../../../../../queries/reports/get-durations-report.ts'
import type { FunnelRow } from '../../../../../../queries/reports/get-funnel-report.ts'
import type { UsageRow } from '../../../../../../queries/reports/get-usage-report.ts'
import type { ListedTemplate } from '../../../../../../queries/template/list-templates.ts'
import type { ConsoleSession, Html } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { durationsTable, usageTable } from '../parts/reports/report-tables.ts'
import { funnelChart } from '../parts/reports/funnel-chart.ts'
import { usageChart } from '../parts/reports/usage-chart.ts'

export interface ReportsPageModel {
  readonly session: ConsoleSession
  readonly range: { readonly from: string; readonly to: string; readonly template_id: string | undefined }
  readonly usage: readonly UsageRow[]
  readonly funnel: readonly FunnelRow[]
  readonly durations: readonly DurationsRow[]
  readonly templates: readonly ListedTemplate[]
  readonly maySeeMore: boolean
}

export function reportsPage({ session, range, usage, funnel, durations, templates }: ReportsPageModel): Html {
  const total = (name: 'requested' | 'rendered' | 'delivered' | 'cancelled' | 'expired' | 'failed') =>
    usage.reduce((sum, row) => sum + row[name], 0)
  return page(
    { title: 'Reports', session, place: '/reports', wide: true },
    html`<h1>Reports</h1>
      <form method="get" action="/reports" class="filters">
        <label>From<input type="date" name="from" value="${range.from}" /></label
        ><label>To<input type="date" name="to" value="${range.to}" /></label>
        <label
          >Template<select name="template">
            <option value="">All</option>
            ${templates.map(
              ({ id, name }) =>
                html`<option value="${id}" ${id === range.template_id ? html` selected` : ''}>${name}</option>`,
            )}
          </select></label
        >
        <div class="actions"><button class="primary">Show</button></div>
      </form>
      <dl class="figures">
        <div>
          <dt>Conversations begun</dt>
          <dd>${total('requested')}</dd>
        </div>
        <div>
          <dt>Documents made</dt>
          <dd>${total('rendered')}</dd>
        </div>
        <div>
          <dt>Downloaded</dt>
          <dd>${total('delivered')}</dd>
        </div>
        <div>
          <dt>Given up</dt>
          <dd>${total('cancelled') + total('expired')}</dd>
        </div>
        <div>
          <dt>Failed</dt>
          <dd>${total('failed')}</dd>
        </div>
      </dl>
      <section class="card" aria-labelledby="usage-title">
        <h2 id="usage-title">By day</h2>
        ${
          usage.length === 0
            ? html`<p class="empty-line">Nothing was begun in these days.</p>`
            : html`${usageChart(usage, range)}
                <details>
                  <summary>As a table</summary>
                  ${usageTable(usage)}
                </details>`
        }
      </section>
      <section class="card" aria-labelledby="funnel-title">
        <h2 id="funnel-title">Where people give up</h2>
        <p class="hint">Of all conversations so far: how many came to a question, and how many left there.</p>
        ${
          funnel.length === 0
            ? html`<p class="empty-line">Nobody has been asked anything yet.</p>`
            : [...Map.groupBy(funnel, (row) => `${row.template_name} · version ${String(row.template_version)}`)].map(
                ([title, rows], index) => funnelChart(title, rows, index < 2),
              )
        }
      </section>
      <section class="card" aria-labelledby="durations-title">
        <h2 id="durations-title">How long it takes</h2>
        ${
          durations.length === 0
            ? html`<p class="empty-line">Nothing was begun in these days.</p>`
            : durationsTable(durations)
        }
      </section>`,
  )
}
