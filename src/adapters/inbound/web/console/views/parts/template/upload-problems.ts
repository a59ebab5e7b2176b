/** The mistakes found in an uploaded file, and what can be done about them. */
import { html } from 'hono/html'
import type { DomainError } from '../../../../../../../domain/kernel/errors.ts'
import type { Syntax } from '../../../../../../../domain/template/template-format.ts'
import { type Mistake, placeOf } from '../../../../../../../rendering/template/mistake.ts'
import { noteOfRemark, remarksIn } from '../../../../../../../rendering/remark-notes.ts'
import type { Html } from '../../../env.ts'

/** The box with what went wrong; empty without an error. */
export function uploadProblems(error: DomainError | undefined, syntax: Syntax | undefined): Html {
  if (error === undefined) return html`<div id="problem"></div>`
  const mistakes = Array.isArray(error.details?.['mistakes']) ? (error.details['mistakes'] as readonly Mistake[]) : []
  const existing =
    error.code === 'conflict' && typeof error.details?.['template_id'] === 'string'
      ? error.details['template_id']
      : undefined
  return html`<div id="problem" class="alert" role="alert" tabindex="-1" autofocus>
    ${
      mistakes.length === 0
        ? html`<p>${error.message}</p>`
        : html`<p>
              <strong
                >${
                  mistakes.length === 1
                    ? 'One thing in this file has'
                    : `${String(mistakes.length)} things in this file have`
                }
                to be put right:</strong
              >
            </p>
            <ol class="mistakes">
              ${mistakes.slice(0, 50).map(
                (mistake) =>
                  html`<li>
                    <p><strong>${mistake.message}</strong></p>
                    <p class="hint">${placeOf(mistake)}</p>
                    <p>${mistake.fix}</p>
                    ${'accepted' in mistake ? html`<p class="hint">Or let it go: ${mistake.accepted}</p>` : ''}
                  </li>`,
              )}
            </ol>
            ${mistakes.length > 50 ? html`<p>… and ${mistakes.length - 50} more.</p>` : ''}
            ${remarkList(remarksIn(error.details))} ${remedies(mistakes, syntax)}`
    }
    ${existing === undefined ? '' : html`<p><a href="/templates/${existing}">Open the template that is there</a></p>`}
  </div>`
}

/** What does not stop the file, and should be looked at. */
const remarkList = (remarks: readonly Mistake[]): Html =>
  remarks.length === 0
    ? html``
    : html`<p>Look at this, too:</p>
        <ul class="remarks">
          ${remarks.map((remark) => html`<li>${noteOfRemark(remark).message}</li>`)}
        </ul>`

/** What can be done with the chosen file as it is. The marked copy comes as a download, and the page stays. */
function remedies(mistakes: readonly Mistake[], syntax: Syntax | undefined): Html {
  const losses = mistakes.every((mistake) => 'accepted' in mistake)
  const inWord = mistakes.every(({ part }) => part !== 'text')
  return html`<div class="actions">
    ${
      inWord
        ? html`<button formaction="/templates/marked" data-download>Download a copy with these places marked</button>`
        : ''
    }${
      syntax !== undefined && losses
        ? html`<button name="accept_losses" value="1">Let them go, and add it</button>`
        : ''
    }
  </div>`
}
