/** The page of one template after a request, also after one that was refused. */
import { type DomainError, Refused } from '../../../../../../domain/kernel/errors.ts'
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getGuesses } from '../../../../../../queries/template/get-guesses.ts'
import { getTemplateToEdit } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { statusOf } from '../../../shared/error-status.ts'
import { type PageContext, fieldText } from '../../env.ts'
import { templatePage, type TemplatePageModel } from '../../views/pages/template-page.ts'

export async function templatePageModel(
  app: App,
  c: PageContext,
  template: TemplateView,
  more: Partial<TemplatePageModel>,
): Promise<TemplatePageModel> {
  const names = await app.people.namesOf([...new Set(template.versions.map(({ actor }) => actor))])
  const { caller } = c.var.session
  const { data } = hasRole(caller, 'author') ? await getGuesses(app, template.id, caller) : { data: [] }
  const guesses = new Map(data.map((row) => [row.question, row]))
  return { session: c.var.session, template, names, guesses, ...more }
}

/** Which version a query or a form is about. */
export const versionNamed = (of: string | undefined): 'latest' | 'published' =>
  of === 'published' ? 'published' : 'latest'

/** The page as it is now, with what was refused above it. */
export async function respondWithProblem(app: App, c: PageContext, id: string, error: unknown): Promise<Response> {
  const refusal = requireRefusal(error)
  if (refusal.code === 'not_found') throw error
  const of = versionNamed(fieldText(c.var.posted, 'of'))
  const template = await getTemplateToEdit(app, id, c.var.session.caller, of)
  return c.html(
    templatePage(await templatePageModel(app, c, template, { problem: refusal.message })),
    statusOf(refusal.code),
  )
}

/** The error that was thrown; anything but a refusal goes on. */
export function requireRefusal(error: unknown): DomainError {
  if (error instanceof Refused) return error.error
  throw error
}

/** What the person saw the template at: still that after a refusal, unless they were just told that it has changed. */
export const revisionAfterRefusal = (c: PageContext, { code }: DomainError): string | undefined =>
  code === 'precondition_failed' ? undefined : fieldText(c.var.posted, 'if_revision')
