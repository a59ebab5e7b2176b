/** What somebody else answered and made, to read. */
import { html } from 'hono/html'
import { isErased } from '../../../../../../../domain/questions/answer.ts'
import type { AnswerView, GenerationView } from '../../../../../../../queries/generation/generation-view.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { groupByItem, itemTitle } from '../../parts/conversation/conversation-model.ts'
import { answerText, carriedTag, printedNote, thumbnail } from '../../parts/conversation/given-answer.ts'
import { formatSize } from '../../parts/document-card.ts'
import { STATE_LABELS } from '../../parts/generation-row.ts'
import { page } from '../../parts/layout.ts'
import { relativeTime } from '../../parts/time.ts'

export function othersGenerationPage(session: ConsoleSession, generation: GenerationView, requester: string): Html {
  const { id, template_name, state, updated_at, document } = generation
  return page(
    { title: template_name, session, place: '/' },
    html`<header class="page-head">
        <div>
          <p class="crumb"><a href="/others">Documents of others</a></p>
          <h1>${template_name}</h1>
          <p class="meta">
            <span class="tag ${state}">${STATE_LABELS[state] ?? state}</span>
            <span class="hint">by ${requester} · ${relativeTime(updated_at, session)}</span>
          </p>
        </div>
        <div class="page-actions"><a class="button quiet" href="/generations/${id}/timeline">Timeline</a></div>
      </header>
      <p class="notes">You may read this. Only ${requester} can change it.</p>
      ${
        document === null || isErased(document.file_name)
          ? ''
          : html`<section class="card" aria-labelledby="document-title">
              <h2 id="document-title">The document</h2>
              <p class="file">${document.file_name} <span class="hint">${formatSize(document.size)}</span></p>
              <div class="actions">
                <a class="button primary" href="/generations/${id}/document" download data-boost="no">Download</a>
              </div>
            </section>`
      }
      <section aria-labelledby="answers-title">
        <h2 id="answers-title">The answers</h2>
        ${
          Object.keys(generation.answers).length === 0
            ? html`<p class="empty-line">None yet.</p>`
            : html`<dl class="answers">${groupByItem(generation).map((group) => answerGroup(generation, group))}</dl>`
        }
      </section>`,
  )
}

function answerGroup(generation: GenerationView, group: readonly AnswerView[]): Html {
  const [first] = group
  const head =
    first?.item === undefined
      ? ''
      : html`<div class="row item-head">
          <dt>${itemTitle(generation, first)}</dt>
          <dd></dd>
        </div>`
  return html`${head}${group.map(
    (answer) =>
      html`<div class="row">
        <dt>${answer.label}</dt>
        <dd>
          ${thumbnail(generation, answer)}<span class="said">${answerText(answer)}</span>
          ${printedNote(answer)}${carriedTag(answer)}
        </dd>
      </div>`,
  )}`
}
