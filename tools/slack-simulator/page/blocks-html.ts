/** Blocks as HTML. */
import { html } from 'hono/html'
import { characterOf } from '../driver/text/emoji.ts'
import type { Json, Workspace } from '../state/model.ts'
import { elementHtml } from './elements-html.ts'
import { mrkdwnHtml, plainHtml, textHtml, type Markup } from './mrkdwn-html.ts'

type State = Record<string, Record<string, Json>>
const records = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const string = (value: unknown): string => (typeof value === 'string' ? value : '')

export function blocksHtml(
  workspace: Workspace,
  blocks: Json[],
  state: State = {},
  errors: Record<string, string> = {},
): Markup {
  return html`${blocks.map(
    (block) => html`<div class="block ${string(block['type'])}">${blockHtml(workspace, block, state, errors)}</div>`,
  )}`
}

function blockHtml(workspace: Workspace, block: Json, state: State, errors: Record<string, string>): Markup {
  const element = (each: unknown): Markup => elementHtml(workspace, block, each as Json, state)
  switch (block['type']) {
    case 'section':
      return html`<div class="said">
          ${block['text'] ? html`<p>${textHtml(workspace, block['text'])}</p>` : ''}
          ${
            block['fields']
              ? html`<div class="fields">
                  ${records(block['fields']).map((field) => html`<p>${textHtml(workspace, field)}</p>`)}
                </div>`
              : ''
          }
        </div>
        ${block['accessory'] ? html`<div class="accessory">${element(block['accessory'])}</div>` : ''}`
    case 'header':
      return html`<h3>${textHtml(workspace, block['text'])}</h3>`
    case 'divider':
      return html`<hr />`
    case 'context':
      return html`${records(block['elements']).map((each) =>
        each['type'] === 'image' ? element(each) : html`<span>${textHtml(workspace, each)}</span> `,
      )}`
    case 'actions':
      return html`${records(block['elements']).map(element)}`
    case 'image':
      return html`<figure><img src="${string(block['image_url'])}" alt="${string(block['alt_text'])}" /></figure>`
    case 'markdown':
      return html`<p>${mrkdwnHtml(workspace, string(block['text']).replaceAll('**', '*'))}</p>`
    case 'input': {
      const error = errors[string(block['block_id'])]
      return html`<label class="label"
          >${textHtml(workspace, block['label'])}${
            block['optional'] === true ? html` <small>(optional)</small>` : ''
          }</label
        >
        ${element(block['element'])}${error ? html`<div class="error" role="alert">${error}</div>` : ''}
        ${block['hint'] ? html`<div class="hint">${textHtml(workspace, block['hint'])}</div>` : ''}`
    }
    case 'rich_text':
      return html`${records(block['elements']).map((each) => richHtml(workspace, each))}`
    case 'table':
      return html`<table>
        ${(block['rows'] as Json[][]).map(
          (row, index) =>
            html`<tr>
              ${row.map((cell) =>
                index === 0 ? html`<th>${cellHtml(workspace, cell)}</th>` : html`<td>${cellHtml(workspace, cell)}</td>`,
              )}
            </tr>`,
        )}
      </table>`
    default:
      return html`<p>(${string(block['type'])})</p>`
  }
}

const cellHtml = (workspace: Workspace, cell: Json): Markup =>
  cell['type'] === 'rich_text'
    ? html`${records(cell['elements']).map((each) => richHtml(workspace, each))}`
    : plainHtml(String(cell['text']))

function richHtml(workspace: Workspace, element: Json): Markup {
  const children = records(element['elements']).map((each) => richHtml(workspace, each))
  switch (element['type']) {
    case 'rich_text_section':
      return html`<p>${children}</p>`
    case 'rich_text_quote':
      return html`<blockquote>${children}</blockquote>`
    case 'rich_text_preformatted':
      return html`<pre>${children}</pre>`
    case 'rich_text_list':
      return element['style'] === 'ordered'
        ? html`<ol>
            ${children.map((child) => html`<li>${child}</li>`)}
          </ol>`
        : html`<ul>
            ${children.map((child) => html`<li>${child}</li>`)}
          </ul>`
    case 'user':
      return mrkdwnHtml(workspace, `<@${string(element['user_id'])}>`)
    case 'channel':
      return mrkdwnHtml(workspace, `<#${string(element['channel_id'])}>`)
    case 'link':
      return html`<a href="${string(element['url'])}">${string(element['text']) || string(element['url'])}</a>`
    case 'emoji':
      return html`${characterOf(element['unicode']) || `:${string(element['name'])}:`}`
    default:
      return styledHtml(plainHtml(string(element['text'])), (element['style'] ?? {}) as Json)
  }
}

function styledHtml(text: Markup, { bold, italic, strike, code }: Json): Markup {
  let styled = code === true ? html`<code>${text}</code>` : text
  if (bold === true) styled = html`<b>${styled}</b>`
  if (italic === true) styled = html`<i>${styled}</i>`
  return strike === true ? html`<s>${styled}</s>` : styled
}
