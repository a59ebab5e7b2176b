/** A sentence of the audit with links, and what was another before. */
import { html } from 'hono/html'
import type { NamedChange, Sentence, SentencePart } from '../../../../../../queries/audit/sentences/sentence.ts'
import type { Html } from '../../env.ts'
import { withQuery } from './pager.ts'

/** `linked`: for readers of the audit, whom a person or template leads to what else they did. */
export const sentence = (parts: Sentence, linked: boolean): Html =>
  html`${parts.map((part) => sentencePart(part, linked))}`

function sentencePart(part: SentencePart, linked: boolean): Html | string {
  if (typeof part === 'string') return part
  const { is, id, text } = part
  if (is === 'question' || is === 'value' || id === undefined) return html`<bdi>${text}</bdi>`
  if (is === 'document') return html`<a href="/generations/${id}/timeline"><bdi>${text}</bdi></a>`
  if (!linked) return html`<bdi>${text}</bdi>`
  const filter = is === 'person' ? { person: id } : { template: id }
  return html`<a href="${withQuery('/audit', filter)}"><bdi>${text}</bdi></a>`
}

/** Each thing that was changed, with how it was and how it is. */
export function changeList(changes: readonly NamedChange[]): Html {
  if (changes.length === 0) return html``
  return html`<ul class="changes">
    ${changes.map(
      ({ what, before, after }) =>
        html`<li>
          <bdi>${what}</bdi>: ${before === null ? html`<span class="hint">nothing</span>` : html`<del>${before}</del>`}
          → ${after === null ? html`<span class="hint">nothing</span>` : html`<ins>${after}</ins>`}
        </li>`,
    )}
  </ul>`
}
