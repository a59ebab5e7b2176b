/** Routes for operators: status and rebuild of read models, and retrying what is parked. */
import { z } from '@hono/zod-openapi'
import { retryGeneration } from '../../../../../commands/generation/retry-generation.ts'
import { refuseOtherTenants } from '../../../../../commands/command-request.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import type { SlackFinding } from '../../../../../ports/slack/slack-check.ts'
import type { Operations } from '../../../../../ports/read-models/operations.ts'
import type { Api } from '../api-types.ts'
import { commandFromRequest } from '../request/command-request.ts'
import { jsonResponse, addOperation } from '../operation.ts'
import { parkedRow, projectionStatus, slackFinding } from '../schemas/operating/operation.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'
import { presentParked } from './present-parked.ts'
import { listParked } from '../../../../../queries/operations/list-parked.ts'
import { getProjectionsStatus } from '../../../../../queries/operations/get-projections-status.ts'

export function addOperationRoutes(api: Api, app: App, operations: Operations): void {
  const tags = ['Operations']
  const parked = rowsOf(parkedRow)

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'get',
      path: '/api/v1/operations/projections',
      operationId: 'listProjections',
      tags,
      summary: 'How far each read model and process has come',
      responses: { 200: jsonResponse('Their status', rowsOf(projectionStatus)) },
    },
    async (c) => c.json(await getProjectionsStatus(app), 200),
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'post',
      path: '/api/v1/operations/projections/{name}/rebuild',
      operationId: 'rebuildProjection',
      tags,
      summary: 'Rebuild a read model from the events, beside the one that is read meanwhile',
      request: {
        params: z.object({ name: lineSchema(100).openapi({ description: 'The read model, as its status names it.' }) }),
      },
      responses: {
        202: jsonResponse(
          'It is under way; `rebuild` in its status shows how far, and is null once it is done',
          projectionStatus,
        ),
      },
    },
    async (c) => {
      const { name } = c.req.valid('param')
      const begun = await operations.rebuild(name)
      const status = (await getProjectionsStatus(app)).data.find((one) => one.name === name)
      if (!begun || status === undefined)
        return unwrap(fail('not_found', `There is no read model “${name}” that could be rebuilt.`, { name }))
      return c.json(status, 202)
    },
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'post',
      path: '/api/v1/operations/projections/rebuild',
      operationId: 'rebuildAllProjections',
      tags,
      summary: 'Accept the event store as it is: rebuild every read model, and begin every process again',
      responses: { 202: jsonResponse('Their status', rowsOf(projectionStatus)) },
    },
    async (c) => {
      await operations.rebuildAll()
      return c.json(await getProjectionsStatus(app), 202)
    },
  )

  addOperation(
    api,
    { role: 'admin', installation: true },
    {
      method: 'get',
      path: '/api/v1/operations/slack',
      operationId: 'checkSlack',
      tags,
      summary: 'Whether the Slack app is set up: tokens, scopes, addresses, and what has come',
      responses: { 200: jsonResponse('What was looked at, and what to do', rowsOf(slackFinding)) },
    },
    async (c) => c.json({ data: [...((await operations.checkSlack?.()) ?? [NO_SLACK])] }, 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/operations/parked',
      operationId: 'listParked',
      tags,
      summary: 'What waits for an operator',
      responses: {
        200: jsonResponse(
          'Documents that could not be made, posts that could not be delivered, and streams that could not be taken',
          parked,
        ),
      },
    },
    async (c) => c.json({ data: presentParked(await listParked(app, c.get('caller'))) }, 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/operations/parked/{id}/retry',
      operationId: 'retryParked',
      tags,
      summary: 'Try again what is set aside',
      request: {
        params: z.object({ id: lineSchema(500).openapi({ description: 'As the list of what is parked has it.' }) }),
      },
      responses: { 202: jsonResponse('What waits now', parked) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const separator = id.indexOf('~')
      if (separator !== -1) refuseOtherTenants(c.get('caller'))
      if (separator === -1) await retryGeneration(app, { id: parseGenerationId(id) }, commandFromRequest(c, app, {}))
      else if (!(await operations.retryStream(id.slice(0, separator), id.slice(separator + 1))))
        unwrap(fail('not_found', 'Nothing of that name is set aside.'))
      return c.json({ data: presentParked(await listParked(app, c.get('caller'))) }, 202)
    },
  )
}

const NO_SLACK: SlackFinding = {
  what: 'settings',
  outcome: 'wrong',
  found: 'No setting of Slack is set, so that nothing of it runs.',
  remedy: 'Follow docs/slack.md, set what it says, and start the service again.',
}

const parseGenerationId = (id: string): string =>
  z.uuid().safeParse(id).success ? id : unwrap(fail('not_found', 'Nothing of that name is set aside.'))
