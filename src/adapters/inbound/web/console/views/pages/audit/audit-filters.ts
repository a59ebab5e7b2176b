/** The filters of the audit, as pick lists that search while one types. */
import { html } from 'hono/html'
import { SURFACES } from '../../../../../../../domain/kernel/event.ts'
import { EVENT_GROUPS, titleOf } from '../../../../../../../queries/audit/sentences/all-tellers.ts'
import { SURFACE_NAMES } from '../../../../../../../queries/audit/sentences/surface-names.ts'
import type { FilterChoice } from '../../../../../../../queries/audit/filter-choices.ts'
import type { Html } from '../../../env.ts'

/** What the form holds, as it was typed. */
export const FILTER_FIELDS = [
  'person',
  'template',
  'conversation',
  'type',
  'surface',
  'from',
  'to',
  'correlation_id',
  'reveal',
] as const
export type FilterFields = Readonly<Record<(typeof FILTER_FIELDS)[number], string>>

/** Whether anything is asked for. */
export const isFiltered = (fields: FilterFields): boolean => Object.values(fields).some((value) => value !== '')

/** The form, with what was asked for. */
export function auditFilters(fields: FilterFields): Html {
  return html`<form method="get" action="/audit" class="filters" role="search" aria-label="Filter the audit">
    ${nameInput('person', 'Person or key', fields.person)}${nameInput('template', 'Template', fields.template)}
    <label
      >Conversation<input
        name="conversation"
        value="${fields.conversation}"
        maxlength="300"
        autocomplete="off"
        placeholder="its id or address"
    /></label>
    <label
      >What happened<select name="type">
        <option value="">Everything</option>
        ${EVENT_GROUPS.map(
          ({ id, title, types }) =>
            html`<optgroup label="${title}">
              ${option(id, `All of “${title}”`, fields.type)}${types.map((type) =>
                option(type, titleOf(type), fields.type),
              )}
            </optgroup>`,
        )}
      </select></label
    >
    <label
      >Where<select name="surface">
        <option value="">Everywhere</option>
        ${SURFACES.map((surface) => option(surface, SURFACE_NAMES[surface], fields.surface))}
      </select></label
    >
    <label>From<input type="date" name="from" value="${fields.from}" /></label>
    <label>To<input type="date" name="to" value="${fields.to}" /></label>
    <label
      >Request<input name="correlation_id" value="${fields.correlation_id}" maxlength="200" autocomplete="off"
    /></label>
    <label class="option"
      ><input type="checkbox" name="reveal" value="true" ${fields.reveal === '' ? '' : html` checked`} />
      <span>Show answers that I may see <span class="hint">(this is recorded)</span></span></label
    >
    <div class="actions">
      <button class="primary">Filter</button>
      ${isFiltered(fields) ? html`<a class="button quiet" href="/audit">Show all</a>` : ''}
    </div>
  </form>`
}

const option = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${label}</option>`

const nameInput = (name: 'person' | 'template', label: string, value: string): Html =>
  html`<label
      >${label}<input
        name="${name}"
        value="${value}"
        maxlength="200"
        list="${name}-offered"
        autocomplete="off"
        spellcheck="false"
        hx-get="/audit/offers"
        hx-trigger="input changed delay:300ms"
        hx-target="#${name}-offered"
        hx-swap="innerHTML"
    /></label>
    <datalist id="${name}-offered"></datalist>`

/** What a pick list offers. */
export const offeredOptions = (choices: readonly FilterChoice[]): Html =>
  html`${choices.map(({ name, hint = '' }) => html`<option value="${name}">${hint}</option>`)}`
