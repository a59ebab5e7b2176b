/** Lists gathered item by item. A whole list is an answer like any other (PUT …/answers/{name}). */
import { z } from '@hono/zod-openapi'
import { addListItem, closeList, removeListItem } from '../../../../../../commands/generation/change-list.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { jsonBody, addOperation } from '../../operation.ts'
import { addressParam, uuidParam } from '../../schemas/text.ts'
import { answerFormParam } from './answer-body.ts'
import { generationAfter, respondWithGeneration } from './respond-with-generation.ts'

const itemBody = z.object({
  value: z.unknown().optional().openapi({
    description: 'Some or all of the item’s fields; those that are missing are asked. Left out: all are asked.',
  }),
  form: answerFormParam,
})

export function addListRoutes(api: Api, app: App): void {
  const params = z.object({ id: uuidParam, name: addressParam })
  const tags = ['Conversation']

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/lists/{name}/items',
      operationId: 'addListItem',
      tags,
      summary: 'Add an item to a list',
      request: { params, body: jsonBody(itemBody, false) },
      responses: { 201: generationAfter('The new item, and what is asked next', ['Location']) },
    },
    async (c) => {
      const { id, name } = c.req.valid('param')
      const { value, form } = c.req.valid('json')
      const committed = await addListItem(app, { id, name, value, form }, commandFromRequest(c, app, { value, form }))
      const item = committed.state.answers.lists.get(name)?.items.at(-1) ?? ''
      return respondWithGeneration(c, app, committed, {
        names: [name],
        status: 201,
        location: `/api/v1/generations/${id}/lists/${encodeURIComponent(name)}/items/${item}`,
      })
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'delete',
      path: '/api/v1/generations/{id}/lists/{name}/items/{item}',
      operationId: 'removeListItem',
      tags,
      summary: 'Remove an item from a list',
      request: {
        params: params.extend({
          item: z
            .string()
            .regex(/^\d{1,9}$/)
            .openapi({ description: 'The item’s id in the list.' }),
        }),
      },
      responses: { 200: generationAfter('What is asked next') },
    },
    async (c) => {
      const { id, name, item } = c.req.valid('param')
      return respondWithGeneration(
        c,
        app,
        await removeListItem(app, { id, name, item }, commandFromRequest(c, app, {})),
        { names: [name] },
      )
    },
  )

  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'post',
      path: '/api/v1/generations/{id}/lists/{name}/close',
      operationId: 'closeList',
      tags,
      summary: 'No more items',
      request: { params },
      responses: { 200: generationAfter('What is asked next') },
    },
    async (c) => {
      const { id, name } = c.req.valid('param')
      const committed = await closeList(app, { id, name }, commandFromRequest(c, app, {}))
      return respondWithGeneration(c, app, committed, { names: [name] })
    },
  )
}
