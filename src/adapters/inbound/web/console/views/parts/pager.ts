/** Links to the pages of a list. */
import { html } from 'hono/html'
import type { Pagination } from '../../../../../../queries/paging.ts'
import type { Html } from '../../env.ts'

export function pager(
  path: string,
  { page, limit, total }: Pagination,
  filter: Readonly<Record<string, string>> = {},
): Html {
  const last = Math.max(1, Math.ceil(total / limit))
  if (last === 1) return html``
  const link = (to: number, label: string) =>
    html`<a class="button" href="${withQuery(path, { ...filter, page: String(to) })}">${label}</a>`
  return html`<nav class="pager" aria-label="Pages">
    ${page > 1 ? link(page - 1, 'Earlier') : ''}<span class="hint">Page ${page} of ${last}</span
    >${page < last ? link(page + 1, 'Further') : ''}
  </nav>`
}

/** A path with the fields that are not empty. */
export function withQuery(path: string, fields: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString()
  return query === '' ? path : `${path}?${query}`
}
