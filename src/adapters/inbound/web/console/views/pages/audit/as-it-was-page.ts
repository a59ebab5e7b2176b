/** A conversation as it was at any moment: a slider over its events, and the answers of then. */
import { html } from 'hono/html'
import type { GenerationAt } from '../../../../../../../queries/audit/get-generation-at.ts'
import type { AnswerView } from '../../../../../../../queries/generation/generation-view.ts'
import type { TimelineStep } from '../../../../../../../queries/audit/get-timeline.ts'
import { isErased } from '../../../../../../../domain/questions/answer.ts'
import { ERASED_NAME } from '../../../../../../../queries/audit/sentences/sentence.ts'
import type { Html, ConsoleSession } from '../../../env.ts'
import { page } from '../../parts/layout.ts'
import { changeList, sentence } from '../../parts/sentence.ts'
import { timestamp } from '../../parts/time.ts'

export interface AsItWasModel {
  readonly session: ConsoleSession
  readonly then: GenerationAt
  /** What happened at that moment. */
  readonly step: TimelineStep | undefined
  /** By actor id. */
  readonly names: ReadonlyMap<string, string>
}

export function asItWasPage({ session, then, step, names }: AsItWasModel): Html {
  const { generation, at, latest } = then
  const { id, revision, template_name, answers, state } = generation
  const path = `/generations/${id}/as-it-was`
  const steps = latest + 1
  return page(
    { title: `As it was: ${template_name}`, session, place: '/' },
    html`<p class="crumb">
        <a href="/generations/${id}">${template_name}</a> · <a href="/generations/${id}/timeline">Timeline</a>
      </p>
      <h1>As it was</h1>
      <form
        method="get"
        action="${path}"
        class="moment"
        hx-get="${path}"
        hx-trigger="change from:#moment"
        hx-target="#then"
        hx-select="#then"
        hx-swap="outerHTML"
      >
        <label for="moment">Moment, from the beginning to today</label>
        <input id="moment" type="range" name="at" min="0" max="${latest}" value="${revision}" />
        <button>Show</button>
      </form>
      <form method="get" action="${path}" class="moment">
        <label for="instant">Or a time</label>
        <input id="instant" type="datetime-local" name="at" step="1" required />
        <button>Show</button>
      </form>
      <section id="then" aria-live="polite" aria-label="The conversation at that moment">
        <p class="meta">Step ${revision + 1} of ${steps}, ${timestamp(at, session)}. State: ${state}.</p>
        ${step === undefined ? '' : html`<p class="what">${sentence(step.sentence, false)}</p>`}
        ${step !== undefined && step.changes.length > 1 ? changeList(step.changes) : ''}
        <nav class="pager" aria-label="Moments">
          ${revision > 0 ? html`<a class="button" href="${path}?at=${revision - 1}">Earlier</a>` : ''}
          ${revision < latest ? html`<a class="button" href="${path}?at=${revision + 1}">Later</a>` : ''}
        </nav>
        ${answersOfThen(session, Object.values(answers), revision, names)}
      </section>`,
  )
}

function answersOfThen(
  session: ConsoleSession,
  answers: readonly AnswerView[],
  revision: number,
  names: ReadonlyMap<string, string>,
): Html {
  if (answers.length === 0) return html`<p class="empty-line">Nothing was answered yet.</p>`
  return html`<dl class="then">
    ${answers.map(
      (answer) =>
        html`<div class="${answer.revision === revision ? 'changed' : ''}">
          <dt>
            <bdi>${answer.label}</bdi>${answer.ordinal === undefined ? '' : ` (row ${answer.ordinal})`}
            ${answer.revision === revision ? html`<strong class="hint">changed at this moment</strong>` : ''}
          </dt>
          <dd>
            <bdi>${shownValue(answer)}</bdi>
            <span class="hint">${names.get(answer.actor) ?? ERASED_NAME}, ${timestamp(answer.at, session)}</span>
          </dd>
        </div>`,
    )}
  </dl>`
}

const shownValue = ({ value, shown, skipped }: AnswerView): string => {
  if (value !== null && isErased(value)) return ERASED_NAME
  return skipped ? 'skipped' : shown
}
