/** The form that uploads a template or a new version, with the mistakes that were found in the file. */
import { html } from 'hono/html'
import type { DomainError } from '../../../../../../../domain/kernel/errors.ts'
import type { Output, Syntax } from '../../../../../../../domain/template/template-format.ts'
import { type Mistake, placeOf } from '../../../../../../../rendering/template/mistake.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { csrfField } from '../layout.ts'

export interface UploadForm {
  readonly name: string
  readonly draft: boolean
  readonly syntax?: Syntax | undefined
  readonly output?: Output | undefined
  readonly error?: DomainError | undefined
  /** Of the template, as it was when the form was filled in; undefined: as it is now. */
  readonly revision?: string | undefined
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
export const REFRESHED_IDS = '#template-head,#template-problem,#versions,#upload-revision'

/**
 * On a mistake only `#problem` is put in place, so that the chosen file stays chosen. The hidden button is what Enter
 * presses, not one of the problem’s.
 */
export function uploadForm(
  session: ConsoleSession,
  action: string,
  { draft, syntax, output, error }: UploadForm,
  more: Html | string,
  label: string,
): Html {
  const isNew = action === '/templates'
  return html`<form
    method="post"
    action="${action}"
    enctype="multipart/form-data"
    class="card stack"
    hx-boost='target:"#problem", select:"#problem", selectOOB:"${REFRESHED_IDS}", swap:"outerHTML show:none"'
    hx-disable="find button.primary">
<button hidden></button>${csrfField(session)}<input type="hidden" name="once" value="${crypto.randomUUID()}">
${problemBox(error, syntax)}
<label>File (.docx, .md or .txt)<input type="file" name="file" accept=".docx,.dotx,.md,.markdown,.txt" required></label>
${more}
<details${syntax === undefined && output === undefined ? '' : html` open`}><summary>More</summary><div class="stack">
<label>The tags of a Word file are those of<select name="syntax">${SYNTAX_NAMES.map(([value, name]) =>
    option(value, name, syntax ?? ''),
  )}</select></label>
<label>The documents of a Markdown file are<select name="output">${[
    ['', isNew ? 'Markdown, too' : 'What they were before'],
    ...OUTPUT_NAMES.slice(isNew ? 1 : 0),
  ].map(([value = '', name = '']) => option(value, name, output ?? ''))}</select></label>
<label>Questions file (YAML or JSON), to set labels, kinds and choices<input
   type="file" name="questions" accept=".yaml,.yml,.json"></label>
<label class="option"><input type="checkbox" name="draft" value="1"${
    draft ? html` checked` : ''
  }> <span>Keep it as a draft for now</span></label></div></details>
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
                >${
                  mistakes.length === 1
                    ? 'One thing in this file has'
                    : `${String(mistakes.length)} things in this file have`
                }
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
    ${
      inWord
        ? html`<button formaction="/templates/marked" data-download>Download a copy with these places marked</button>`
        : ''
    }${
      syntax !== undefined && losses
        ? html`<button name="accept_losses" value="1">Let them go, and add it</button>`
        : ''
    }
  </div>`
}
