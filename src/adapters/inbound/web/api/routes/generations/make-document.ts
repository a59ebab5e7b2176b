/** A document from data in one request. */
import { z } from '@hono/zod-openapi'
import { createdId } from '../../../../../../commands/command-metadata.ts'
import { makeDocument } from '../../../../../../commands/generation/beginning/make-document.ts'
import { isErased } from '../../../../../../domain/questions/answer.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import { DOCUMENT_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { LiveChanges } from '../../../../../../ports/events/live-changes.ts'
import { getDocument, loadGeneration } from '../../../../../../queries/generation/get-generation.ts'
import type { GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { settingsOf } from '../../request/conversation-settings.ts'
import { preferenceHeaders, readPreferences } from '../../request/prefer.ts'
import { documentResponse } from '../../../shared/document-download.ts'
import type { RequestLimits } from '../../../shared/limits/request-limits.ts'
import { preferredType } from '../../../shared/preferred-type.ts'
import { waitForDocument } from '../../../shared/wait-for-document.ts'
import { describeHeaders } from '../../document/described-headers.ts'
import { jsonBody, jsonResponse, fileContent, addOperation } from '../../operation.ts'
import { madeDocument } from '../../schemas/generation.ts'
import { beginBody } from './generations.ts'

/** Seconds after which a client that does not wait may ask again. */
const RETRY_AFTER_S = 1

const documentBody = beginBody.extend({
  answers: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({
      description:
        'Everything that the document says, by question name, as people write it or in wire form. Optional questions ' +
        'may be left out, `null` or empty; required ones that are missing are named.',
      example: { customer: 'Zoë', price: '1250', items: [{ quantity: 2, item_name: 'Key' }] },
    }),
})

export function addMakeDocumentRoute(api: Api, app: App, live: LiveChanges, limits?: RequestLimits): void {
  addOperation(
    api,
    { role: 'requester', prefer: 'wait' },
    {
      method: 'post',
      path: '/api/v1/documents',
      operationId: 'makeDocument',
      tags: ['Generations'],
      summary: 'Make a document from data, without a conversation; with `Prefer: wait=10` it is there with the answer',
      request: { body: jsonBody(documentBody) },
      responses: {
        201: {
          description: 'It is made; as the file itself where Accept prefers its media type to JSON',
          headers: describeHeaders('Location', 'Preference-Applied', 'ETag', 'Content-Disposition', 'Accept-Ranges'),
          content: { 'application/json': { schema: madeDocument }, ...fileContent(DOCUMENT_TYPES) },
        },
        202: jsonResponse('It is being made', madeDocument, ['Location', 'Preference-Applied', 'Retry-After']),
      },
    },
    async (c) => {
      const body = c.req.valid('json')
      const caller = c.get('caller')
      const request = commandFromRequest(c, app, body)
      const { id } = await makeDocument(app, { ...body, ...settingsOf(c, body), id: createdId(request) }, request)
      const preferences = readPreferences(c)
      let mayWait = true
      const begin = limits && (() => limits.mayWait(c, caller) ?? void (mayWait = false))
      const wait = { id, wait_s: preferences.wait_s, signal: c.req.raw.signal, begin }
      const made = await waitForDocument(live, wait, () => loadGeneration(app, id, caller))
      refuseFailed(made)
      const view = presentMade(made)
      const headers = preferenceHeaders(preferences, mayWait ? ['wait'] : [])
      if (view.document === null)
        return c.json(view, 202, { ...headers, location: view.url, 'retry-after': String(RETRY_AFTER_S) })
      const located = { ...headers, vary: 'accept', location: view.document.url }
      const { media_type } = view.document
      if (preferredType(c.req.header('accept'), ['application/json', media_type]) === 'application/json')
        return c.json(view, 201, located)
      const file = documentResponse(app, id, await getDocument(app, id, caller), request, { status: 201 })
      for (const [name, value] of Object.entries(located)) file.headers.set(name, value)
      return file
    },
  )
}

/** Throws `Refused` where the document could not be made: the answers may have failed it, or a store. */
function refuseFailed({ id, state: { phase, failure } }: GenerationWithQuestions): void {
  if (phase !== 'failed' || failure === undefined) return
  const message = isErased(failure.message) ? 'The document could not be made.' : failure.message
  const details = { generation_id: id, reason: failure.reason }
  unwrap(fail(failure.reason === 'rendering' ? 'unprocessable' : 'unavailable', message, details))
}

/** What a client needs to fetch the document. */
function presentMade({ id, revision, state, template_name }: GenerationWithQuestions): z.output<typeof madeDocument> {
  const url = `/api/v1/generations/${id}`
  const { document, template_id, template_version } = state
  const made = document?.made
  return {
    id,
    url,
    revision,
    state: state.phase,
    template_id,
    template_name,
    template_version,
    document:
      document === undefined || made === undefined
        ? null
        : {
            id: document.id,
            url: `${url}/document`,
            file_name: document.file_name,
            media_type: made.media_type,
            size: made.size,
            sha256: made.sha256,
          },
  }
}
