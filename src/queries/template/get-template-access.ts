/** Who may use a template, edit it, and see what others make with it; for who may edit it. */
import type { Caller } from '../../domain/kernel/access.ts'
import { peopleIn, type TemplateAccess } from '../../domain/template/template-access.ts'
import type { Template } from '../../domain/template/template.ts'
import type { People } from '../../ports/people/people.ts'
import { loadForEditing, type GetTemplateDeps } from './get-template.ts'

export interface TemplateAccessView extends TemplateAccess {
  readonly template_id: string
  /** Who registered it. */
  readonly maker: string
  /** The value for `If-Match`. */
  readonly revision: number
  /** The names of all people and keys above, by id; null for names that are gone. */
  readonly names: Readonly<Record<string, string | null>>
}

type AccessDeps = GetTemplateDeps & { readonly people: Pick<People, 'namesOf'> }

/** Throws `Refused`: `not_found`, `forbidden`. */
export async function getTemplateAccess(deps: AccessDeps, id: string, caller: Caller): Promise<TemplateAccessView> {
  const { state, revision } = await loadForEditing(deps, id, caller)
  return presentAccess(deps, state, revision)
}

/** The view after a command. */
export async function presentAccess(
  { people }: Pick<AccessDeps, 'people'>,
  { id = '', maker, access }: Template,
  revision: number,
): Promise<TemplateAccessView> {
  const actors = [...new Set([maker, ...peopleIn(access).map(({ actor }) => actor)])]
  const found = await people.namesOf(actors)
  const names = Object.fromEntries(actors.map((actor) => [actor, found.get(actor) ?? null]))
  return { template_id: id, maker, ...access, revision, names }
}
