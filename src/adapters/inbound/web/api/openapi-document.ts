/** The OpenAPI 3.1 document, from the declared operations. */
import type { Api } from './api-types.ts'

const DESCRIPTION =
  'Documents made by asking. Send your key as `Authorization: Bearer KEY`.\n\n' +
  'Errors are `{ "error": { code, message, details, request_id, timestamp } }`. ' +
  'Every POST and PUT takes an `Idempotency-Key`: a repeat gives the first answer again.\n' +
  'A generation goes `asking` → `reviewing` → `confirmed` → `rendered` → `delivered`; or `failed`, `cancelled`, ' +
  '`expired`. Every command answers with the new state.'

export function openApiDocument(api: Api) {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'DocGen', version: '1', description: DESCRIPTION },
    servers: [{ url: '/' }],
  })
  const bearer = { type: 'http', scheme: 'bearer', description: 'An API key.' } as const
  return { ...document, components: { ...document.components, securitySchemes: { bearer } } }
}
