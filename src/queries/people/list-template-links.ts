/** The links of a template for people without an account, and who answered by them; for who may edit the template. */
import { linkEnd, type LinkEnd } from '../../domain/account/template-link.ts'
import type { Caller } from '../../domain/kernel/access.ts'
import type { Clock } from '../../ports/clock.ts'
import type { People } from '../../ports/people/people.ts'
import type { Outsider, TemplateLink, TemplateLinks } from '../../ports/people/template-links.ts'
import { loadForEditing, type GetTemplateDeps } from '../template/get-template.ts'

/** Of each link, the newest. */
const MAX_ANSWERS = 100

export interface TemplateLinkView extends Omit<TemplateLink, 'tenant'> {
  readonly made_by_name: string | null
  readonly state: 'open' | LinkEnd
  readonly answers: readonly LinkAnswerView[]
}

/** A conversation that was begun by the link. */
export interface LinkAnswerView extends Pick<Outsider, 'name' | 'email_proved' | 'begun_at' | 'returns_until'> {
  readonly generation_id: string
}

interface Deps extends GetTemplateDeps {
  readonly templateLinks: Pick<TemplateLinks, 'list' | 'outsiders'>
  readonly people: Pick<People, 'namesOf'>
  readonly clock: Clock
}

/** The newest first. Throws `Refused`: `not_found`, `forbidden`. */
export async function listTemplateLinks(
  deps: Deps,
  template_id: string,
  caller: Caller,
): Promise<readonly TemplateLinkView[]> {
  await loadForEditing(deps, template_id, caller)
  return presentLinks(deps, await deps.templateLinks.list(caller.tenant, template_id), caller)
}

/** Links of the caller’s tenant with who answered by them. */
export async function presentLinks(
  { templateLinks, people, clock }: Omit<Deps, keyof GetTemplateDeps>,
  links: readonly TemplateLink[],
  { tenant }: Pick<Caller, 'tenant'>,
): Promise<readonly TemplateLinkView[]> {
  const [names, outsiders] = await Promise.all([
    people.namesOf(links.map(({ made_by }) => made_by)),
    templateLinks.outsiders(
      tenant,
      links.map(({ id }) => id),
      MAX_ANSWERS,
    ),
  ])
  const of = Map.groupBy(outsiders, ({ link }) => link)
  return links.map(({ tenant: _, ...link }) => ({
    ...link,
    made_by_name: names.get(link.made_by) ?? null,
    state: linkEnd(link, clock.now()) ?? 'open',
    answers: (of.get(link.id) ?? []).map(({ generation, name, email_proved, begun_at, returns_until }) => ({
      generation_id: generation,
      name,
      email_proved,
      begun_at,
      returns_until,
    })),
  }))
}
