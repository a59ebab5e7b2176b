/** One question of a template as its author sees it, with the buttons to edit and move it. */
import { html } from 'hono/html'
import { ANSWER_KINDS } from '../../../../../../../answers/answer-kinds.ts'
import type { Question } from '../../../../../../../domain/questions/question.ts'
import type { GuessRow } from '../../../../../../../queries/template/get-guesses.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'
import { buttonForm, csrfField } from '../layout.ts'
import { domId, pathFields, showsPublished, versionField } from './question-names.ts'

const questionEditHref = (template: TemplateView, path: QuestionPath): string =>
  `/templates/${template.id}?${[
    ...(showsPublished(template) ? ['of=published'] : []),
    ...path.map((name) => `q=${encodeURIComponent(name)}`),
  ].join('&')}#${domId(path)}`

/** Where a question stands among its siblings, and how its guessed kind fared. */
interface QuestionPlace {
  readonly path: QuestionPath
  /** They say whether it can move up or down. */
  readonly index: number
  readonly count: number
  readonly guess: GuessRow | undefined
}

export function questionSummary(
  session: ConsoleSession,
  template: TemplateView,
  question: Question,
  { path, index, count, guess }: QuestionPlace,
): Html {
  const { label, kind, required, help, choices, name, guessed } = question
  const remark = guessed === true && kind !== 'text' ? guessedTag : ''
  return html`<div class="question">
    <div class="what">
      <p class="label">${label}</p>
      <p class="meta">
        <code>${name}</code>
        <span class="tag">${ANSWER_KINDS[kind].name}</span
        >${remark}${required ? '' : html` <span class="tag soft">optional</span>`}${
          question.default === undefined ? '' : html` <span class="tag soft">has a default</span>`
        }${question.personal === true ? html` <span class="tag soft">personal</span>` : ''}
        ${conditionText(template, question)}
      </p>
      ${guess === undefined || guess.as_written === 0 ? '' : failedGuess(session, template, guess)}
      ${help === undefined ? '' : html`<p class="hint">${help}</p>`}
      ${
        choices === undefined
          ? ''
          : html`<p class="hint">
              ${choices
                .slice(0, 6)
                .map((choice) => choice.label)
                .join(' · ')}${choices.length > 6 ? ' · …' : ''}
            </p>`
      }
    </div>
    <div class="tools">
      ${index === 0 ? '' : moveButton(session, template, path, 'up', label)}${
        index === count - 1 ? '' : moveButton(session, template, path, 'down', label)
      }
      <a class="button" id="${domId(path)}-edit" href="${questionEditHref(template, path)}"
        >Edit<span class="hidden"> ${label}</span></a
      >
    </div>
  </div>`
}

const guessedTag = html` <span
  class="tag soft"
  title="Guessed from the name: whoever answers in other words is asked once more, then their words are taken."
  >guessed</span
>`

/** How often the guess did not fit, and the click that asks for text instead. */
const failedGuess = (session: ConsoleSession, template: TemplateView, guess: GuessRow): Html =>
  html`<div class="hint failed-guess">
    <span
      >Not ${ANSWER_KINDS[guess.kind].accepts}: ${String(guess.as_written)} of ${String(guess.answers)} answers were
      taken as they were written.</span
    >
    ${buttonForm(
      session,
      `/templates/${template.id}/questions/ask-text`,
      html`Ask for text instead<span class="hidden"> of “${guess.label}”</span>`,
      {
        fields: {
          question: guess.question,
          if_revision: String(template.revision),
          ...(showsPublished(template) ? { of: 'published' } : {}),
        },
      },
    )}
  </div>`

/** On which answers it depends, in the words of those questions. */
function conditionText({ questions }: TemplateView, { when }: Question): Html | string {
  if (when.length === 0) return ''
  const quotedLabel = (section: string) => `“${questions.find(({ name }) => name === section)?.label ?? section}”`
  const said = when
    .map((all) =>
      all.map(({ section, is }) => `${quotedLabel(section)} is ${is ? 'given' : 'not given'}`).join(' and '),
    )
    .join(', or ')
    .replaceAll('?” is given', '?” is yes')
    .replaceAll('?” is not given', '?” is no')
  return html`<span class="hint">asked if ${said.length > 120 ? `${said.slice(0, 117)}…` : said}</span>`
}

const moveButton = (
  session: ConsoleSession,
  template: TemplateView,
  path: QuestionPath,
  way: 'up' | 'down',
  label: string,
): Html =>
  html`<form method="post" action="/templates/${template.id}/questions/move">
    ${csrfField(session)}${versionField(template)}${pathFields(path)}<input
      type="hidden"
      name="if_revision"
      value="${template.revision}"
    />
    <button
      name="way"
      value="${way}"
      id="${domId(path)}-${way}"
      class="icon"
      aria-label="Move “${label}” ${way}"
      title="Move ${way}"
    >
      ${way === 'up' ? '↑' : '↓'}
    </button>
  </form>`
