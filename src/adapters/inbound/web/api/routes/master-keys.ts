/** Routes for operators: which master keys wrap the data keys, and taking them to another one. */
import { z } from '@hono/zod-openapi'
import { beginRotation, rotateSome } from '../../../../../commands/keys/rotate-master-key.ts'
import type { App } from '../../../../../ports/app.ts'
import { getMasterKeysStatus } from '../../../../../queries/operations/get-master-keys-status.ts'
import type { Api } from '../api-types.ts'
import { addOperation, jsonResponse } from '../operation.ts'
import { masterKeysStatus, rotationStep } from '../schemas/operating/master-keys.ts'
import { lineSchema } from '../schemas/text.ts'

export function addMasterKeyRoutes(api: Api, app: App): void {
  const tags = ['Operations']

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'get',
      path: '/api/v1/operations/master-keys',
      operationId: 'listMasterKeys',
      tags,
      summary: 'How many data keys each master key wraps',
      responses: { 200: jsonResponse('The master keys', masterKeysStatus) },
    },
    async (c) => c.json(await getMasterKeysStatus(app), 200),
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'post',
      path: '/api/v1/operations/master-keys/rotate',
      operationId: 'rotateMasterKey',
      tags,
      summary: 'Take data keys to the current master key, some at a time',
      request: {
        query: z.object({
          after: lineSchema(500)
            .optional()
            .openapi({ description: 'The `next` of the step before; left out, a rotation begins or is gone on with.' }),
        }),
      },
      responses: { 200: jsonResponse('What was done; ask again with `next` until it is null', rotationStep) },
    },
    async (c) => {
      const { after } = c.req.valid('query')
      if (after === undefined) await beginRotation(app)
      return c.json(await rotateSome(app, after), 200)
    },
  )
}
