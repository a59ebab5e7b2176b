/** One generation as a row of the start page. */
import { html } from 'hono/html'
import type { ListedGeneration } from '../../../../../../queries/generation/list-generations.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { relativeTime } from './time.ts'

/** What the states are called. */
export const STATE_LABELS: Readonly<Record<string, string>> = {
  asking: 'waiting for an answer',
  reviewing: 'ready to look over',
  confirmed: 'being made',
  rendered: 'ready',
  delivered: 'downloaded',
  failed: 'failed',
  cancelled: 'cancelled',
  expired: 'expired',
}

/** A row that links to the generation; an open one can be continued. */
export function generationRow(
  session: ConsoleSession,
  { id, template_name, template_id, state, updated_at }: ListedGeneration,
  open: boolean,
  /** Whose it is, on pages that show those of several people. */
  by?: string,
): Html {
  const name = template_name ?? template_id
  return html`<li>
    <a class="row-link" href="/generations/${id}"
      ><span><strong>${name}</strong> <span class="tag ${state}">${STATE_LABELS[state] ?? state}</span></span>
      <span class="hint">${by === undefined ? '' : `${by} · `}${relativeTime(updated_at, session)}</span
      >${open ? html`<span class="go">Continue</span>` : ''}</a
    >
  </li>`
}
