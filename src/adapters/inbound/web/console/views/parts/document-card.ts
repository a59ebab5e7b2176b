/** The end of a conversation: the document being made, ready, failed; or no document at all. */
import { countText } from '../../../../../../domain/kernel/count-text.ts'
import { html } from 'hono/html'
import { isErased } from '../../../../../../domain/questions/answer.ts'
import type { GenerationView } from '../../../../../../queries/generation/generation-view.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { buttonForm, isOutsider } from './layout.ts'

export function documentCard(
  session: ConsoleSession,
  generation: GenerationView,
  { focus, mayRetry }: { readonly focus: boolean; readonly mayRetry: boolean },
): Html {
  const { id, state, document, failure } = generation
  const again = (label: string, look: string) =>
    isOutsider(session)
      ? ''
      : buttonForm(session, `/generations/${id}/copy`, label, {
          look,
          fields: { once: `copy ${id} ${String(generation.revision)}` },
        })
  const title = (text: string) =>
    html`<h2 tabindex="-1" ${focus ? html` autofocus` : ''} data-announce="${text}">${text}</h2>`
  switch (state) {
    case 'confirmed':
      return html`<div class="card center" aria-busy="true">
        <span class="spinner" aria-hidden="true"></span>${title('Making your document…')}
        <p class="hint">This takes a moment. You may close this page: the document will be waiting here.</p>
        <noscript
          ><p><a class="button" href="/generations/${id}">Look again</a></p></noscript
        >
      </div>`
    case 'rendered':
    case 'delivered': {
      if (document === null || isErased(document.file_name))
        return html`<div class="card center">${title('The document was erased')}</div>`
      return html`<div class="card center done">
        ${title('Your document is ready')}
        <p class="file">${document.file_name} <span class="hint">${formatSize(document.size)}</span></p>
        <div class="actions">
          <a class="button primary big" href="/generations/${id}/document" download data-boost="no">Download</a
          >${again('Make another like this one', '')}
        </div>
        ${
          isErased(document.sha256)
            ? ''
            : html`<details class="fingerprint">
                <summary>Fingerprint</summary>
                <p><code>SHA-256 ${document.sha256}</code></p>
                ${
                  isOutsider(session)
                    ? ''
                    : html`<p>
                        <a href="/generations/${id}/certificate" download data-boost="no"
                          >Certificate that says where it comes from</a
                        >
                      </p>`
                }
              </details>`
        }
      </div>`
    }
    case 'failed':
      return html`<div class="card center">
        ${title('The document could not be made')}
        <p>${failure === null || isErased(failure.message) ? '' : failure.message}</p>
        <p class="hint">
          Your answers are safe. ${failure?.reason === 'rendering' ? 'Change one, or an' : 'An'} operator can try again.
        </p>
        <div class="actions">
          ${
            failure?.reason === 'rendering'
              ? buttonForm(session, `/generations/${id}/review`, 'Change an answer', {
                  look: 'primary',
                  fields: { once: `review ${id} ${String(generation.revision)}` },
                })
              : ''
          }${
            mayRetry
              ? buttonForm(session, `/operations/parked/${id}/retry`, 'Try again', {
                  look: failure?.reason === 'rendering' ? '' : 'primary',
                  fields: { from: 'generation' },
                })
              : ''
          }${again('Start again with these answers', '')}
        </div>
      </div>`
    case 'cancelled':
      return html`<div class="card center">
        ${title('This conversation was cancelled')}
        <p class="hint">No document was made.</p>
        <div class="actions">${again('Start again with these answers', 'primary')}</div>
      </div>`
    default:
      return html`<div class="card center">
        ${title('This conversation has expired')}
        <p class="hint">Nobody answered for a long time.</p>
        <div class="actions">${again('Start again with these answers', 'primary')}</div>
      </div>`
  }
}

export const formatSize = (bytes: number): string =>
  bytes < 1024
    ? countText(bytes, 'byte')
    : bytes < 1024 * 1024
      ? `${String(Math.round(bytes / 1024))} KB`
      : `${(bytes / (1024 * 1024)).toFixed(1)} MB`
