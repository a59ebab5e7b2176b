/** The page of one question that a colleague has handed over. */
import type { Reading } from '../../../../../../answers/refusal.ts'
import { html } from 'hono/html'
import type { DelegatedQuestion } from '../../../../../../queries/generation/get-delegated-question.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { elementId } from '../parts/question/question-form-model.ts'
import { questionForm } from '../parts/question/question-form.ts'
import { relativeTime } from '../parts/time.ts'

/** What became of the question. One that was taken back is not shown any more. */
function closedCard({ closed, question }: DelegatedQuestion, requester: string): Html {
  const [title, text] =
    closed === 'answered'
      ? [`Thank you`, `“${question.label}” is answered. ${requester} goes on with it; you can close this page.`]
      : closed === 'withdrawn'
        ? ['Taken back', `${requester} has taken this question back. Nothing is left for you to do.`]
        : ['No longer needed', `The conversation has gone on without this answer. Thank you all the same.`]
  return html`<section class="card center">
    <h2>${title}</h2>
    <p>${text}</p>
  </section>`
}

export interface ColleaguePageModel {
  readonly session: ConsoleSession
  readonly delegated: DelegatedQuestion
  /** Who asks, by name. */
  readonly requester: string
  readonly typed: readonly string[]
  readonly readings?: readonly Reading[] | undefined
  readonly problem?: string | undefined
}

export const delegatedQuestionHref = ({
  generation_id,
  question: { name },
}: Pick<DelegatedQuestion, 'generation_id' | 'question'>): string =>
  `/asked/${generation_id}/${encodeURIComponent(name)}`

export function colleaguePage({ session, delegated, requester, typed, problem, readings }: ColleaguePageModel): Html {
  const { question, note, template_name, at, state, generation_id } = delegated
  return page(
    { title: state === 'closed' ? 'A question for you' : question.label, session, place: '/' },
    html`<header class="page-head">
        <div>
          ${session.caller.only_generation === undefined ? html`<p class="crumb"><a href="/">Home</a></p>` : ''}
          <h1>A question for you</h1>
        </div>
      </header>
      <p>
        ${requester} asked you for one answer for “${template_name}”.
        <span class="hint">${relativeTime(at, session)}</span>
      </p>
      ${note === null ? '' : html`<blockquote>${note}</blockquote>`}
      <div id="talk">
        ${
          state === 'closed'
            ? closedCard(delegated, requester)
            : html`<section id="now" class="bubble ask current" aria-labelledby="${elementId(question.name)}-label">
                <h2 id="${elementId(question.name)}-label">${question.label}</h2>
                ${question.help === undefined ? '' : html`<p class="help">${question.help}</p>`}
                ${questionForm(session, {
                  generation: generation_id,
                  action: delegatedQuestionHref(delegated),
                  locale: session.locale,
                  question,
                  typed,
                  problem,
                  readings,
                  editing: false,
                  focus: true,
                })}
              </section>`
        }
      </div>`,
  )
}
