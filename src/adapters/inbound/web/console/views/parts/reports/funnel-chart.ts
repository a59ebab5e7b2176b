/** The funnel of one template version: how many people came to each question, and how many left there. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'
import type { FunnelRow } from '../../../../../../../queries/reports/get-funnel-report.ts'

/** A bar for each question, in the order of the questions. */
export function funnelChart(title: string, rows: readonly FunnelRow[], open: boolean): Html {
  const max = Math.max(1, ...rows.map(({ reached }) => reached))
  return html`<details class="funnel" ${open ? html` open` : ''}>
    <summary>${title}</summary>
    <ol>
      ${rows.map(
        ({ label, reached, given_up, not_understood, waiting }) =>
          html`<li>
            <span class="label">${label}</span>
            <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="track" width="100" height="10" rx="2" />
              <rect class="fill" width="${(reached / max) * 100}" height="10" />
              <rect
                class="lost"
                x="${((reached - given_up) / max) * 100}"
                width="${(given_up / max) * 100}"
                height="10"
              />
            </svg>
            <span class="hint"
              >${reached}
              came${given_up === 0 ? '' : html`, <strong>${given_up} left here</strong>`}${
                not_understood === 0
                  ? ''
                  : `, ${not_understood} ${not_understood === 1 ? 'answer' : 'answers'} not understood`
              }${waiting === 0 ? '' : `, ${String(waiting)} still there`}</span
            >
          </li>`,
      )}
    </ol>
  </details>`
}
