/** What is known of a file. */
import { html } from 'hono/html'
import { countText } from '../../../../../../../domain/kernel/count-text.ts'
import { SURFACE_NAMES } from '../../../../../../../queries/audit/sentences/surface-names.ts'
import type { TextDifference } from '../../../../../../../rendering/comparing/compare-texts.ts'
import type { NamedActor, Origin } from '../../../../../../../queries/verifying/describe-origin.ts'
import type { Remake } from '../../../../../../../queries/verifying/make-again.ts'
import type { Verdict, FileVerification } from '../../../../../../../queries/verifying/verify-document.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { formatSize } from '../../parts/document-card.ts'
import { timestamp } from '../../parts/time.ts'

const HEADS: Readonly<Record<Verdict, string>> = {
  identical: 'Made here, and unaltered',
  same_text: 'Made here: the same text, in other bytes',
  altered: 'Altered since it was made here',
  erased: 'Made here; its content was erased',
  unknown: 'Not known here',
}

const WHYS: Readonly<Record<Verdict, string>> = {
  identical: 'The file is byte for byte what was made.',
  same_text: 'A program has saved it again. What it says is as it was made.',
  altered: 'The file belongs to the document below, and says something else.',
  erased: 'It can no longer be compared with what was made.',
  unknown: 'It was not made here, or it is not yours to see.',
}

const REMAKES: Readonly<Record<Remake, string>> = {
  identical: 'The recorded answers give the delivered file again, byte for byte.',
  same_text: 'The recorded answers give the same text again, with a later version of the renderer.',
  different: 'The recorded answers give another text than the delivered one. Ask an operator why.',
  not_possible: 'It cannot be made again to compare.',
}

export function verificationResult(session: ConsoleSession, file_name: string, said: FileVerification): Html {
  const { verdict, origin, unreadable, file } = said
  return html`<section class="card verdict ${verdict}" aria-labelledby="verdict" role="status">
      <h2 id="verdict" tabindex="-1" autofocus>${HEADS[verdict]}</h2>
      <p class="file">${file_name} <span class="hint">${formatSize(file.size)}</span></p>
      <p>${WHYS[verdict]}</p>
      ${unreadable === null ? '' : html`<p class="hint">${unreadable}</p>`}
      ${origin === null ? '' : originOf(session, origin, said)}
      <details>
        <summary>Fingerprint of the file</summary>
        <p><code>SHA-256 ${file.sha256}</code></p>
        ${file.content_id === null ? '' : html`<p><code>Content id ${file.content_id}</code></p>`}
      </details>
    </section>
    ${verdict === 'altered' ? differences(said) : ''}`
}

function originOf(session: ConsoleSession, origin: Origin, { made_again, other_generations }: FileVerification): Html {
  const { generation_id: id, deliveries } = origin
  const others = other_generations.length
  return html`<dl class="facts">
      ${fact('Document', origin.file_name ?? 'erased')}
      ${fact('Template', `${origin.template_name}, version ${origin.template_version}`)}
      ${fact('Asked for by', html`${nameOf(origin.requested_by)}, ${timestamp(origin.requested_at, session)}`)}
      ${fact('Answered by', origin.answered_by.map(nameOf).join(', ') || 'nobody')}
      ${fact('Made', timestamp(origin.made_at, session))}
      ${fact(
        'Delivered',
        deliveries.length === 0
          ? 'not yet'
          : html`${deliveries.map(
              ({ surface, at }, index) =>
                html`${index === 0 ? '' : '; '}${timestamp(at, session)} (${SURFACE_NAMES[surface] ?? surface})`,
            )}`,
      )}
    </dl>
    ${made_again === null ? '' : html`<p class="hint">${REMAKES[made_again]}</p>`}
    ${
      others === 0
        ? ''
        : html`<p class="hint">Equal answers made the same document in ${countText(others, 'other conversation')}.</p>`
    }
    <div class="actions">
      <a class="button" href="/generations/${id}">Open the conversation</a>
      <a class="button quiet" href="/generations/${id}/certificate" download data-boost="no">Certificate</a>
    </div>`
}

const nameOf = ({ id, name }: NamedActor): string => name ?? id

const fact = (name: string, value: Html | string): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

function differences({ differences: shown, difference_count: count }: FileVerification): Html {
  if (shown === null)
    return html`<p class="notes">Almost nothing in it is as it was made, or it cannot be read: it was not compared.</p>`
  return html`<section aria-labelledby="differences">
    <h2 id="differences">${countText(count, 'difference')}</h2>
    <ol class="differences">
      ${shown.map(difference)}
    </ol>
    ${count > shown.length ? html`<p class="hint">And ${count - shown.length} more.</p>` : ''}
  </section>`
}

const difference = ({ place, before, after }: TextDifference): Html =>
  html`<li class="card">
    <h3>${place.slice(0, 1).toUpperCase() + place.slice(1)}</h3>
    ${before === undefined ? '' : html`<p><span class="hint">As it was made</span> <del>${before}</del></p>`}
    ${after === undefined ? '' : html`<p><span class="hint">In this file</span> <ins>${after}</ins></p>`}
  </li>`
