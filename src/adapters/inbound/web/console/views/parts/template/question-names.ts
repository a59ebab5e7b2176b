/** How a question is addressed on an author's page. */
import { html } from 'hono/html'
import type { Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'

export const domId = (path: QuestionPath): string =>
  `question-${path.map(encodeURIComponent).join('-').replaceAll('%', '_')}`

export const pathFields = (path: QuestionPath): Html[] =>
  path.map((name) => html`<input type="hidden" name="q" value="${name}" />`)
