/**
 * Reports: how much is made, where people give up, how long it takes. Charts are drawn here, as SVG, and stand as
 * tables beside.
 */
import { html } from 'hono/html'
import type { DurationsRow } from '../../../../../../queries/reports/durations-report.ts'
import type { FunnelRow } from '../../../../../../queries/reports/funnel-report.ts'
import type { ListedTemplate } from '../../../../../../queries/template/list-templates.ts'
import type { UsageRow } from '../../../../../../queries/reports/usage-report.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { usageChart } from '../parts/usage-chart.ts'

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
            ${templates.map(({ id, name }) => html`<option value="${id}" ${id === range.template_id ? html` selected` : ''}>${name}</option>`)}
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
        ${funnel.length === 0 ? html`<p class="empty-line">Nobody has been asked anything yet.</p>` : [...Map.groupBy(funnel, (row) => `${row.template_name} · version ${String(row.template_version)}`)].map(([title, rows], index) => funnelChart(title, rows, index < 2))}
      </section>
      <section class="card" aria-labelledby="durations-title">
        <h2 id="durations-title">How long it takes</h2>
        ${durations.length === 0 ? html`<p class="empty-line">Nothing was begun in these days.</p>` : durationsTable(durations)}
      </section>`,
  )
}

function usageTable(usage: readonly UsageRow[]): Html {
  const columns = ['requested', 'rendered', 'delivered', 'cancelled', 'expired', 'failed'] as const
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Usage by day and template">
    <table>
      <thead>
        <tr>
          <th>Day (UTC)</th>
          <th>Template</th>
          <th class="number">Begun</th>
          <th class="number">Made</th>
          <th class="number">Downloaded</th>
          <th class="number">Cancelled</th>
          <th class="number">Expired</th>
          <th class="number">Failed</th>
        </tr>
      </thead>
      <tbody>
        ${usage.map(
          (row) =>
            html`<tr>
              <td>${row.day}</td>
              <td>${row.template_name ?? row.template_id}</td>
              ${columns.map((name) => html`<td class="number">${row[name]}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function funnelChart(title: string, rows: readonly FunnelRow[], open: boolean): Html {
  const most = Math.max(1, ...rows.map(({ reached }) => reached))
  return html`<details class="funnel" ${open ? html` open` : ''}>
    <summary>${title}</summary>
    <ol>
      ${rows.map(
        ({ label, reached, given_up, not_understood, waiting }) =>
          html`<li>
            <span class="label">${label}</span>
            <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="track" width="100" height="10" rx="2" />
              <rect class="fill" width="${(reached / most) * 100}" height="10" />
              <rect
                class="lost"
                x="${((reached - given_up) / most) * 100}"
                width="${(given_up / most) * 100}"
                height="10"
              />
            </svg>
            <span class="hint"
              >${reached}
              came${given_up === 0 ? '' : html`, <strong>${given_up} left here</strong>`}${not_understood === 0 ? '' : `, ${not_understood} ${not_understood === 1 ? 'answer' : 'answers'} not understood`}${waiting === 0 ? '' : `, ${String(waiting)} still there`}</span
            >
          </li>`,
      )}
    </ol>
  </details>`
}

function durationsTable(durations: readonly DurationsRow[]): Html {
  const cell = (seconds: number | null) => html`<td class="number">${durationText(seconds)}</td>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Durations by template">
    <table>
      <thead>
        <tr>
          <th rowspan="2">Template</th>
          <th colspan="2">Answering</th>
          <th colspan="2">Making</th>
          <th colspan="2">Until downloaded</th>
        </tr>
        <tr>
          ${[1, 2, 3].map(
            () =>
              html`<th class="number">half within</th>
                <th class="number">95% within</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${durations.map(
          ({ template_name, template_id, answering, rendering, fetching }) =>
            html`<tr>
              <td>${template_name ?? template_id}</td>
              ${[answering, rendering, fetching].map(({ p50, p95 }) => html`${cell(p50)}${cell(p95)}`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function durationText(seconds: number | null): string {
  if (seconds === null) return '–'
  if (seconds < 1) return `${String(Math.round(seconds * 1000))} ms`
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
  if (seconds < 7200) return `${String(Math.round(seconds / 60))} min`
  return seconds < 172_800 ? `${String(Math.round(seconds / 3600))} h` : `${String(Math.round(seconds / 86_400))} days`
}
