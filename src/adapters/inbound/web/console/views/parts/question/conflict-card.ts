/** Both answers, for a person to choose, when somebody else answered first. */
import { html } from 'hono/html'
import type { ConsoleSession, Html } from '../../../env.ts'
import { csrfField } from '../layout.ts'
import { elementId, type AnswerConflictModel, type QuestionFormModel } from './question-form-model.ts'

export function conflictCard(
  session: ConsoleSession,
  { generation, question }: QuestionFormModel,
  { theirs, mine, by, resubmit: again }: AnswerConflictModel,
): Html {
  return html`<div class="conflict" role="alert" id="${elementId(question.name)}">
    <p><strong>This was answered ${by} while you were writing.</strong> Which answer shall stand?</p>
    <div class="versus">
      <div>
        <p class="hint">There now</p>
        <p class="value">${theirs || '(left out)'}</p>
        <a class="button" href="/generations/${generation}" data-discard="${question.name}">Keep this one</a>
      </div>
      <div>
        <p class="hint">Yours</p>
        <p class="value">${mine || '(left out)'}</p>
        <form method="post" action="/generations/${generation}/answers" data-discard="${question.name}">
          ${csrfField(session)}
          <input
            type="hidden"
            name="replaces"
            value="${question.revision ?? ''}"
          />${again.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <button class="primary" autofocus>Use mine</button>
        </form>
      </div>
    </div>
  </div>`
}
