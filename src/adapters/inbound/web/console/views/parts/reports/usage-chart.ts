/** Bars by day: conversations begun, and in front of them the documents made. */
import { html } from 'hono/html'
import type { UsageRow } from '../../../../../../../queries/reports/get-usage-report.ts'
import type { Html } from '../../../env.ts'
import { sumByDay } from './usage-by-day.ts'

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [720, 220, 36, 26, 12] as const

export function usageChart(usage: readonly UsageRow[], range: { readonly from: string; readonly to: string }): Html {
  const days = sumByDay(usage, range)
  const top = roundAxisTop(Math.max(1, ...days.map(({ begun, made }) => Math.max(begun, made))))
  const step = (WIDTH - LEFT) / days.length
  const y = (count: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - count / top)
  const bar = (count: number, index: number, look: string, inset: number) =>
    count === 0
      ? ''
      : html`<rect
          class="${look}"
          x="${(LEFT + index * step + step * inset).toFixed(1)}"
          y="${y(count).toFixed(1)}"
          width="${(step * (1 - 2 * inset)).toFixed(1)}"
          height="${(HEIGHT - BOTTOM - y(count)).toFixed(1)}"
          rx="2"
        />`
  const labels = Math.max(1, Math.ceil(days.length / 7))
  const sum = (name: 'begun' | 'made') => days.reduce((total, day) => total + day[name], 0)
  return html`<div class="scroll">
      <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="chart-title chart-text">
        <title id="chart-title">Conversations begun and documents made, by day</title>
        <desc id="chart-text">
          ${String(sum('begun'))} begun and ${String(sum('made'))} made from ${days[0]?.day ?? ''} to ${range.to}. The
          table below has every day.
        </desc>
        ${[0, top / 2, top]
          .filter((count) => Number.isInteger(count))
          .map(
            (count) =>
              html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(count)}" y2="${y(count)}" /><text
                  class="axis"
                  x="${LEFT - 8}"
                  y="${y(count) + 4}"
                  text-anchor="end"
                  >${count}</text
                >`,
          )}
        ${days.map(
          ({ day, begun, made }, index) =>
            html`<g
              ><title>${day}: ${begun} begun, ${made} made</title
              ><rect
                class="hit"
                x="${(LEFT + index * step).toFixed(1)}"
                y="${TOP}"
                width="${step.toFixed(1)}"
                height="${HEIGHT - TOP - BOTTOM}"
              />${bar(begun, index, 'begun', 0.12)}${bar(made, index, 'made', 0.26)}</g
            >`,
        )}
        ${days.map(({ day }, index) =>
          index % labels === 0
            ? html`<text
                class="axis"
                x="${(LEFT + index * step + step / 2).toFixed(1)}"
                y="${HEIGHT - 8}"
                text-anchor="middle"
                >${shortDay(day)}</text
              >`
            : '',
        )}
      </svg>
    </div>
    <p class="legend" aria-hidden="true"><span class="key begun"></span>begun <span class="key made"></span>made</p>`
}

const shortDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(day))

/** 1, 2, 4, 10, 20, 40, 100 …: half of it is a whole number, too, from 2 on. */
function roundAxisTop(max: number): number {
  for (let size = 1; ; size *= 10) for (const factor of [1, 2, 4]) if (size * factor >= max) return size * factor
}
