/** The facts about one event that an auditor may ask for: its ids, what caused it, and its fields. */
import { html } from 'hono/html'
import type { Html } from '../../env.ts'

interface EventFacts {
  readonly id: string
  readonly revision: number
  readonly command_id: string
  readonly causation_id: string
  readonly correlation_id: string
  /** Where the record is chained by hashes. */
  readonly hash?: string
  readonly data: unknown
}

/** A list of facts; `type` names the event, with its version where there are several. */
export const eventFacts = (event: EventFacts, type: string): Html =>
  html`<dl class="facts">
    ${fact('Event', html`<code>${event.id}</code> (${type}, revision ${event.revision})`)}
    ${fact('Command', html`<code>${event.command_id}</code>`)}
    ${fact('Cause', html`<code>${event.causation_id}</code>`)}
    ${fact('Correlation', html`<code>${event.correlation_id}</code>`)}
    ${event.hash === undefined ? '' : fact('Hash', html`<code>${event.hash}</code>`)}
    ${hasFields(event.data) ? fact('Says', html`<pre>${JSON.stringify(event.data, undefined, 2)}</pre>`) : ''}
  </dl>`

const fact = (name: string, value: Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

const hasFields = (data: unknown): boolean => typeof data !== 'object' || data === null || Object.keys(data).length > 0
