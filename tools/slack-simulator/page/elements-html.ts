/**
 * Interactive elements as HTML controls. `data-action` and `data-block` say which; the page's script sends what was
 * done.
 */
import { html } from 'hono/html'
import type { Json, Workspace } from '../state/model.ts'
import { textOf } from '../driver/text/display-text.ts'
import { plainHtml, textHtml, type Markup } from './mrkdwn-html.ts'

type State = Record<string, Record<string, Json>>
const records = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const string = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** An element of a block; `state` holds what was entered. */
export function elementHtml(workspace: Workspace, block: Json, element: Json, state: State): Markup {
  const blockId = string(block['block_id'])
  const actionId = string(element['action_id'])
  const held = state[blockId]?.[actionId] ?? {}
  const data = { action: actionId, block: blockId, type: string(element['type']) }
  const placeholder = textOf(workspace, element['placeholder'])
  const label = textOf(workspace, block['label']) || textOf(workspace, element['accessibility_label']) || placeholder
  const shared = html`data-action="${data.action}" data-block="${data.block}" data-type="${data.type}"
  aria-label="${label || data.action}"`

  switch (element['type']) {
    case 'image':
      return html`<img class="thumb" src="${string(element['image_url'])}" alt="${string(element['alt_text'])}" />`
    case 'button':
      return buttonHtml(workspace, element, data)
    case 'plain_text_input':
      return element['multiline'] === true
        ? html`<textarea ${shared} rows="4" placeholder="${placeholder}">${string(held['value'])}</textarea>`
        : html`<input ${shared} type="text" placeholder="${placeholder}" value="${string(held['value'])}" />`
    case 'number_input':
      return html`<input
        ${shared}
        type="text"
        inputmode="decimal"
        placeholder="${placeholder}"
        value="${string(held['value'])}"
      />`
    case 'email_text_input':
      return html`<input ${shared} type="email" placeholder="${placeholder}" value="${string(held['value'])}" />`
    case 'url_text_input':
      return html`<input ${shared} type="url" placeholder="${placeholder}" value="${string(held['value'])}" />`
    case 'rich_text_input':
      return html`<textarea ${shared} rows="4" placeholder="${placeholder}"></textarea>`
    case 'datepicker':
      return html`<input ${shared} type="date" value="${string(held['selected_date'])}" />`
    case 'timepicker':
      return html`<input ${shared} type="time" value="${string(held['selected_time'])}" />`
    case 'datetimepicker':
      return html`<input ${shared} type="datetime-local" />`
    case 'file_input':
      return html`<input ${shared} type="file" />`
    case 'radio_buttons':
    case 'checkboxes':
      return boxesHtml(workspace, element, held, data)
    case 'external_select':
    case 'multi_external_select':
      return searchHtml(workspace, held, shared, data, placeholder)
    default:
      return menuHtml(workspace, element, held, shared, placeholder)
  }
}

function buttonHtml(
  workspace: Workspace,
  element: Json,
  data: { action: string; block: string; type: string },
): Markup {
  const ask = element['confirm'] as Json | undefined
  const question = ask
    ? [textOf(workspace, ask['title']), textOf(workspace, ask['text'])].filter(Boolean).join('\n\n')
    : ''
  return html`<button
    type="button"
    class="button ${string(element['style'])}"
    data-action="${data.action}"
    data-block="${data.block}"
    data-type="button"
    ${question ? html`data-confirm="${question}"` : ''}
    ${element['url'] ? html`data-url="${string(element['url'])}"` : ''}
  >
    ${plainHtml(textOf(workspace, element['text']))}
  </button>`
}

function boxesHtml(
  workspace: Workspace,
  element: Json,
  held: Json,
  data: { action: string; block: string; type: string },
): Markup {
  const one = element['type'] === 'radio_buttons'
  const chosen = new Set(
    [held['selected_option'], ...records(held['selected_options'])].map(
      (each) => (each as Json | null | undefined)?.['value'],
    ),
  )
  return html`<div
    class="boxes"
    role="group"
    data-action="${data.action}"
    data-block="${data.block}"
    data-type="${data.type}"
  >
    ${records(element['options']).map(
      (option) =>
        html`<label>
          <input
            type="${one ? 'radio' : 'checkbox'}"
            name="${data.block}-${data.action}"
            value="${string(option['value'])}"
            ${chosen.has(option['value']) ? 'checked' : ''}
          />
          <span
            >${textHtml(workspace, option['text'])}${
              option['description'] ? html`<small>${textHtml(workspace, option['description'])}</small>` : ''
            }</span
          ></label
        >`,
    )}
  </div>`
}

function searchHtml(
  workspace: Workspace,
  held: Json,
  shared: Markup,
  data: { action: string; block: string },
  placeholder: string,
): Markup {
  const list = `list-${data.block}-${data.action}`
  const chosen = held['selected_option'] as Json | null | undefined
  return html`<span class="search"
    ><input
      ${shared}
      type="text"
      list="${list}"
      autocomplete="off"
      placeholder="${placeholder || 'Search'}"
      value="${textOf(workspace, chosen?.['text'])}" /><datalist id="${list}"></datalist
  ></span>`
}

function menuHtml(workspace: Workspace, element: Json, held: Json, shared: Markup, placeholder: string): Markup {
  const type = string(element['type'])
  const several = type.startsWith('multi_')
  const chosen = new Set(
    [
      held['selected_user'],
      held['selected_channel'],
      held['selected_conversation'],
      held['selected_option'],
      ...records(held['selected_options']),
      ...records(held['selected_users']),
      ...records(held['selected_channels']),
    ].map((each) => (typeof each === 'object' && each !== null ? (each as Json)['value'] : each)),
  )
  const choice = (value: string, name: string): Markup =>
    html`<option value="${value}" ${chosen.has(value) ? 'selected' : ''}>${name}</option>`
  const option = (each: Json): Markup => choice(string(each['value']), textOf(workspace, each['text']))
  const options = type.endsWith('users_select')
    ? [...workspace.users.values()].filter(({ deleted }) => !deleted).map(({ id, realName }) => choice(id, realName))
    : type.endsWith('channels_select') || type.endsWith('conversations_select')
      ? [...workspace.channels.values()]
          .filter(({ kind }) => kind !== 'im')
          .map(({ id, name }) => choice(id, `#${name}`))
      : element['option_groups']
        ? records(element['option_groups']).map(
            (group) =>
              html`<optgroup label="${textOf(workspace, group['label'])}">
                ${records(group['options']).map(option)}
              </optgroup>`,
          )
        : records(element['options']).map(option)
  return html`<select ${shared} class="${type === 'overflow' ? 'overflow' : ''}" ${several ? 'multiple' : ''}>
    ${
      several
        ? ''
        : html`<option value="" ${type === 'overflow' ? 'hidden' : ''}>
            ${type === 'overflow' ? '⋯' : placeholder || 'Select an option'}
          </option>`
    }${options}
  </select>`
}
