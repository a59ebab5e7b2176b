/** The form that uploads a template or a new version, with the mistakes that were found in the file. */
import { html } from 'hono/html'
import type { DomainError } from '../../../../../../../domain/kernel/errors.ts'
import type { Output, Syntax } from '../../../../../../../domain/template/template-format.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { languageInput } from '../language-input.ts'
import { csrfField } from '../layout.ts'
import { uploadProblems } from './upload-problems.ts'

export interface UploadForm {
  readonly name: string
  readonly draft: boolean
  readonly syntax?: Syntax | undefined
  readonly output?: Output | undefined
  readonly language?: string | undefined
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
export const REFRESHED_IDS = '#template-head,#template-problem,#language,#waiting-times,#versions,#upload-revision'

/**
 * On a mistake only `#problem` is put in place, so that the chosen file stays chosen. The hidden button is what Enter
 * presses, not one of the problem’s.
 */
export function uploadForm(
  session: ConsoleSession,
  action: string,
  { draft, syntax, output, language, error }: UploadForm,
  more: Html | string,
  label: string,
): Html {
  const isNew = action === '/templates'
  const isUsual = [syntax, output, language].every((chosen) => chosen === undefined)
  return html`<form
    method="post"
    action="${action}"
    enctype="multipart/form-data"
    class="card stack"
    hx-boost='target:"#problem", select:"#problem", selectOOB:"${REFRESHED_IDS}", swap:"outerHTML show:none"'
    hx-disable="find button.primary">
<button hidden></button>${csrfField(session)}<input type="hidden" name="once" value="${crypto.randomUUID()}">
${uploadProblems(error, syntax)}
<label>File (.docx, .md or .txt)<input type="file" name="file" accept=".docx,.dotx,.md,.markdown,.txt" required></label>
${more}
<details${isUsual ? '' : html` open`}><summary>More</summary><div class="stack">
<label>The tags of a Word file are those of<select name="syntax">${SYNTAX_NAMES.map(([value, name]) =>
    option(value, name, syntax ?? ''),
  )}</select></label>
<label>The documents of a Markdown file are<select name="output">${[
    ['', isNew ? 'Markdown, too' : 'What they were before'],
    ...OUTPUT_NAMES.slice(isNew ? 1 : 0),
  ].map(([value = '', name = '']) => option(value, name, output ?? ''))}</select></label>
${languageInput(
  'language',
  'Language of the documents',
  language ?? '',
  isNew ? 'What the file says' : 'What it was before, else what the file says',
  'upload-language',
)}
<label>Questions file (YAML or JSON), to set labels, kinds and choices<input
   type="file" name="questions" accept=".yaml,.yml,.json"></label>
<label class="option"><input type="checkbox" name="draft" value="1"${
    draft ? html` checked` : ''
  }> <span>Keep it as a draft for now</span></label></div></details>
<div class="actions"><button class="primary">${label}</button></div>
</form>`
}
