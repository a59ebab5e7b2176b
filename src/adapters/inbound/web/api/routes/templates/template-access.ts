/** Who may use a template, edit it, and see what others make with it. */
import { z } from '@hono/zod-openapi'
import { changeTemplateAccess } from '../../../../../../commands/template/change-template-access.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getTemplateAccess, presentAccess } from '../../../../../../queries/template/get-template-access.ts'
import type { Api } from '../../api-types.ts'
import { jsonBody, jsonResponse, addOperation } from '../../operation.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { revisionTag } from '../../request/preconditions.ts'
import { accessBody, accessView } from '../../schemas/access.ts'
import { templateIdParam } from '../../schemas/text.ts'

export function addTemplateAccessRoutes(api: Api, app: App): void {
  const params = z.object({ id: templateIdParam })
  const path = '/api/v1/templates/{id}/access'
  const tags = ['Templates']

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'get',
      path,
      operationId: 'getTemplateAccess',
      tags,
      summary: 'Who may use a template, edit it, and see what others make with it',
      request: { params },
      responses: { 200: jsonResponse('Who may what', accessView, ['ETag']) },
    },
    async (c) => {
      const access = await getTemplateAccess(app, c.req.valid('param').id, c.get('caller'))
      return c.json(access, 200, { etag: revisionTag(access.revision) })
    },
  )

  addOperation(
    api,
    { role: 'author', if_match: true },
    {
      method: 'put',
      path,
      operationId: 'setTemplateAccess',
      tags,
      summary: 'Say who may use a template, edit it, and see what others make with it; it counts at once',
      request: { params, body: jsonBody(accessBody) },
      responses: { 200: jsonResponse('Who may what', accessView, ['ETag']) },
    },
    async (c) => {
      const access = c.req.valid('json')
      const request = commandFromRequest(c, app, access)
      const { state, revision } = await changeTemplateAccess(app, { id: c.req.valid('param').id, access }, request)
      return c.json(await presentAccess(app, state, revision), 200, { etag: revisionTag(revision) })
    },
  )
}
