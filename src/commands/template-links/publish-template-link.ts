/** An author publishes a link of a template, by which people without an account begin, or withdraws it. */
import { LINK, linkEnd, linkExpiry, OUTSIDER_TIMES, TEMPLATE_LINK } from '../../domain/account/template-link.ts'
import type { Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { templateDecider, type Template } from '../../domain/template/template.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { App } from '../../ports/app.ts'
import type { TemplateLink } from '../../ports/people/template-links.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from '../account/record-security-event.ts'
import { requireRole } from '../command-request.ts'
import { requireEditor } from '../template/require-editor.ts'
import { isPublished } from './usable-link.ts'

type Deps = SecurityDeps & Pick<App, 'templateLinks' | 'mail' | 'outsiderTimes'>

/** Links of one template by which people can begin. */
const MAX_OPEN = 100

export interface PublishTemplateLink {
  readonly template_id: string
  /** Left out: the template’s name. */
  readonly title?: string | undefined
  /** ISO 8601; left out: in two weeks. */
  readonly expires_at?: string | undefined
  /** How many conversations can be begun. */
  readonly uses: number
  /** Whether whoever begins has to show that an e-mail address is theirs. */
  readonly asks_email: boolean
  /** Presets the token: the same one gives the same link again. */
  readonly token?: string | undefined
}

/**
 * The link, and its token. Throws `Refused`: `not_found`, `forbidden` for who may not edit the template, `conflict` for
 * one that is not published, `unprocessable` for an end that cannot be, or an address where no mail is sent.
 */
export async function publishTemplateLink(
  deps: Deps,
  { template_id, title = '', expires_at, uses, asks_email, token }: PublishTemplateLink,
  caller: Caller,
  source: SecuritySource,
): Promise<{ readonly link: TemplateLink; readonly token: string }> {
  const template = await templateToEdit(deps, template_id, caller)
  if (!isPublished(template))
    unwrap(fail('conflict', 'Publish the template first: only then can people answer by a link.', { template_id }))
  const now = deps.clock.now()
  const end = unwrap(linkExpiry(expires_at, now, deps.outsiderTimes ?? OUTSIDER_TIMES))
  if (asks_email && deps.mail === undefined)
    unwrap(
      fail('unprocessable', 'This service sends no mail, so nobody could show their address. Make the link without.', {
        field: 'asks_email',
      }),
    )
  const known = token === undefined ? undefined : await deps.templateLinks.find(token)
  if (known === undefined) await refuseTooMany(deps, template_id, caller, now)
  const { made, ...result } = await deps.templateLinks.create({
    tenant: caller.tenant,
    template_id,
    title: (title.trim() || template.name).slice(0, TEMPLATE_LINK.title),
    asks_email,
    made_by: caller.actor,
    expires_at: end,
    uses,
    token,
  })
  const { id } = result.link
  if (made) {
    const data = { link: id, template: template_id, expires_at: end, uses, asks_email }
    await recordSecurityEvent(deps, LINK + id, { type: 'TemplateLinkMade', data }, source)
  }
  return result
}

async function refuseTooMany(deps: Deps, template_id: string, { tenant }: Caller, now: string): Promise<void> {
  const links = await deps.templateLinks.list(tenant, template_id)
  if (links.filter((link) => linkEnd(link, now) === undefined).length >= MAX_OPEN)
    unwrap(fail('conflict', `A template has at most ${MAX_OPEN} links that work. Withdraw one first.`))
}

/**
 * Ends the link and all sessions that came of it: at once here, within a second on other instances. Throws `Refused`:
 * `not_found`, `forbidden`.
 */
export async function withdrawTemplateLink(
  deps: Deps,
  { template_id, link: id }: { readonly template_id: string; readonly link: string },
  caller: Caller,
  source: SecuritySource,
): Promise<TemplateLink> {
  await templateToEdit(deps, template_id, caller)
  const done = await deps.templateLinks.withdraw(caller.tenant, template_id, id, caller.actor)
  if (done === undefined) return unwrap(fail('not_found', 'This template has no such link.'))
  const { link, ended } = done
  if (ended === undefined) return link
  await recordSecurityEvent(deps, LINK + link.id, { type: 'TemplateLinkWithdrawn', data: { link: link.id } }, source)
  for (const { actor, session } of ended) {
    const data = { session, because: 'link_withdrawn' } as const
    await recordSecurityEvent(deps, actor, { type: 'SessionEnded', data }, source)
  }
  return link
}

async function templateToEdit(deps: Deps, id: string, caller: Caller): Promise<Template> {
  requireRole(caller, 'author')
  const { state } = await deps.aggregates.load(templateDecider, templateStream(caller.tenant, id))
  if (state.id === undefined)
    return unwrap(fail('not_found', `There is no template “${id.slice(0, 100)}”.`, { template_id: id.slice(0, 100) }))
  unwrap(requireEditor(caller)({ state }))
  return state
}
