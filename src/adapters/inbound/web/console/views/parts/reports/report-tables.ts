/** The tables and the funnel of the reports page. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'
import type { DurationsRow } from '../../../../../../../queries/reports/get-durations-report.ts'
import type { UsageRow } from '../../../../../../../queries/reports/get-usage-report.ts'

export function usageTable(usage: readonly UsageRow[]): Html {
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

export function durationsTable(durations: readonly DurationsRow[]): Html {
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
