/** The list of templates, and the samples to begin with when there is none. */
import { html } from 'hono/html'
import { languageName } from '../../../../../../domain/template/language.ts'
import { SAMPLES } from '../../../../../../rendering/samples/samples.ts'
import type { ListedTemplate } from '../../../../../../queries/template/list-templates.ts'
import type { Listing } from '../../../../../../queries/paging.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { buttonForm, page } from '../parts/layout.ts'
import { pager } from '../parts/pager.ts'
import { STATE_NAMES } from './template-page.ts'
import { relativeTime } from '../parts/time.ts'
import type { Sample } from '../../../../../../rendering/samples/sample.ts'

export function templatesPage({
  session,
  templates,
  search,
}: {
  readonly session: ConsoleSession
  readonly templates: Listing<ListedTemplate>
  readonly search: string
}): Html {
  const empty = templates.pagination.total === 0 && search === ''
  return page(
    { title: 'Templates', session, place: '/templates' },
    html`<header class="page-head">
        <h1>Templates</h1>
        <div class="page-actions"><a class="button primary" href="/templates/new">Add a template</a></div>
      </header>
      ${
        empty
          ? firstTemplate(session)
          : html`${searchForm('/templates', search)}
            ${
              templates.data.length === 0
                ? html`<p class="empty-line">Nothing is called “${search}”.</p>`
                : html`<ul class="cards">
                    ${templates.data.map(
                      (template) =>
                        html`<li class="card-link">
                          <a href="/templates/${template.id}"><strong>${template.name}</strong></a>
                          <p class="meta">
                            <span class="tag ${template.state}">${STATE_NAMES[template.state]}</span>
                            <span class="hint"
                              >version ${template.version} · ${template.question_count}
                              ${template.question_count === 1 ? 'question' : 'questions'}${
                                template.language === null ? '' : ` · ${languageName(template.language)}`
                              }
                              · changed ${relativeTime(template.updated_at, session)}</span
                            >
                          </p>
                        </li>`,
                    )}
                  </ul>`
            }
            ${pager('/templates', templates.pagination, { search })}${otherSamples(session, templates, search)}`
      }`,
  )
}

export const searchForm = (action: string, search: string): Html =>
  html`<form method="get" action="${action}" class="search" role="search">
    <label class="hidden" for="search">Search templates</label
    ><input type="search" id="search" name="search" value="${search}" placeholder="Search templates" /><button>
      Search
    </button>
  </form>`

/** What to do when there is nothing yet. */
export function firstTemplate(session: ConsoleSession): Html {
  return html`<section class="empty first">
    <h2>Begin with a template</h2>
    <p>
      Add a Word file of your own with <code>{{variables}}</code> in it, or try one of these. Each is a real Word
      document that you can open and change.
    </p>
    ${sampleCards(session, SAMPLES)}
    <p><a class="button" href="/templates/new">Add a file of your own</a></p>
  </section>`
}

/** The samples that are not there yet, as long as all templates are on one page. */
function otherSamples(session: ConsoleSession, { data, pagination }: Listing<ListedTemplate>, search: string): Html {
  const known = new Set(data.map(({ name }) => name))
  const others = SAMPLES.filter(({ title }) => !known.has(title))
  if (search !== '' || pagination.total > data.length || others.length === 0) return html``
  return html`<details class="more">
    <summary>Samples to try</summary>
    ${sampleCards(session, others)}
  </details>`
}

const sampleCards = (session: ConsoleSession, samples: readonly Sample[]): Html =>
  html`<ul class="samples">
    ${samples.map(
      ({ name, title, about }) =>
        html`<li class="card">
          <h3>${title}</h3>
          <p class="hint">${about}</p>
          ${buttonForm(session, `/templates/samples/${name}`, html`Add<span class="hidden"> “${title}”</span>`, {
            look: 'primary',
            fields: { once: crypto.randomUUID() },
          })}
        </li>`,
    )}
  </ul>`
