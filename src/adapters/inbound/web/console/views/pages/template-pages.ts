/**
 * The author's pages: templates there are, a new one, and one with its questions, versions and what can be done with
 * it.
 */
import { html } from 'hono/html'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { Output, Syntax } from '../../../../../../domain/template/template-format.ts'
import { placeOf, type Mistake } from '../../../../../../rendering/template/mistake.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { sizeText } from '../parts/document-card.ts'
import { buttonForm, page, csrfField } from '../parts/layout.ts'
import { questionList, type EditedQuestion } from '../parts/question-list.ts'
import { relativeTime } from '../parts/time.ts'

export const STATE_NAMES: Readonly<Record<string, string>> = {
  draft: 'Draft',
  published: 'Published',
  retired: 'Retired',
}

// ---- upload

export interface UploadForm {
  readonly name: string
  readonly draft: boolean
  readonly syntax?: Syntax | undefined
  readonly output?: Output | undefined
  readonly error?: DomainError | undefined
  /** Of the template, as it was when the form was filled in; undefined: as it is now. */
  readonly revision?: string | undefined
}

export function newTemplatePage(session: ConsoleSession, form: UploadForm): Html {
  return page(
    { title: 'Add a template', session, place: '/templates' },
    html`<p class="crumb"><a href="/templates">Templates</a></p>
      <h1>Add a template</h1>
      <p>
        A Word document, Markdown or plain text with <code>{{variables}}</code> where answers go.
        <code>{{#has_pet}}…{{/has_pet}}</code> round a part makes it conditional, round a table row or list item makes
        it a list.
      </p>
      ${uploadForm(session, '/templates', form, html`<label>Name<input name="name" value="${form.name}" placeholder="Taken from the file if left empty" autocomplete="off" /></label>`, 'Add the template')}`,
  )
}

const SYNTAX_NAMES = [
  ['', 'DocGen: {{name}}'],
  ['docxtemplater', 'docxtemplater: {name}'],
  ['jinja', 'docxtpl, docassemble: {{ name }} and {% if %}'],
  ['carbone', 'carbone: {d.name}'],
] as const
const OUTPUT_NAMES = [
  ['markdown', 'Markdown'],
  ['word', 'Word'],
] as const

const option = (value: string, name: string, chosen: string): Html =>
  html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${name}</option>`

/**
 * What a page of a template shows besides its questions, or sends with a form: put in place after everything that is
 * done there.
 */
const REFRESHED_IDS = '#template-head,#template-problem,#versions,#upload-revision'

/**
 * On a mistake only `#problem` is put in place, so that the chosen file stays chosen. The hidden button is what Enter
 * presses, not one of the problem’s.
 */
function uploadForm(
  session: ConsoleSession,
  action: string,
  { draft, syntax, output, error }: UploadForm,
  more: Html | string,
  label: string,
): Html {
  const isNew = action === '/templates'
  return html`<form method="post" action="${action}" enctype="multipart/form-data" class="card stack" hx-boost='target:"#problem", select:"#problem", selectOOB:"${REFRESHED_IDS}", swap:"outerHTML show:none"' hx-disable="find button.primary">
<button hidden></button>${csrfField(session)}<input type="hidden" name="once" value="${crypto.randomUUID()}">
${problemBox(error, syntax)}
<label>File (.docx, .md or .txt)<input type="file" name="file" accept=".docx,.dotx,.md,.markdown,.txt" required></label>
${more}
<details${syntax === undefined && output === undefined ? '' : html` open`}><summary>More</summary><div class="stack">
<label>The tags of a Word file are those of<select name="syntax">${SYNTAX_NAMES.map(([value, name]) => option(value, name, syntax ?? ''))}</select></label>
<label>The documents of a Markdown file are<select name="output">${[['', isNew ? 'Markdown, too' : 'What they were before'], ...OUTPUT_NAMES.slice(isNew ? 1 : 0)].map(([value = '', name = '']) => option(value, name, output ?? ''))}</select></label>
<label>Questions file (YAML or JSON), to set labels, kinds and choices<input type="file" name="questions" accept=".yaml,.yml,.json"></label>
<label class="option"><input type="checkbox" name="draft" value="1"${draft ? html` checked` : ''}> <span>Keep it as a draft for now</span></label></div></details>
<div class="actions"><button class="primary">${label}</button></div>
</form>`
}

function problemBox(error: DomainError | undefined, syntax: Syntax | undefined): Html {
  if (error === undefined) return html`<div id="problem"></div>`
  const mistakes = Array.isArray(error.details?.['mistakes']) ? (error.details['mistakes'] as readonly Mistake[]) : []
  const existing =
    error.code === 'conflict' && typeof error.details?.['template_id'] === 'string'
      ? error.details['template_id']
      : undefined
  return html`<div id="problem" class="alert" role="alert" tabindex="-1" autofocus>
    ${
      mistakes.length === 0
        ? html`<p>${error.message}</p>`
        : html`<p>
              <strong
                >${mistakes.length === 1 ? 'One thing in this file has' : `${String(mistakes.length)} things in this file have`}
                to be put right:</strong
              >
            </p>
            <ol class="mistakes">
              ${mistakes.slice(0, 50).map(
                (mistake) =>
                  html`<li>
                    <p><strong>${mistake.message}</strong></p>
                    <p class="hint">${placeOf(mistake)}</p>
                    <p>${mistake.fix}</p>
                    ${'accepted' in mistake ? html`<p class="hint">Or let it go: ${mistake.accepted}</p>` : ''}
                  </li>`,
              )}
            </ol>
            ${mistakes.length > 50 ? html`<p>… and ${mistakes.length - 50} more.</p>` : ''}
            ${remedies(mistakes, syntax)}`
    }
    ${existing === undefined ? '' : html`<p><a href="/templates/${existing}">Open the template that is there</a></p>`}
  </div>`
}

/** What can be done with the chosen file as it is. The marked copy comes as a download, and the page stays. */
function remedies(mistakes: readonly Mistake[], syntax: Syntax | undefined): Html {
  const losses = mistakes.every((mistake) => 'accepted' in mistake)
  const inWord = mistakes.every(({ part }) => part !== 'text')
  return html`<div class="actions">
    ${inWord ? html`<button formaction="/templates/marked" data-download>Download a copy with these places marked</button>` : ''}${
      syntax !== undefined && losses
        ? html`<button name="accept_losses" value="1">Let them go, and add it</button>`
        : ''
    }
  </div>`
}

// ---- one template

export interface TemplatePageModel {
  readonly session: ConsoleSession
  readonly template: TemplateView
  readonly names: ReadonlyMap<string, string>
  readonly edited?: EditedQuestion | undefined
  readonly problem?: string | undefined
  readonly upload?: UploadForm | undefined
}

export function templatePage({ session, template, names, edited, problem, upload }: TemplatePageModel): Html {
  const { id, name, state, version, published_version, notes, versions } = template
  const act = (verb: string, label: string, look = '') =>
    buttonForm(session, `/templates/${id}/${verb}`, label, { look, fields: { if_revision: String(template.revision) } })
  return page(
    { title: name, session, place: '/templates' },
    html`<header class="page-head" id="template-head">
<div><p class="crumb"><a href="/templates">Templates</a></p><h1>${name}</h1>
<p class="meta"><span class="tag ${state}">${STATE_NAMES[state]}</span> <code>${id}</code> · version ${version}${published_version !== null && published_version !== version ? html`, published is ${published_version}` : ''}</p></div>
<div class="page-actions">
${state === 'published' ? buttonForm(session, '/generations', 'Use it', { look: 'primary', fields: { template_id: id, once: crypto.randomUUID() } }) : ''}
${buttonForm(session, `/templates/${id}/preview`, 'Preview')}
${state !== 'retired' && published_version !== version ? act('publish', 'Publish', 'primary') : ''}
${state === 'retired' ? act('restore', 'Restore') : act('retire', 'Retire', 'quiet')}
</div></header>
<p class="hint">The preview is a document filled with sample answers.</p>
<div id="template-problem">${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}</div>
<div hx-boost:inherited='target:"#questions", select:"#questions", selectOOB:"${REFRESHED_IDS}", swap:"outerHTML show:none"'><section id="questions" aria-labelledby="questions-title">
${
  notes.length === 0
    ? ''
    : html`<aside class="notes" aria-label="Please check">
        <h2>Please check</h2>
        <ul>
          ${notes.map((note) => html`<li><code>${note.name}</code> ${note.message}</li>`)}
        </ul>
      </aside>`
}
<h2 id="questions-title">${template.questions.length === 1 ? '1 question' : `${String(template.questions.length)} questions`}</h2>
${questionList(session, template, edited)}
</section></div>
<section class="versions"><h2>Versions</h2>
<ol class="plain-list" id="versions">${versions.toReversed().map(
      (one) =>
        html`<li>
          <span
            ><strong>Version ${one.version}</strong
            >${one.version === published_version ? html` <span class="tag published">published</span>` : ''}</span
          >
          <span class="hint">${relativeTime(one.at, session)} by ${names.get(one.actor) ?? one.actor}</span>
          <a href="/templates/${id}/versions/${one.version}/file" download>${one.file_name}</a>
          <span class="hint">${sizeText(one.size)}</span>
          ${one.converted === null ? '' : html`<span class="hint">made from <a href="/templates/${id}/versions/${one.version}/original" download>${one.converted.file_name}</a> (${one.converted.from})</span>`}
        </li>`,
    )}</ol>
<details${upload?.error === undefined ? '' : html` open`}><summary>Upload a new version</summary>
<p class="hint">What you made of the questions is kept for those that are still there. Conversations that have begun keep the version they began with.</p>
${uploadForm(session, `/templates/${id}/versions`, upload ?? { name: '', draft: false }, html`<input type="hidden" name="if_revision" id="upload-revision" value="${upload?.revision ?? template.revision}" />`, 'Upload it')}</details>
</section>`,
  )
}
