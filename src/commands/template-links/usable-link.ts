/** Whether people can begin by a template's link now. */
import { linkEnd, type LinkEnd } from '../../domain/account/template-link.ts'
import { templateDecider, versionOf, type Template } from '../../domain/template/template.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import type { TemplateLink } from '../../ports/people/template-links.ts'

/**
 * Why a link does not work. `used`: a one-time link, or a form that was sent already; `not_proved`: it asks for an
 * address.
 */
export type TemplateLinkRefusal = 'unknown' | 'used' | 'not_published' | 'not_proved' | LinkEnd

export type UsableLink =
  | { readonly link: TemplateLink; readonly template: Template }
  | { readonly refused: TemplateLinkRefusal; readonly link: TemplateLink | undefined }

interface Deps {
  readonly aggregates: AggregateStore
  readonly clock: Clock
}

/** The link with its published template, or why it does not work. */
export async function usableLink({ aggregates, clock }: Deps, link: TemplateLink | undefined): Promise<UsableLink> {
  if (link === undefined) return { refused: 'unknown', link }
  const end = linkEnd(link, clock.now())
  if (end !== undefined) return { refused: end, link }
  const { state } = await aggregates.load(templateDecider, templateStream(link.tenant, link.template_id))
  return isPublished(state) ? { link, template: state } : { refused: 'not_published', link }
}

/** Whether documents can be begun with the template. */
export const isPublished = (template: Template): boolean =>
  template.published !== undefined && !template.retired && versionOf(template, template.published) !== undefined
