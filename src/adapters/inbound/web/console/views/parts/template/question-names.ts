/** Names of kinds, and addresses of questions on an author's page. */
import { html } from 'hono/html'
import type { Kind } from '../../../../../../../domain/questions/question.ts'
import type { Html } from '../../../env.ts'
import type { QuestionPath } from '../../../forms/question-path.ts'

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  text: 'Text',
  long_text: 'Long text',
  number: 'Number',
  integer: 'Whole number',
  money: 'Money',
  date: 'Date',
  yes_no: 'Yes or no',
  one_of: 'One of',
  some_of: 'Some of',
  email: 'E-mail',
  link: 'Link',
  phone: 'Phone',
  image: 'Picture',
  list: 'List',
}

export const domId = (path: QuestionPath): string =>
  `question-${path.map(encodeURIComponent).join('-').replaceAll('%', '_')}`

export const pathFields = (path: QuestionPath): Html[] =>
  path.map((name) => html`<input type="hidden" name="q" value="${name}" />`)
