/** Every step of one generation: who, what, when, from where, and by which command and cause. */
import { html } from 'hono/html'
import type { Timeline, TimelineStep } from '../../../../../../queries/generation/get-timeline.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { eventFacts } from '../parts/event-facts.ts'
import { page } from '../parts/layout.ts'
import { describeStep } from '../parts/describe-step.ts'
import { SURFACE_NAMES } from '../parts/step-texts.ts'
import { timestamp } from '../parts/time.ts'

export function timelinePage(
  session: ConsoleSession,
  { generation_id, template_name, steps }: Timeline,
  names: ReadonlyMap<string, string>,
): Html {
  return page(
    { title: `Timeline of ${template_name}`, session, place: '/' },
    html`<p class="crumb"><a href="/generations/${generation_id}">${template_name}</a></p>
      <h1>Timeline</h1>
      <p class="meta"><code>${generation_id}</code></p>
      <ol class="timeline">
        ${steps.map(
          (step) =>
            html`<li id="step-${step.revision}">
              <p class="what">
                <strong>${describeStep(step, names)}</strong
                >${step.question === undefined ? '' : html` <q>${step.question}</q>`}${valueText(step)}
              </p>
              <p class="hint">
                ${timestamp(step.at, session)} · ${names.get(step.actor) ?? step.actor} ·
                ${SURFACE_NAMES[step.surface] ?? step.surface}
              </p>
              <details>
                <summary>Details</summary>
                ${eventFacts(step, step.type)}
              </details>
            </li>`,
        )}
      </ol>`,
  )
}

function valueText({ value }: TimelineStep): Html | string {
  if (value === 'hidden') return html`: <em class="hint">the answer is not shown to you</em>`
  if (value === 'erased') return html`: <em class="hint">erased</em>`
  return value === undefined || value.shown === '' ? '' : `: ${value.shown}`
}
