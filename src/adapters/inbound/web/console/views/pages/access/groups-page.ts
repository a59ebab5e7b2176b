/** The page of groups: all of them, and who is in the one that was opened. */
import { html } from 'hono/html'
import { countText } from '../../../../../../../domain/kernel/count-text.ts'
import { MAX_GROUP_NAME } from '../../../../../../../domain/kernel/group-name.ts'
import type { GroupMember } from '../../../../../../../ports/people/groups.ts'
import type { ListedGroup } from '../../../../../../../queries/people/list-groups.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { buttonForm, csrfField, page } from '../../parts/layout.ts'

/** What was typed and refused. */
export interface TypedMember {
  readonly group: string
  readonly person: string
  readonly problem: string
}

export interface GroupsPageModel {
  readonly session: ConsoleSession
  readonly groups: readonly ListedGroup[]
  /** The one that is open. */
  readonly group: string | undefined
  readonly members: readonly GroupMember[]
  readonly typed?: TypedMember | undefined
}

/** The page with a group open. */
export const groupHref = (group: string): string => `/groups?group=${encodeURIComponent(group)}`

export function groupsPage({ session, groups, group, members, typed }: GroupsPageModel): Html {
  return page(
    { title: 'Groups', session, place: '/groups' },
    html`<h1>Groups</h1>
      <p>Templates can be opened to groups. Whoever signs people in may name groups, too; they count the same.</p>
      <form method="post" action="/groups" class="card stack">
        <h2>Put somebody into a group</h2>
        ${csrfField(session)} ${typed === undefined ? '' : html`<p class="alert" role="alert">${typed.problem}</p>`}
        <label
          >Person<input
            name="person"
            value="${typed?.person ?? ''}"
            placeholder="A name, an address or an id"
            autocomplete="off"
            required
            maxlength="200"
        /></label>
        <label
          >Group<input
            name="group"
            value="${typed?.group ?? group ?? ''}"
            placeholder="One that is there, or a new one"
            list="groups-offered"
            autocomplete="off"
            required
            maxlength="${MAX_GROUP_NAME}"
        /></label>
        <datalist id="groups-offered">${groups.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>
        <div class="actions"><button class="primary">Put them in</button></div>
      </form>
      ${group === undefined || group === '' ? '' : openGroup(session, group, members)}
      <section aria-labelledby="groups-title">
        <h2 id="groups-title">Groups there are</h2>
        ${
          groups.length === 0
            ? html`<p class="empty-line">There is none yet.</p>`
            : html`<ul class="rows">
                ${groups.map(
                  ({ name, members: count, templates }) =>
                    html`<li>
                      <a class="row-link" href="${groupHref(name)}" ${name === group ? html` aria-current="true"` : ''}
                        ><strong>${name}</strong>
                        <span class="hint"
                          >${countText(count, 'person', 'people')}${
                            templates === 0 ? '' : ` · named by ${countText(templates, 'template')}`
                          }</span
                        ></a
                      >
                    </li>`,
                )}
              </ul>`
        }
      </section>`,
  )
}

function openGroup(session: ConsoleSession, group: string, members: readonly GroupMember[]): Html {
  return html`<section class="card" aria-labelledby="open-title">
    <h2 id="open-title">${group}</h2>
    ${
      members.length === 0
        ? html`<p class="empty-line">Nobody is in it.</p>`
        : html`<ul class="rows">
            ${members.map(
              ({ actor, name, by_admin, by_issuer }) =>
                html`<li class="with-action">
                  <span
                    ><strong>${name}</strong> ${
                      by_issuer ? html`<span class="tag soft">named at sign-in</span>` : ''
                    }</span
                  >${
                    by_admin
                      ? buttonForm(session, '/groups/remove', html`Take out<span class="hidden"> ${name}</span>`, {
                          look: 'quiet',
                          fields: { group, person: actor },
                        })
                      : ''
                  }
                </li>`,
            )}
          </ul>`
    }
  </section>`
}
