/**
 * The form that answers one question, whether it is asked now or its answer is being changed; with what went wrong at
 * the field.
 */
import { html } from 'hono/html'
import type { ConsoleSession, Html } from '../../../env.ts'
import { answerInput, hasOwnButtons } from './answer-input.ts'
import { conflictCard } from './conflict-card.ts'
import { csrfField } from '../layout.ts'
import { answerEditHref, elementId, type QuestionFormModel } from './question-form-model.ts'
import { defaultLabel, hintText } from './question-hint.ts'

export function questionForm(session: ConsoleSession, form: QuestionFormModel): Html {
  const { question, generation, editing, conflict } = form
  if (conflict !== undefined) return conflictCard(session, form, conflict)
  const id = elementId(question.name)
  return html`<form
    method="post"
    action="${form.action ?? `/generations/${generation}/answers`}"
    class="ask-form"
    novalidate
    data-draft="${question.name}"
    ${question.kind === 'image' ? html` enctype="multipart/form-data"` : ''}
  >
    ${csrfField(session)}<input type="hidden" name="name" value="${question.name}" /><input
      type="hidden"
      name="replaces"
      value="${question.revision ?? ''}"
    />
    ${editing ? html`<input type="hidden" name="editing" value="1" />` : ''}
    ${question.kind === 'list' ? listBody(form, id) : answerBody(form, id)}
  </form>`
}

function answerBody(form: QuestionFormModel, id: string): Html {
  const { question, problem, typed, focus, editing, generation, back } = form
  return html`${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
    ${answerInput({
      question,
      typed,
      id,
      described: `${id}-hint${problem === undefined ? '' : ` ${id}-problem`}`,
      invalid: problem !== undefined,
      focus,
    })}
    <p class="hint" id="${id}-hint">${hintText(question, form.locale)}</p>
    <div class="actions">
      ${
        hasOwnButtons(question)
          ? ''
          : html`<button class="primary" name="do" value="answer">${editing ? 'Save' : 'Answer'}</button>`
      }
      ${
        question.default === undefined
          ? ''
          : html`<button class="choice" name="do" value="default">Use “${defaultLabel(question, form.locale)}”</button>`
      }
      ${question.required ? '' : html`<button name="do" value="skip">${editing ? 'Leave it out' : 'Skip'}</button>`}
      ${
        editing
          ? html`<a class="button quiet" href="/generations/${generation}" data-discard="${question.name}"
              >Keep it as it was</a
            >`
          : back === undefined
            ? ''
            : html`<a class="button quiet" href="${answerEditHref(generation, back)}">Back</a>`
      }
    </div>`
}

function listBody(form: QuestionFormModel, id: string): Html {
  const { question, problem, focus, typed, back, generation, editing } = form
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
      <textarea id="${id}-rows" name="rows" rows="4">${typed[0] ?? ''}</textarea>
      <div class="actions"><button name="do" value="paste">Take these rows</button></div>
    </details>`
}
