/** The links of a template for people without an account: published, looked at and withdrawn by its authors. */
import { Hono } from 'hono'
import { templateLinkUrl } from '../../../../../../commands/template-links/link-urls.ts'
import {
  publishTemplateLink,
  withdrawTemplateLink,
} from '../../../../../../commands/template-links/publish-template-link.ts'
import { linkTitleSchema, OUTSIDER_TIMES, TEMPLATE_LINK } from '../../../../../../domain/account/template-link.ts'
import { fail, Refused, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { listTemplateLinks } from '../../../../../../queries/people/list-template-links.ts'
import { getTemplateToEdit } from '../../../../../../queries/template/get-template.ts'
import { statusOf } from '../../../shared/error-status.ts'
import { incomingOf, ownAddress } from '../../../shared/own-address.ts'
import { securitySource } from '../../../shared/security-source.ts'
import { fieldText, type ConsoleEnv, type Html, type PageContext } from '../../env.ts'
import {
  templateLinksPage,
  type TemplateLinksModel,
  type TypedLink,
} from '../../views/pages/outsiders/template-links-page.ts'

const DAY = 86_400_000

export function templateLinkRoutes(app: App, public_url: string | undefined): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/templates/:id/links', async (c) => c.html(await linksPage(app, c, c.req.param('id'))))

  routes.post('/templates/:id/links', async (c) => {
    const id = c.req.param('id')
    const { caller } = c.var.session
    const typed = typedLink(c)
    try {
      const { title, days, uses, asks_email } = readLink(typed)
      const expires_at = new Date(Date.parse(app.clock.now()) + days * DAY).toISOString()
      const once = fieldText(c.var.posted, 'once') ?? ''
      const token =
        once === '' ? undefined : app.keyRing.digest(JSON.stringify(['template link', caller.actor, id, once]))
      const made = await publishTemplateLink(
        app,
        { template_id: id, title, expires_at, uses, asks_email, token },
        caller,
        securitySource(c, 'console', caller),
      )
      const url = templateLinkUrl(public_url ?? ownAddress(c.req.url, incomingOf(c)), made.token)
      return c.html(await linksPage(app, c, id, { shown: { title: made.link.title, url } }))
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code === 'not_found' || error.error.code === 'forbidden')
        throw error
      const { message: problem, code } = error.error
      return c.html(await linksPage(app, c, id, { problem, typed }), statusOf(code))
    }
  })

  routes.post('/templates/:id/links/:link/withdraw', async (c) => {
    const { id, link } = c.req.param()
    const { caller } = c.var.session
    await withdrawTemplateLink(app, { template_id: id, link }, caller, securitySource(c, 'console', caller))
    return c.redirect(`/templates/${id}/links`, 303)
  })

  return routes
}

async function linksPage(
  app: App,
  c: PageContext,
  id: string,
  more: Pick<TemplateLinksModel, 'shown' | 'problem' | 'typed'> = {},
): Promise<Html> {
  const { session } = c.var
  const template = await getTemplateToEdit(app, id, session.caller)
  const links = await listTemplateLinks(app, id, session.caller)
  const { link_days } = app.outsiderTimes ?? OUTSIDER_TIMES
  return templateLinksPage({ session, template, links, link_days, mails: app.mail !== undefined, ...more })
}

const typedLink = (c: PageContext): TypedLink => ({
  title: fieldText(c.var.posted, 'title') ?? '',
  days: fieldText(c.var.posted, 'days') ?? String(TEMPLATE_LINK.days),
  uses: fieldText(c.var.posted, 'uses') ?? String(TEMPLATE_LINK.uses),
  asks_email: fieldText(c.var.posted, 'asks_email') === 'yes',
})

/** Throws `Refused` (`unprocessable`) for what cannot be read. */
function readLink({ title, days, uses, asks_email }: TypedLink) {
  const named = linkTitleSchema.safeParse(title)
  if (!named.success)
    return unwrap(
      fail('unprocessable', named.error.issues[0]?.message ?? 'A title has at most 100 characters.', {
        field: 'title',
      }),
    )
  const whole = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : 0)
  const [day, use] = [whole(days), whole(uses)]
  if (day < 1) unwrap(fail('unprocessable', 'Give a whole number of days, 1 or more.', { field: 'days' }))
  if (use < 1 || use > TEMPLATE_LINK.most_uses)
    unwrap(
      fail('unprocessable', `Give a number of conversations from 1 to ${TEMPLATE_LINK.most_uses}.`, { field: 'uses' }),
    )
  return { title: named.data, days: day, uses: use, asks_email }
}
