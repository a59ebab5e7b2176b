/** The questions of a template as its author sees and edits them. */
import { html } from 'hono/html'
import { ANSWER_KINDS } from '../../../../../../../answers/answer-kinds.ts'
import type { Question } from '../../../../../../../domain/questions/question.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'
import { csrfField } from '../layout.ts'
import { type EditedQuestion, questionEditForm } from './question-edit-form.ts'
import { domId, pathFields } from './question-names.ts'

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
          ? questionEditForm(session, template, edited)
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

const questionEditHref = (template: TemplateView, path: QuestionPath): string =>
  `/templates/${template.id}?${path.map((name) => `q=${encodeURIComponent(name)}`).join('&')}#${domId(path)}`

function questionSummary(
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
