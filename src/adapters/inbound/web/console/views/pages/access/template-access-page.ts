/** The page that says who may use a template, edit it, and see what others make with it. */
import { html } from 'hono/html'
import { hasRole } from '../../../../../../../domain/kernel/access.ts'
import type { Audience, TemplateRight } from '../../../../../../../domain/template/template-access.ts'
import type { ListedGroup } from '../../../../../../../queries/people/list-groups.ts'
import type { TemplateAccessView } from '../../../../../../../queries/template/get-template-access.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { csrfField, page } from '../../parts/layout.ts'

export interface TemplateAccessPageModel {
  readonly session: ConsoleSession
  readonly template: TemplateView
  readonly access: TemplateAccessView
  readonly groups: readonly ListedGroup[]
  readonly problem?: string | undefined
}

const TEXTS = {
  use: {
    title: 'Who may use it',
    everyone: 'Everybody here',
    named: 'Only these',
    hint: 'Others do not see it, and cannot begin documents. Whoever may edit it may use it, too.',
  },
  edit: {
    title: 'Who may edit it',
    everyone: 'Every author',
    named: 'Only these authors',
    hint: 'They change its questions and versions, publish and retire it, and say who may use and edit it.',
  },
  see: {
    title: 'Who may read what others make with it',
    everyone: 'Everybody here',
    named: 'Admins, and these',
    hint: 'They read the answers and fetch the documents of everybody. They cannot change them.',
  },
} as const

export function templateAccessPage({ session, template, access, groups, problem }: TemplateAccessPageModel): Html {
  const { id, name } = template
  const isAdmin = hasRole(session.caller, 'admin')
  return page(
    { title: `Access to ${name}`, session, place: '/templates' },
    html`<p class="crumb"><a href="/templates">Templates</a> · <a href="/templates/${id}">${name}</a></p>
      <h1>Access</h1>
      <p class="hint">Made by ${access.names[access.maker] ?? access.maker}. Admins may always do all of it.</p>
      ${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}
      <form method="post" action="/templates/${id}/access" class="stack">
        ${csrfField(session)}<input type="hidden" name="if_revision" value="${access.revision}" />
        ${audienceFields('use', access, groups)}
        ${audienceFields('edit', access, groups, isAdmin ? makerField(access) : makerLine(access))}
        ${isAdmin ? audienceFields('see', access, groups) : seenBy(access)}
        <div class="actions"><button class="primary">Save</button></div>
      </form>`,
  )
}

function audienceFields(
  right: TemplateRight,
  access: TemplateAccessView,
  groups: readonly ListedGroup[],
  more: Html = html``,
): Html {
  const audience = access[right]
  const { title, everyone, named, hint } = TEXTS[right]
  const { people, groups: chosen } = audience === 'everyone' ? { people: [], groups: [] } : audience
  const offered = [...new Set([...chosen, ...groups.map((group) => group.name)])].slice(0, MAX_OFFERED)
  return html`<fieldset class="card stack">
    <legend>${title}</legend>
    <p class="hint">${hint}</p>
    ${choice(right, 'everyone', everyone, audience === 'everyone')}
    ${choice(right, 'named', named, audience !== 'everyone')}
    ${people.map((actor) => box(`${right}_people`, actor, access.names[actor] ?? actor, true))}
    <label
      >Add people<textarea
        name="${right}_add_people"
        rows="2"
        placeholder="Names or addresses, one a line"
        autocomplete="off"
        spellcheck="false"
      ></textarea>
    </label>
    ${offered.map((name) => groupBox(right, name, chosen.includes(name)))}
    <label
      >Add groups<textarea
        name="${right}_add_groups"
        rows="2"
        placeholder="Names, one a line"
        autocomplete="off"
        spellcheck="false"
      ></textarea>
    </label>
    ${more}
  </fieldset>`
}

/** Groups with a box; any other can be written. */
const MAX_OFFERED = 30

const choice = (name: string, value: string, label: string, checked: boolean): Html =>
  html`<label class="option"
    ><input type="radio" name="${name}" value="${value}" ${checked ? html` checked` : ''} />
    <span>${label}</span></label
  >`

const box = (name: string, value: string, label: Html | string, checked: boolean): Html =>
  html`<label class="option"
    ><input type="checkbox" name="${name}" value="${value}" ${checked ? html` checked` : ''} />
    <span>${label}</span></label
  >`

const groupBox = (right: TemplateRight, name: string, checked: boolean): Html =>
  box(`${right}_groups`, name, html`${name} <span class="hint">group</span>`, checked)

const makerField = ({ maker, maker_edits, names }: TemplateAccessView): Html =>
  html`<input type="hidden" name="maker_asked" value="yes" />${box(
      'maker_edits',
      'yes',
      `${names[maker] ?? maker}, who made it, may edit it without being named`,
      maker_edits,
    )}`

const makerLine = ({ maker, maker_edits, names }: TemplateAccessView): Html =>
  maker_edits ? html`<p class="hint">${names[maker] ?? maker}, who made it, may always edit it.</p>` : html``

/** For who is no admin: only an admin opens what others answered. */
function seenBy({ see, names }: TemplateAccessView): Html {
  return html`<section class="card">
    <h2>${TEXTS.see.title}</h2>
    <p>${audienceText(see, names)}</p>
    <p class="hint">Only an admin can change this.</p>
  </section>`
}

function audienceText(audience: Audience, names: TemplateAccessView['names']): string {
  if (audience === 'everyone') return 'Everybody here.'
  const named = [
    ...audience.people.map((actor) => names[actor] ?? actor),
    ...audience.groups.map((group) => `group ${group}`),
  ]
  return named.length === 0 ? 'Admins.' : `Admins, ${named.join(', ')}.`
}
