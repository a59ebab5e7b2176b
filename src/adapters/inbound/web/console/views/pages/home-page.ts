/** The start page. */
import { html } from 'hono/html'
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import type { HandedToMe } from '../../../../../../queries/generation/list-delegated-to-me.ts'
import type { ListedGeneration } from '../../../../../../queries/generation/list-generations.ts'
import type { ListedTemplate } from '../../../../../../queries/template/list-templates.ts'
import type { Listing } from '../../../../../../queries/paging.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { delegatedQuestionHref } from './colleague-page.ts'
import { buttonForm, page } from '../parts/layout.ts'
import { pager } from '../parts/pager.ts'
import { firstTemplate, searchForm } from './templates-page.ts'
import { relativeTime } from '../parts/time.ts'
import { generationRow } from '../parts/generation-row.ts'

export interface HomePageModel {
  readonly session: ConsoleSession
  readonly templates: Listing<ListedTemplate>
  readonly search: string
  /** What colleagues have handed over. */
  readonly delegated: HandedToMe
  /** There are templates whose documents the person may read, whoever makes them. */
  readonly sees_others: boolean
  /** Conversations that go on, and those that are over. */
  readonly open: readonly ListedGeneration[]
  readonly done: readonly ListedGeneration[]
}

export function homePage({ session, templates, search, delegated, sees_others, open, done }: HomePageModel): Html {
  const empty = templates.pagination.total === 0 && search === ''
  return page(
    { title: 'Home', session, place: '/' },
    html`<h1>${empty && open.length === 0 ? 'Welcome' : 'What shall we write?'}</h1>
      ${delegatedSection(session, delegated)}
      ${
        open.length === 0
          ? ''
          : html`<section aria-labelledby="open-title">
              <h2 id="open-title">Go on where you stopped</h2>
              <ul class="rows">
                ${open.map((one) => generationRow(session, one, true))}
              </ul>
            </section>`
      }
      <section aria-labelledby="begin-title">
        ${
          empty
            ? hasRole(session.caller, 'author')
              ? firstTemplate(session)
              : html`<div class="empty">
                  <h2>There is no template yet</h2>
                  <p>As soon as an author publishes one, it appears here.</p>
                </div>`
            : html`<h2 id="begin-title">Begin something new</h2>
                ${templates.pagination.total > 6 || search !== '' ? searchForm('/', search) : ''}
                ${
                  templates.data.length === 0
                    ? html`<p class="empty-line">Nothing is called “${search}”. <a href="/">Show all</a></p>`
                    : ''
                }
                <ul class="cards">
                  ${templates.data.map(
                    (template) =>
                      html`<li class="card begin">
                        <h3>${template.name}</h3>
                        <p class="hint">
                          ${
                            template.question_count === 1
                              ? '1 question'
                              : `${String(template.question_count)} questions`
                          }
                        </p>
                        ${buttonForm(
                          session,
                          '/generations',
                          html`Begin<span class="hidden"> “${template.name}”</span>`,
                          { look: 'primary', fields: { template_id: template.id, once: crypto.randomUUID() } },
                        )}
                      </li>`,
                  )}
                </ul>
                ${pager('/', templates.pagination, { search })}`
        }
      </section>
      ${
        done.length === 0
          ? ''
          : html`<section aria-labelledby="done-title">
              <h2 id="done-title">Made before</h2>
              <ul class="rows">
                ${done.map((one) => generationRow(session, one, false))}
              </ul>
            </section>`
      }
      ${sees_others ? html`<p><a href="/others">Documents of others</a></p>` : ''}`,
  )
}

/** What colleagues have handed over; nothing where that is nothing. */
export function delegatedSection(session: ConsoleSession, { questions, rests }: HandedToMe): Html {
  if (questions.length === 0 && rests.length === 0) return html``
  return html`<section aria-labelledby="asked-title">
    <h2 id="asked-title">Asked of you</h2>
    <ul class="rows">
      ${rests.map(
        (one) =>
          html`<li>
            <a class="row-link" href="/asked/${one.generation_id}"
              ><span><strong>Everything that is left</strong> <span class="hint">for “${one.template_name}”</span></span
              ><span class="hint">${relativeTime(one.at, session)}</span><span class="go">Answer</span></a
            >
          </li>`,
      )}
      ${questions.map(
        (one) =>
          html`<li>
            <a class="row-link" href="${delegatedQuestionHref(one)}"
              ><span><strong>${one.question.label}</strong> <span class="hint">for “${one.template_name}”</span></span
              ><span class="hint">${relativeTime(one.at, session)}</span><span class="go">Answer</span></a
            >
          </li>`,
      )}
    </ul>
  </section>`
}
