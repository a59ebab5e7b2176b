/** The pictures among the answers of a generation. */
import { z } from '@hono/zod-openapi'
import type { App } from '../../../../../../ports/app.ts'
import { getPicture } from '../../../../../../queries/generation/get-picture.ts'
import { pictureResponse } from '../../../shared/picture-response.ts'
import type { Api } from '../../api-types.ts'
import { fileResponse, addOperation } from '../../operation.ts'
import { uuidParam } from '../../schemas/text.ts'

export function addPictureRoute(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/pictures/{sha256}',
      operationId: 'downloadPicture',
      tags: ['Generations'],
      summary: 'A picture that was answered',
      request: {
        params: z.object({
          id: uuidParam,
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/, 'Take the address from the answer.')
            .openapi({ description: 'As in the reference that stands in the answer.' }),
        }),
      },
      responses: {
        200: fileResponse('The picture as it stands in the document: without what its camera noted', [
          'image/png',
          'image/jpeg',
        ]),
      },
    },
    async (c) => {
      return pictureResponse(await getPicture(app, c.req.valid('param'), c.get('caller')))
    },
  )
}
