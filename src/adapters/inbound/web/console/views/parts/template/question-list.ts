/** The questions of a template as its author sees and edits them. */
import { html } from 'hono/html'
import type { Question } from '../../../../../../../domain/questions/question.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'
import { type EditedQuestion, questionEditForm } from './question-edit-form.ts'
import { tryForm } from './try-form.ts'
import { domId } from './question-names.ts'
import { questionSummary } from './question-summary.ts'

export function questionList(
  session: ConsoleSession,
  template: TemplateView,
  edited: EditedQuestion | undefined,
): Html {
  if (template.questions.length === 0) return html`<p>This template has no variables: it asks nothing.</p>`
  return html`<ol class="questions">
    ${questionRows(session, template, template.questions, [], edited)}
  </ol>`
}

function questionRows(
  session: ConsoleSession,
  template: TemplateView,
  questions: readonly Question[],
  around: QuestionPath,
  edited: EditedQuestion | undefined,
): Html[] {
  return questions.map((question, index) => {
    const path = [...around, question.name]
    const open = edited !== undefined && JSON.stringify(edited.path) === JSON.stringify(path)
    return html`<li id="${domId(path)}" class="${open ? 'open' : ''}">
      ${
        open
          ? html`${questionEditForm(session, template, edited)}${tryForm(template, edited)}`
          : questionSummary(session, template, question, path, index, questions.length)
      }
      ${
        question.fields === undefined
          ? ''
          : html`<ol class="questions fields">
              ${questionRows(session, template, question.fields, path, edited)}
            </ol>`
      }
    </li>`
  })
}
