/** A form in which an author tries how an answer to a question would be read. */
import type { Reading } from '../../../../../../../answers/refusal.ts'
import { html } from 'hono/html'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { Html } from '../../../env.ts'
import type { EditedQuestion } from './question-edit-form.ts'
import { domId, pathFields, versionField } from './question-names.ts'

/** The form with what came of the answer, for the question as it is stored. */
export function tryForm(template: TemplateView, { path, tried }: EditedQuestion): Html {
  const id = domId(path)
  return html`<form method="get" action="/templates/${template.id}#${id}" class="try-answer">
    ${versionField(template)}${pathFields(path)}
    <label
      >Try an answer, as somebody would write it<input name="try" value="${tried?.answer ?? ''}" autocomplete="off"
    /></label>
    <div class="actions"><button>Try it</button></div>
    ${tried === undefined ? '' : resultText(tried.result)}
  </form>`
}

function resultText({ value, shown, refusal }: NonNullable<EditedQuestion['tried']>['result']): Html {
  if (refusal === null)
    return html`<p class="hint" role="status">Taken as <code>${JSON.stringify(value)}</code>, printed “${shown}”.</p>`
  return html`<p class="hint" role="status">Not taken: ${refusal.message}</p>
    ${
      refusal.readings.length === 0
        ? ''
        : html`<ul>
            ${refusal.readings.map(({ wire, shown }) => html`<li>${shown} <code>${dataText(wire)}</code></li>`)}
          </ul>`
    }`
}

const dataText = (wire: Reading['wire']): string => (typeof wire === 'string' ? wire : JSON.stringify(wire))
