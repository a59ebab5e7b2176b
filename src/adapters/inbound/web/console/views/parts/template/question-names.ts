/** How a question is addressed on an author's page. */
import { html } from 'hono/html'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'

export const domId = (path: QuestionPath): string =>
  `question-${path.map(encodeURIComponent).join('-').replaceAll('%', '_')}`

/** Whether the page shows the published version, under a later one. */
export const showsPublished = ({ version, versions }: TemplateView): boolean => version !== versions.at(-1)?.version

/** Says in a form that it is about the published version, if the page shows that. */
export const versionField = (template: TemplateView): Html | string =>
  showsPublished(template) ? html`<input type="hidden" name="of" value="published" />` : ''

/** The page of the template as it is shown. */
export const templateHref = (template: TemplateView): string =>
  `/templates/${template.id}${showsPublished(template) ? '?of=published' : ''}`

export const pathFields = (path: QuestionPath): Html[] =>
  path.map((name) => html`<input type="hidden" name="q" value="${name}" />`)
