/** The form of a list: add an item, close the list, or paste a table. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'
import { unclearTable } from './unclear-table.ts'
import { answerEditHref, type QuestionFormModel } from './question-form-model.ts'

/** The content of the form for a list question. */
export function listForm(form: QuestionFormModel, id: string): Html {
  const { question, problem, focus, typed, back, generation, editing, chosen = [], unclear_rows = [] } = form
  const count = question.items ?? 0
  const fields = question.fields ?? []
  const plain = fields.length === 1 && fields[0]?.name === '.'
  return html`${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
    <input type="hidden" name="once" value="${crypto.randomUUID()}" />
    <p class="hint" id="${id}-hint">
      ${
        count === 0
          ? 'One after the other, or all at once from a table.'
          : html`${String(count)} ${count === 1 ? 'item' : 'items'} so far.`
      }
    </p>
    <div class="actions" id="${id}">
      <button class="primary" name="do" value="add" ${focus ? html`autofocus` : ''}>
        ${count === 0 ? 'Add the first one' : 'Add another'}
      </button>
      <button class="choice" name="do" value="close">${count === 0 ? 'There are none' : 'That’s all'}</button>
      ${
        editing
          ? html`<a class="button quiet" href="/generations/${generation}">Keep it as it was</a>`
          : back === undefined
            ? ''
            : html`<a class="button quiet" href="${answerEditHref(generation, back)}">Back</a>`
      }
    </div>
    <details class="paste" ${typed.length > 0 ? html` open` : ''}>
      <summary>Paste a table${count === 0 ? '' : ' instead of these'}</summary>
      <label for="${id}-rows"
        >${
          plain
            ? 'One on each line'
            : html`A row on each line: ${fields.map(({ label }) => label).join(' · ')}. Copied from a spreadsheet, or
              with ; or | between.`
        }</label
      >
      ${chosen.map((choice) => html`<input type="hidden" name="chosen" value="${choice}" />`)}
      ${unclear_rows.length === 0 ? '' : unclearTable(question, unclear_rows)}
      <textarea id="${id}-rows" name="rows" rows="4">${typed[0] ?? ''}</textarea>
      <div class="actions"><button name="do" value="paste">Take these rows</button></div>
    </details>`
}
