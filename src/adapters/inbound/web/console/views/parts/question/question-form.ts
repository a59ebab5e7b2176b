/**
 * The form that answers one question, whether it is asked now or its answer is being changed; with what went wrong at
 * the field.
 */
import { html } from 'hono/html'
import type { Reading } from '../../../../../../../answers/refusal.ts'
import { isAsWritten } from '../../../../../../../domain/questions/answer.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { answerInput, hasOwnButtons } from './answer-input.ts'
import { conflictCard } from './conflict-card.ts'
import { languageLine } from '../../../../../../../queries/generation/language-line.ts'
import { csrfField } from '../layout.ts'
import { answerEditHref, elementId, type QuestionFormModel } from './question-form-model.ts'
import { defaultLabel, hintText } from './question-hint.ts'
import { listForm } from './list-form.ts'

export function questionForm(session: ConsoleSession, form: QuestionFormModel): Html {
  const { question, generation, editing, conflict } = form
  if (conflict !== undefined) return conflictCard(session, form, conflict)
  const id = elementId(question.name)
  const language = languageLine(question)
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
    ${question.kind === 'list' ? listForm(form, id) : answerBody(form, id)}
    ${language === undefined ? '' : html`<p class="hint" id="${id}-language">${language}</p>`}
  </form>`
}

function answerBody(form: QuestionFormModel, id: string): Html {
  const { question, problem, readings = [], typed, focus, editing, generation, back } = form
  return html`${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
    ${
      readings.length === 0
        ? ''
        : html`${enterAnswers}
            <div class="actions" role="group" aria-label="What you mean">${readings.map(readingButton)}</div>`
    }
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

/** The first button of a form is what Enter presses: it sends what stands in the field, not what was meant before. */
const enterAnswers = html`<button class="hidden" name="do" value="answer" tabindex="-1" aria-hidden="true"></button>`

/** In characters; the words stand whole in the field below. */
const MAX_LABEL = 80

/** A button that takes one reading of an unclear answer, or the words as they are. */
const readingButton = ({ wire, shown }: Reading): Html =>
  isAsWritten(wire)
    ? html`<button class="choice" name="as_written" value="${wire.as_written}">
        Take it as it is: “${shown.length > MAX_LABEL ? `${shown.slice(0, MAX_LABEL).trimEnd()}…` : shown}”
      </button>`
    : html`<button class="choice" name="reading" value="${wire}">${shown}</button>`
