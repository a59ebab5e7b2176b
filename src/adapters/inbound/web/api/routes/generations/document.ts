/** The made document. */
import { z } from '@hono/zod-openapi'
import { DOCUMENT_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { LiveChanges } from '../../../../../../ports/events/live-changes.ts'
import { getDocument, getDocumentLink, loadGeneration } from '../../../../../../queries/generation/get-generation.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { preferenceHeaders, readPreferences } from '../../request/prefer.ts'
import { documentResponse } from '../../../shared/document-download.ts'
import type { RequestLimits } from '../../../shared/limits/request-limits.ts'
import { waitForDocument } from '../../../shared/wait-for-document.ts'
import { describeHeaders } from '../../document/described-headers.ts'
import { requestHeader, fileResponse, addOperation } from '../../operation.ts'
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

export function addDocumentRoute(api: Api, app: App, live: LiveChanges, limits?: RequestLimits): void {
  addOperation(
    api,
    { role: 'requester', prefer: 'wait' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/document',
      operationId: 'downloadDocument',
      tags: ['Generations'],
      summary: 'The made document; the first complete download is its delivery. `Prefer: wait=10` waits for it',
      request: {
        params: z.object({ id: uuidParam }),
        query: documentQuery,
        headers: z.object({
          range: requestHeader('The part to send (RFC 9110 §14).', 'bytes=0-1023'),
          'if-range': requestHeader('The ETag of the part before: another document is sent whole.', '"1e79e2db9d3b"'),
        }),
      },
      responses: {
        200: fileResponse('The file', DOCUMENT_TYPES, ['Accept-Ranges', 'Preference-Applied']),
        206: fileResponse('The part that Range asks for', DOCUMENT_TYPES, [
          'Accept-Ranges',
          'Content-Range',
          'Preference-Applied',
        ]),
        303: {
          description:
            'With `link=true`, where documents are not sealed: a short-lived address in the document store. ' +
            'A download from there is no delivery',
          headers: describeHeaders('Location'),
        },
        416: {
          description: 'There is no such part',
          headers: describeHeaders('Accept-Ranges', 'Content-Range', 'Content-Disposition', 'Preference-Applied'),
        },
      },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      if (c.req.valid('query').link === 'true') {
        const address = await getDocumentLink(app, id, c.get('caller'))
        if (address !== undefined) return c.redirect(address, 303)
      }
      const preferences = readPreferences(c)
      const caller = c.get('caller')
      const begin = limits && (() => limits.mayWait(c, caller))
      const wait = { id, wait_s: preferences.wait_s, signal: c.req.raw.signal, begin }
      await waitForDocument(live, wait, () => loadGeneration(app, id, caller))
      const document = await getDocument(app, id, c.get('caller'))
      const file = documentResponse(app, id, document, commandFromRequest(c, app, {}), {
        range: c.req.header('range'),
        if_range: c.req.header('if-range'),
      })
      for (const [name, value] of Object.entries(preferenceHeaders(preferences, ['wait'])))
        file.headers.set(name, value)
      return file
    },
  )
}
