/** The made document. */
import { z } from '@hono/zod-openapi'
import type { App } from '../../../../../../ports/app.ts'
import { getDocument, getDocumentLink } from '../../../../../../queries/generation/get-generation.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { documentResponse, documentTag } from '../../../shared/document-download.ts'
import { addOperation } from '../../operation.ts'
import { matchesIfNoneMatch } from '../../request/preconditions.ts'
import { uuidParam } from '../../schemas/text.ts'

const documentQuery = z.object({
  link: z
    .enum(['true', 'false'])
    .optional()
    .openapi({
      description:
        'Answer with an address in the document store instead of the bytes, where an operator allows it; ' +
        'elsewhere the bytes come all the same',
    }),
})

export function addDocumentRoute(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/document',
      tags: ['Generations'],
      summary: 'The made document; the first complete download is its delivery',
      request: { params: z.object({ id: uuidParam }), query: documentQuery },
      responses: {
        200: {
          description: 'The file',
          content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        },
        303: {
          description:
            'With `link=true`, where documents are not sealed: a short-lived address in the document store. ' +
            'A download from there is no delivery',
        },
        304: { description: 'You have it already' },
      },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      if (c.req.valid('query').link === 'true') {
        const address = await getDocumentLink(app, id, c.get('caller'))
        if (address !== undefined) return c.redirect(address, 303)
      }
      const document = await getDocument(app, id, c.get('caller'))
      if (matchesIfNoneMatch(c, documentTag(document))) return c.body(null, 304, { etag: documentTag(document) })
      return documentResponse(app, id, document, commandFromRequest(c, app, {}))
    },
  )
}
