/** The questions of a template as its author sees and edits them. */
import { html } from 'hono/html'
import { ANSWER_KINDS } from '../../../../../../answers/answer-kinds.ts'
import {
  formatsOf,
  hasChoices,
  kindsWithLimit,
  LIMIT_NAMES,
  rulesOf,
} from '../../../../../../domain/questions/kind-rules.ts'
import { KINDS, type Kind, type Question } from '../../../../../../domain/questions/question.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import type { Html, Visit } from '../../env.ts'
import type { QuestionPath, QuestionTexts } from '../../forms/question-edit.ts'
import { token } from './layout.ts'

/** The question that is being edited. */
export interface EditedQuestion {
  readonly path: QuestionPath
  readonly texts: QuestionTexts
  readonly problem?: string | undefined
  /** The property the problem is about. */
  readonly field?: string | undefined
  /** Of the template, as it was when the form was filled in; undefined: as it is now. */
  readonly revision?: string | undefined
  /** What somebody else made of it meanwhile. */
  readonly theirs?: readonly (readonly [property: string, value: string])[] | undefined
}

export function questionList(visit: Visit, template: TemplateView, edited: EditedQuestion | undefined): Html {
  if (template.questions.length === 0) return html`<p>This template has no variables: it asks nothing.</p>`
  return html`<ol class="questions">
    ${rows(visit, template, template.questions, [], edited)}
  </ol>`
}

function rows(
  visit: Visit,
  template: TemplateView,
  questions: readonly Question[],
  around: QuestionPath,
  edited: EditedQuestion | undefined,
): Html[] {
  return questions.map((question, index) => {
    const path = [...around, question.name]
    const open = edited !== undefined && JSON.stringify(edited.path) === JSON.stringify(path)
    return html`<li id="${domId(path)}" class="${open ? 'open' : ''}">
      ${open ? editForm(visit, template, edited) : summary(visit, template, question, path, index, questions.length)}
      ${
        question.fields === undefined
          ? ''
          : html`<ol class="questions fields">
              ${rows(visit, template, question.fields, path, edited)}
            </ol>`
      }
    </li>`
  })
}

const domId = (path: QuestionPath): string => `question-${path.map(encodeURIComponent).join('-').replaceAll('%', '_')}`

const editHref = (template: TemplateView, path: QuestionPath): string =>
  `/templates/${template.id}?${path.map((name) => `q=${encodeURIComponent(name)}`).join('&')}#${domId(path)}`

function summary(
  visit: Visit,
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
        ${condition(template, question)}
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
      ${index === 0 ? '' : move(visit, template, path, 'up', label)}${index === count - 1 ? '' : move(visit, template, path, 'down', label)}
      <a class="button" id="${domId(path)}-edit" href="${editHref(template, path)}"
        >Edit<span class="hidden"> ${label}</span></a
      >
    </div>
  </div>`
}

/** On which answers it depends, in the words of those questions. */
function condition({ questions }: TemplateView, { when }: Question): Html | string {
  if (when.length === 0) return ''
  const called = (section: string) => `“${questions.find(({ name }) => name === section)?.label ?? section}”`
  const said = when
    .map((all) => all.map(({ section, is }) => `${called(section)} is ${is ? 'given' : 'not given'}`).join(' and '))
    .join(', or ')
    .replaceAll('?” is given', '?” is yes')
    .replaceAll('?” is not given', '?” is no')
  return html`<span class="hint">asked if ${said.length > 120 ? `${said.slice(0, 117)}…` : said}</span>`
}

const pathFields = (path: QuestionPath): Html[] =>
  path.map((name) => html`<input type="hidden" name="q" value="${name}" />`)

const move = (visit: Visit, template: TemplateView, path: QuestionPath, way: 'up' | 'down', label: string): Html =>
  html`<form method="post" action="/templates/${template.id}/questions/move">
    ${token(visit)}${pathFields(path)}<input type="hidden" name="if_revision" value="${template.revision}" />
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

// ---- the form

/** Kinds with the same formats, and these. */
function kindsByFormats(): (readonly [kinds: readonly Kind[], formats: readonly string[]])[] {
  const groups = Map.groupBy(KINDS, (kind) => formatsOf(kind))
  return [...groups].filter(([formats]) => formats.length > 0).map(([formats, kinds]) => [kinds, formats])
}

function editForm(
  visit: Visit,
  template: TemplateView,
  { path, texts, problem, field, revision, theirs }: EditedQuestion,
): Html {
  const id = domId(path)
  const wrong = (name: string) => (field === name ? html` aria-invalid="true" aria-describedby="${id}-problem"` : '')
  const shown = (kinds: readonly Kind[]) => html` data-kinds="${kinds.join(' ')}"`
  return html`<form method="post" action="/templates/${template.id}/questions" class="edit-question" data-draft="${id}" novalidate>
${token(visit)}${pathFields(path)}<input type="hidden" name="if_revision" value="${revision ?? template.revision}">
<p class="meta"><code>${path.join(' › ')}</code></p>
${
  theirs === undefined
    ? ''
    : html`<div class="conflict" role="alert">
        <p><strong>Somebody else has changed this question.</strong> It is now:</p>
        <dl class="item">
          ${theirs.map(
            ([property, value]) =>
              html`<div>
                <dt>${property}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
        <p>
          Below is yours. Save it to replace theirs, or
          <a href="/templates/${template.id}" data-discard="${id}">keep theirs</a>.
        </p>
      </div>`
}
${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
<div class="fields">
<label class="wide">Label<input name="label" id="${id}-label" value="${texts.label}" autofocus${wrong('label')}></label>
<label>Kind<select name="kind" data-kind${wrong('kind')}>${KINDS.map((kind) => html`<option value="${kind}" ${kind === texts.kind ? html` selected` : ''}>${ANSWER_KINDS[kind].name}</option>`)}</select></label>
<label${shown(KINDS.filter((kind) => rulesOf(kind).default !== undefined))}>Default<input name="default" value="${texts.default}"${wrong('default')}></label>
<label class="wide">Help<textarea name="help" rows="2"${wrong('help')}>${texts.help}</textarea></label>
<label class="wide"${shown(KINDS.filter(hasChoices))}>Choices, one on each line (<code>value = label</code> where they differ)<textarea name="choices" rows="5"${wrong('choices')}>${texts.choices}</textarea></label>
${LIMIT_NAMES.map((name) => html`<label${shown(kindsWithLimit(name))}>${LIMIT_LABELS[name]}<input name="${name}" value="${texts.limits[name]}" autocomplete="off"${wrong(`limits.${name}`)}></label>`)}
<label${shown(KINDS.filter((kind) => formatsOf(kind).length > 0))}>Printed as<select name="format"${wrong('format')}><option value="">as usual</option>
${kindsByFormats().map(
  ([kinds, formats]) =>
    html`<optgroup label="${kinds.map((kind) => ANSWER_KINDS[kind].name).join(', ')}">
      ${formats.map(
        (format) =>
          html`<option
            value="${format}"
            ${format === texts.format && kinds.includes(texts.kind) ? html` selected` : ''}
          >
            ${FORMAT_LABELS[format] ?? `${format} decimals`}
          </option>`,
      )}
    </optgroup>`,
)}</select></label>
<label class="option wide"><input type="checkbox" name="required" value="1"${texts.required ? html` checked` : ''}> <span>Has to be answered</span></label>
<label class="option wide"><input type="checkbox" name="personal" value="1"${texts.personal ? html` checked` : ''}> <span>Is about a person</span></label>
</div>
<div class="actions"><button class="primary">Save</button><a class="button quiet" href="/templates/${template.id}#${id}" data-discard="${id}">Leave it as it was</a></div>
</form>`
}

const LIMIT_LABELS = {
  min: 'At least',
  max: 'At most',
  min_length: 'Shortest (characters)',
  max_length: 'Longest (characters)',
  min_items: 'Fewest',
  max_items: 'Most',
} as const

const FORMAT_LABELS: Readonly<Record<string, string>> = {
  short: '21/11/2026 (short)',
  medium: '21 Nov 2026 (medium)',
  long: '21 November 2026 (long)',
  full: 'Saturday, 21 November 2026 (full)',
  iso: '2026-11-21',
  plain: 'plain',
  grouped: '1,250 (grouped)',
  markdown: 'Markdown',
}
