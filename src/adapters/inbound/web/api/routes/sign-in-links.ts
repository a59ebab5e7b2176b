/** Makes one-time links into the console: one’s own, a person’s, or the one that asks the owner for their name. */
import { z } from '@hono/zod-openapi'
import { makeLinkFor, makeOwnerLink } from '../../../../../commands/people/make-link-for.ts'
import { makeSignInLink, signInUrl } from '../../../../../commands/account/make-sign-in-link.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { lineSchema } from '../schemas/text.ts'
import { ownAddress } from '../../shared/own-address.ts'
import { securitySource, surfaceOf } from '../../shared/security-source.ts'
import type { Api } from '../api-types.ts'
import { jsonBody, jsonResponse, addOperation } from '../operation.ts'

const linkBody = z.object({
  person: lineSchema(100).optional().openapi({ description: 'Whom it signs in; left out: you.' }),
  owner: z
    .boolean()
    .default(false)
    .describe('Whoever follows it is asked for their name and becomes the first admin, while there is none.'),
})

export function addSignInLinkRoute(api: Api, app: App, public_url: string | undefined): void {
  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/sign-in-links',
      operationId: 'createSignInLink',
      tags: ['Keys'],
      summary: 'Make a link that opens a session in the console, once and within 15 minutes',
      request: { body: jsonBody(linkBody, false) },
      responses: { 201: jsonResponse('The link', z.object({ url: z.string().describe('The link.') })) },
    },
    async (c) => {
      const caller = c.get('caller')
      if (caller.scopes !== undefined)
        unwrap(
          fail('forbidden', 'A key that is held to scopes cannot open the console. Use a key without scopes.', {
            field: 'scopes',
          }),
        )
      const { person, owner } = c.req.valid('json')
      const source = securitySource(c, surfaceOf(c), caller)
      const token = owner
        ? await makeOwnerLink(app, caller.actor, source)
        : person === undefined
          ? (await makeSignInLink(app, caller.actor, 'own', source)).token
          : await makeLinkFor(app, person, source)
      return c.json({ url: signInUrl(public_url ?? ownAddress(c.req.url, c.env?.incoming), token) }, 201)
    },
  )
}
