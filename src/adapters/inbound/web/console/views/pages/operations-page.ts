/** How the service is doing: read models, and what waits for a person. */
import { html } from 'hono/html'
import type { ParkedList } from '../../../../../../queries/operations/list-parked.ts'
import type { ProjectionStatus } from '../../../../../../queries/operations/get-projections-status.ts'
import type { MailView } from '../../../../../../queries/people/list-mail.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { buttonForm, page } from '../parts/layout.ts'
import { mailSection } from '../parts/people/mail-section.ts'
import { relativeTime } from '../parts/time.ts'

export function operationsPage(
  session: ConsoleSession,
  /** Left out for admins of other tenants than the one that runs the installation. */
  projections: readonly ProjectionStatus[] | undefined,
  { streams, generations }: ParkedList,
  mail?: MailView,
): Html {
  return page(
    { title: 'Operations', session, place: '/operations', wide: true },
    html`<h1>Operations</h1>
      ${projections === undefined ? '' : readModels(session, projections)}
      <section class="card" aria-labelledby="failed-title">
        <h2 id="failed-title">Documents that could not be made or delivered</h2>
        ${
          generations.length === 0
            ? html`<p class="empty-line">None. All is well.</p>`
            : html`<ul class="rows">
                ${generations.map(
                  ({ id, template_id, failed_at, undelivered }) =>
                    html`<li class="with-action">
                      <span
                        ><a href="/generations/${id}/timeline">${template_id}</a>
                        <span class="hint"
                          >${relativeTime(failed_at, session)}${
                            undelivered === null
                              ? ''
                              : undelivered === 'document' || undelivered === 'share'
                                ? ': the file is made, but not posted'
                                : ': a message could not be posted'
                          }</span
                        ></span
                      >${buttonForm(session, `/operations/parked/${id}/retry`, 'Try again')}
                    </li>`,
                )}
              </ul>`
        }
      </section>
      ${mail === undefined ? '' : mailSection(session, mail)}
      ${projections === undefined ? '' : parkedStreams(session, streams)}`,
  )
}

const readModels = (session: ConsoleSession, projections: readonly ProjectionStatus[]): Html =>
  html`<section class="card" aria-labelledby="read-title">
    <h2 id="read-title">Read models</h2>
    ${
      projections.length === 0
        ? html`<p class="empty-line">None has begun yet.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Table of read models">
            <table>
              <thead>
                <tr>
                  <th>Name</th>
                  <th>State</th>
                  <th class="number">Events</th>
                  <th class="number">Behind</th>
                  <th class="number">Per second</th>
                  <th>Last moved</th>
                </tr>
              </thead>
              <tbody>
                ${projections.map(
                  (one) =>
                    html`<tr>
                      <td><code>${one.name}</code></td>
                      <td>
                        ${
                          one.rebuild !== null
                            ? html`<span class="tag"
                                >rebuilding ${Math.floor((100 * one.rebuild.handled) / Math.max(1, one.rebuild.total))}
                                %</span
                              >`
                            : one.caught_up
                              ? html`<span class="tag published">up to date</span>`
                              : html`<span class="tag draft">catching up</span>`
                        }${one.parked === 0 ? '' : html` <span class="tag failed">${one.parked} parked</span>`}
                      </td>
                      <td class="number">${one.handled}</td>
                      <td class="number">${one.behind}</td>
                      <td class="number">${Math.round(one.rate)}</td>
                      <td>${relativeTime(one.updated_at, session)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`

const parkedStreams = (session: ConsoleSession, streams: ParkedList['streams']): Html =>
  html`<section class="card" aria-labelledby="parked-title">
    <h2 id="parked-title">Streams that a read model could not take</h2>
    ${
      streams.length === 0
        ? html`<p class="empty-line">None.</p>`
        : html`<ul class="rows">
            ${streams.map(
              ({ subscription, stream, revision, error, parked_at, events, retrying }) =>
                html`<li class="with-action">
                  <span
                    ><code>${subscription}</code> at <code>${stream}</code>, revision ${revision} (${events}
                    ${events === 1 ? 'event waits' : 'events wait'})
                    <span class="hint">${relativeTime(parked_at, session)}: ${error}</span></span
                  >
                  ${
                    retrying
                      ? html`<span class="tag">trying again</span>`
                      : buttonForm(session, '/operations/streams/retry', 'Try again', {
                          fields: { subscription, stream },
                        })
                  }
                </li>`,
            )}
          </ul>`
    }
  </section>`
