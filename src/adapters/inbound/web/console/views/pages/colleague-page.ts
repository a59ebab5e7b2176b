/** The page of one question that a colleague has handed over. */
import type { Reading } from '../../../../../../answers/refusal.ts'
import { html } from 'hono/html'
import type { DelegatedQuestion } from '../../../../../../queries/generation/get-delegated-question.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { elementId } from '../parts/question/question-form-model.ts'
import { questionForm } from '../parts/question/question-form.ts'
import { relativeTime } from '../parts/time.ts'

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
    { title: question.label, session, place: '/' },
    html`<header class="page-head">
        <div>
          <p class="crumb"><a href="/">Home</a></p>
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
            ? html`<section class="card center">
                <h2>${question.label}</h2>
                <p>It is answered, or no longer needed. Thank you.</p>
              </section>`
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
