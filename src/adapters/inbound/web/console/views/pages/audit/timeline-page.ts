/** Every step of one generation: who, what, when, from where, and by which command and cause. */
import { html } from 'hono/html'
import type { Timeline } from '../../../../../../../queries/audit/get-timeline.ts'
import type { Surface } from '../../../../../../../domain/kernel/event.ts'
import { SURFACE_NAMES } from '../../../../../../../queries/audit/sentences/surface-names.ts'
import type { Html, ConsoleSession } from '../../../env.ts'
import { eventFacts } from '../../parts/event-facts.ts'
import { isOutsider, page } from '../../parts/layout.ts'
import { changeList, sentence } from '../../parts/sentence.ts'
import { timestamp } from '../../parts/time.ts'

/** `audits`: the reader may look at the whole audit. */
export function timelinePage(
  session: ConsoleSession,
  { generation_id, template_name, shows_answers, steps }: Timeline,
  audits: boolean,
): Html {
  // The link of an outsider opens this page, and not that one.
  const shows_then = shows_answers && !isOutsider(session)
  return page(
    { title: `Timeline of ${template_name}`, session, place: '/' },
    html`<p class="crumb"><a href="/generations/${generation_id}">${template_name}</a></p>
      <h1>Timeline</h1>
      <p class="meta"><code>${generation_id}</code></p>
      ${shows_answers ? '' : html`<p class="hint">The answers are not shown to you.</p>`}
      ${shows_then ? html`<p><a href="/generations/${generation_id}/as-it-was">As it was at any moment</a></p>` : ''}
      <ol class="timeline">
        ${steps.map(
          (step) =>
            html`<li id="step-${step.revision}">
              <p class="what">${sentence(step.sentence, audits)}</p>
              <p class="hint">
                ${timestamp(step.at, session)} · ${SURFACE_NAMES[step.surface as Surface] ?? step.surface}
                ${
                  shows_then
                    ? html` · <a href="/generations/${generation_id}/as-it-was?at=${step.revision}">As it was then</a>`
                    : ''
                }
              </p>
              ${step.changes.length > 1 ? changeList(step.changes) : ''}
              <details>
                <summary>Details</summary>
                ${eventFacts(step, step.type)}
              </details>
            </li>`,
        )}
      </ol>`,
  )
}
