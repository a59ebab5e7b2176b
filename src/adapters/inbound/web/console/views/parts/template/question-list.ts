/** The questions of a template as its author sees and edits them. */
import { html } from 'hono/html'
import type { Question } from '../../../../../../../domain/questions/question.ts'
import { addressOfField, type GuessRow } from '../../../../../../../queries/template/get-guesses.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'
import { type EditedQuestion, questionEditForm } from './question-edit-form.ts'
import { tryForm } from './try-form.ts'
import { domId } from './question-names.ts'
import { questionSummary } from './question-summary.ts'

/** The template of a page, and how its guesses fared by question. */
export interface ListedQuestions {
  readonly session: ConsoleSession
  readonly template: TemplateView
  readonly guesses: ReadonlyMap<string, GuessRow>
}

export function questionList(listed: ListedQuestions, edited: EditedQuestion | undefined): Html {
  const { questions } = listed.template
  if (questions.length === 0) return html`<p>This template has no variables: it asks nothing.</p>`
  return html`<ol class="questions">
    ${questionRows(listed, questions, [], edited)}
  </ol>`
}

function questionRows(
  listed: ListedQuestions,
  questions: readonly Question[],
  around: QuestionPath,
  edited: EditedQuestion | undefined,
): Html[] {
  const { session, template, guesses } = listed
  return questions.map((question, index) => {
    const path = [...around, question.name]
    const open = edited !== undefined && JSON.stringify(edited.path) === JSON.stringify(path)
    return html`<li id="${domId(path)}" class="${open ? 'open' : ''}">
      ${
        open
          ? html`${questionEditForm(session, template, edited)}${tryForm(template, edited)}`
          : questionSummary(session, template, question, {
              path,
              index,
              count: questions.length,
              guess: question.guessed === true ? guesses.get(path.reduce(addressOfField, '')) : undefined,
            })
      }
      ${
        question.fields === undefined
          ? ''
          : html`<ol class="questions fields">
              ${questionRows(listed, question.fields, path, edited)}
            </ol>`
      }
    </li>`
  })
}
