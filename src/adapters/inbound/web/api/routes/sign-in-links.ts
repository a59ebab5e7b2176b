/** Makes a one-time link into the console, for an admin who has lost theirs. */
import { z } from '@hono/zod-openapi'
import { makeSignInLink } from '../../../../../commands/account/make-sign-in-link.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { ownAddress } from '../../shared/own-address.ts'
import { securitySource, surfaceOf } from '../../shared/security-source.ts'
import type { Api } from '../api-types.ts'
import { jsonResponse, addOperation } from '../operation.ts'

export function addSignInLinkRoute(api: Api, app: App, public_url: string | undefined): void {
  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/sign-in-links',
      operationId: 'createSignInLink',
      tags: ['Keys'],
      summary: 'Make a link that opens a session of yours in the console, once and within 15 minutes',
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
      const { token } = await makeSignInLink(app, caller.actor, 'own', securitySource(c, surfaceOf(c), caller))
      const url = new URL(
        `/sign-in?token=${encodeURIComponent(token)}`,
        public_url ?? ownAddress(c.req.url, c.env?.incoming),
      ).href
      return c.json({ url }, 201)
    },
  )
}
