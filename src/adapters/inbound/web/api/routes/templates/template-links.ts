/** Links of a template for people without an account: an author publishes, sees and withdraws them. */
import { z } from '@hono/zod-openapi'
import { templateLinkUrl } from '../../../../../../commands/template-links/link-urls.ts'
import {
  publishTemplateLink,
  withdrawTemplateLink,
  type PublishTemplateLink,
} from '../../../../../../commands/template-links/publish-template-link.ts'
import { TEMPLATE_LINK } from '../../../../../../domain/account/template-link.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { TemplateLink } from '../../../../../../ports/people/template-links.ts'
import { listTemplateLinks, presentLinks } from '../../../../../../queries/people/list-template-links.ts'
import { ownAddress } from '../../../shared/own-address.ts'
import { securitySource, surfaceOf } from '../../../shared/security-source.ts'
import type { Api, ApiContext } from '../../api-types.ts'
import { addOperation, jsonBody, jsonResponse } from '../../operation.ts'
import { createdTemplateLinkView, templateLinkBody, templateLinkView } from '../../schemas/template-link.ts'
import { lineSchema, rowsOf, templateIdParam } from '../../schemas/text.ts'

/** `public_url`: where people reach the console; left out: where a request has come in. */
export function addTemplateLinkRoutes(api: Api, app: App, public_url: string | undefined): void {
  const params = z.object({ id: templateIdParam })
  const path = '/api/v1/templates/{id}/links'
  const tags = ['Templates']
  const present = async (c: ApiContext, link: TemplateLink) => (await presentLinks(app, [link], c.get('caller')))[0]!

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'get',
      path,
      operationId: 'listTemplateLinks',
      tags,
      summary: 'The links of a template for people without an account, and who began by them; the newest 200',
      request: { params },
      responses: { 200: jsonResponse('The links, the newest first', rowsOf(templateLinkView)) },
    },
    async (c) => c.json({ data: [...(await listTemplateLinks(app, c.req.valid('param').id, c.get('caller')))] }, 200),
  )

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'post',
      path,
      operationId: 'publishTemplateLink',
      tags,
      summary: 'Publish a link by which people without an account begin a conversation with the template',
      request: { params, body: jsonBody(templateLinkBody, false) },
      responses: { 201: jsonResponse('The link with its address, shown this once', createdTemplateLinkView) },
    },
    async (c) => {
      const { id: template_id } = c.req.valid('param')
      const { title, expires_at, uses = TEMPLATE_LINK.uses, asks_email = false } = c.req.valid('json') ?? {}
      const caller = c.get('caller')
      const wanted = { template_id, title, expires_at, uses, asks_email }
      const made = await publishTemplateLink(
        app,
        { ...wanted, token: presetToken(c, app, template_id) },
        caller,
        securitySource(c, surfaceOf(c), caller),
      )
      if (!isSame(made.link, wanted)) refuseOther()
      const url = templateLinkUrl(public_url ?? ownAddress(c.req.url, c.env?.incoming), made.token)
      return c.json({ ...(await present(c, made.link)), url }, 201)
    },
  )

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'delete',
      path: `${path}/{link}`,
      operationId: 'withdrawTemplateLink',
      tags,
      summary: 'Withdraw a link: nobody begins or comes back by it, and whoever is in the middle is out',
      request: {
        params: z.object({ id: templateIdParam, link: lineSchema(100).openapi({ description: 'The link’s id.' }) }),
      },
      responses: { 200: jsonResponse('The link, withdrawn', templateLinkView) },
    },
    async (c) => {
      const { id: template_id, link } = c.req.valid('param')
      const caller = c.get('caller')
      const source = securitySource(c, surfaceOf(c), caller)
      return c.json(await present(c, await withdrawTemplateLink(app, { template_id, link }, caller, source)), 200)
    },
  )
}

/** The same for a repeat with the same Idempotency-Key, so that it gives the same link. */
function presetToken(c: ApiContext, app: App, template_id: string): string | undefined {
  const key = c.req.header('idempotency-key')
  const { tenant, actor } = c.get('caller')
  return key === undefined
    ? undefined
    : app.keyRing.digest(JSON.stringify(['template link', tenant, actor, template_id, key]))
}

const isSame = (
  link: TemplateLink,
  { title, expires_at, uses, asks_email }: Omit<PublishTemplateLink, 'token'>,
): boolean =>
  (title === undefined || title.trim() === '' || link.title === title) &&
  (expires_at === undefined || link.expires_at === new Date(expires_at).toISOString()) &&
  link.uses === uses &&
  link.asks_email === asks_email

const refuseOther = (): never =>
  unwrap(
    fail('idempotency_mismatch', 'This Idempotency-Key was used for another link. Use a new one for a new request.'),
  )
