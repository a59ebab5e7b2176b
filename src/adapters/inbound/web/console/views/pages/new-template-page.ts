/** The page that adds a template. */
import { html } from 'hono/html'
import type { ConsoleSession, Html } from '../../env.ts'
import { page } from '../parts/layout.ts'
import { uploadForm, type UploadForm } from '../parts/template/upload-form.ts'

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
      ${uploadForm(
        session,
        '/templates',
        form,
        html`<label
          >Name<input
            name="name"
            value="${form.name}"
            placeholder="Taken from the file if left empty"
            autocomplete="off"
        /></label>`,
        'Add the template',
      )}`,
  )
}
