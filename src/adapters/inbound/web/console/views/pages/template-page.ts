/** The page of one template: its questions, its versions, and what its author can do with it. */
import { html } from 'hono/html'
import type { GuessRow } from '../../../../../../queries/template/get-guesses.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../env.ts'
import { formatSize } from '../parts/document-card.ts'
import { templateLanguage } from '../parts/language-input.ts'
import { buttonForm, page } from '../parts/layout.ts'
import type { EditedQuestion } from '../parts/template/question-edit-form.ts'
import { questionList } from '../parts/template/question-list.ts'
import { showsPublished } from '../parts/template/question-names.ts'
import { waitingTimesForm } from '../parts/template/waiting-times-form.ts'
import { REFRESHED_IDS, uploadForm, type UploadForm } from '../parts/template/upload-form.ts'
import { relativeTime } from '../parts/time.ts'

export const STATE_NAMES: Readonly<Record<string, string>> = {
  draft: 'Draft',
  published: 'Published',
  retired: 'Retired',
}

export interface TemplatePageModel {
  readonly session: ConsoleSession
  readonly template: TemplateView
  readonly names: ReadonlyMap<string, string>
  /** How the guessed kinds fared, by question. */
  readonly guesses: ReadonlyMap<string, GuessRow>
  readonly edited?: EditedQuestion | undefined
  readonly problem?: string | undefined
  readonly upload?: UploadForm | undefined
}

export function templatePage(model: TemplatePageModel): Html {
  const { session, template, names, guesses, edited, problem, upload } = model
  const { id, name, state, version, published_version, notes, versions } = template
  const act = (verb: string, label: string, look = '') =>
    buttonForm(session, `/templates/${id}/${verb}`, label, { look, fields: { if_revision: String(template.revision) } })
  return page(
    { title: name, session, place: '/templates' },
    html`<header class="page-head" id="template-head">
<div><p class="crumb"><a href="/templates">Templates</a></p><h1>${name}</h1>
<p class="meta"><span class="tag ${state}">${STATE_NAMES[state]}</span> <code>${id}</code> · version ${version}${
      published_version !== null && published_version !== version ? html`, published is ${published_version}` : ''
    }</p></div>
<div class="page-actions">
${
  state === 'published'
    ? buttonForm(session, '/generations', 'Use it', {
        look: 'primary',
        fields: { template_id: id, once: crypto.randomUUID() },
      })
    : ''
}
${buttonForm(session, `/templates/${id}/preview`, 'Preview')}
<a class="button" href="/templates/${id}/access">Access</a>
<a class="button" href="/templates/${id}/links">Links</a>
${state !== 'retired' && published_version !== version ? act('publish', 'Publish', 'primary') : ''}
${state === 'retired' ? act('restore', 'Restore') : act('retire', 'Retire', 'quiet')}
</div></header>
<p class="hint">The preview is a document filled with sample answers.</p>
${templateLanguage(session, template)}${waitingTimesForm(session, template)}
<div id="template-problem">${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}</div>
<div
hx-boost:inherited='target:"#questions", select:"#questions", selectOOB:"${REFRESHED_IDS}", swap:"outerHTML show:none"'
><section
  id="questions" aria-labelledby="questions-title">
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
${versionHint(template)}
<h2 id="questions-title">${
      template.questions.length === 1 ? '1 question' : `${String(template.questions.length)} questions`
    }</h2>
${questionList({ session, template, guesses }, edited)}
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
          <span class="hint">${formatSize(one.size)}</span>
          ${
            one.converted === null
              ? ''
              : html`<span class="hint"
                  >made from
                  <a href="/templates/${id}/versions/${one.version}/original" download>${one.converted.file_name}</a>
                  (${one.converted.from})</span
                >`
          }
        </li>`,
    )}</ol>
<details${upload?.error === undefined ? '' : html` open`}><summary>Upload a new version</summary>
<p class="hint">What you made of the questions is kept for those that are still there.
Conversations that have begun keep the version they began with; only where you ask for text in place
of a guess, they do so, too.</p>
${uploadForm(
  session,
  `/templates/${id}/versions`,
  upload ?? { name: '', draft: false },
  html`<input
    type="hidden"
    name="if_revision"
    id="upload-revision"
    value="${upload?.revision ?? template.revision}"
  />`,
  'Upload it',
)}</details>
</section>`,
  )
}

/** Which version's questions these are, where a draft lies over the published one, and the way to the other. */
function versionHint(template: TemplateView): Html | string {
  const { id, version, versions, published_version } = template
  if (published_version === null || published_version === versions.length) return ''
  return showsPublished(template)
    ? html`<p class="hint">
        These are the questions of version ${String(version)}, which is published: what you change here, people are
        asked at once, and the later draft has it, too, where its question is still the same.
        <a href="/templates/${id}">To the latest version</a>
      </p>`
    : html`<p class="hint">
        These are the questions of the latest version, which is not published. To correct what people are asked today:
        <a href="/templates/${id}?of=published">the published version</a>
      </p>`
}
