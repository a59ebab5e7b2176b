/** One question of a template as its author sees it, with the buttons to edit and move it. */
import { html } from 'hono/html'
import { ANSWER_KINDS } from '../../../../../../../answers/answer-kinds.ts'
import type { Question } from '../../../../../../../domain/questions/question.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'
import { csrfField } from '../layout.ts'
import { domId, pathFields } from './question-names.ts'

const questionEditHref = (template: TemplateView, path: QuestionPath): string =>
  `/templates/${template.id}?${path.map((name) => `q=${encodeURIComponent(name)}`).join('&')}#${domId(path)}`

/** `index` and `count` say whether the question can move up or down. */
export function questionSummary(
  session: ConsoleSession,
  template: TemplateView,
  question: Question,
  path: QuestionPath,
  index: number,
  count: number,
): Html {
  const { label, kind, required, help, choices, name } = question
  return html`<div class="question">
    <div class="what">
      <p class="label">${label}</p>
      <p class="meta">
        <code>${name}</code>
        <span class="tag">${ANSWER_KINDS[kind].name}</span
        >${required ? '' : html` <span class="tag soft">optional</span>`}${
          question.default === undefined ? '' : html` <span class="tag soft">has a default</span>`
        }${question.personal === true ? html` <span class="tag soft">personal</span>` : ''}
        ${conditionText(template, question)}
      </p>
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
    ${csrfField(session)}${pathFields(path)}<input type="hidden" name="if_revision" value="${template.revision}" />
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
