/** The OpenAPI 3.1 document, from the declared operations. */
import type { Api } from '../api-types.ts'
import { errorSchema, problemSchema } from '../schemas/error.ts'
import { DESCRIBED_HEADERS } from './described-headers.ts'
import { ERROR_CATALOGUE } from './error-catalogue.ts'
import { describeErrorResponses } from './error-responses.ts'

const DESCRIPTION =
  'Documents made by asking. Send your key as `Authorization: Bearer KEY`.\n\n' +
  'Errors are `{ "error": { code, message, details, request_id, timestamp } }`, or problems of RFC 9457 where ' +
  '`Accept` prefers `application/problem+json`. ' +
  'Every POST, PUT and DELETE takes an `Idempotency-Key`: a repeat gives the first answer again.\n' +
  'A generation goes `asking` → `reviewing` → `confirmed` → `rendered` → `delivered`; or `failed`, `cancelled`, ' +
  '`expired`. Every command answers with the new state.\n\n' +
  ['| status | code | means | what to do |', '| --- | --- | --- | --- |']
    .concat(
      ERROR_CATALOGUE.map((error) => `| ${error.status} | \`${error.code}\` | ${error.means} | ${error.remedy} |`),
    )
    .join('\n')

const TAGS: Readonly<Record<string, string>> = {
  Templates: 'Authors’ files with their questions and versions.',
  Generations: 'Documents: from data at once, or by a conversation.',
  Conversation: 'The questions and answers of one generation.',
  Audit: 'What happened, and who did it.',
  Reports: 'How often, how fast, and where people give up.',
  Keys: 'Who may call the API, and the way into the console.',
  Sessions: 'Where somebody is signed in to the console.',
  People: 'Colleagues, and their roles.',
  Operations: 'For operators: read models, and what waits for a hand.',
}

/** Its types know no `identifier` (SPDX), which came with OpenAPI 3.1. */
const LICENSE = { name: 'Not licensed to the public', identifier: 'LicenseRef-unlicensed' }

/** The document; to be called once all operations are declared. */
export function openApiDocument(api: Api) {
  api.openAPIRegistry.register('Error', errorSchema)
  api.openAPIRegistry.register('Problem', problemSchema)
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'DocGen',
      version: '1',
      description: DESCRIPTION,
      contact: { name: 'The operator of this service' },
    },
    servers: [{ url: '/', description: 'This service.' }],
  })
  const bearer = { type: 'http', scheme: 'bearer', description: 'An API key.' } as const
  return {
    ...document,
    info: { ...document.info, license: LICENSE },
    tags: Object.entries(TAGS)
      .filter(([name]) => isUsed(document, name))
      .map(([name, description]) => ({ name, description })),
    components: {
      ...document.components,
      headers: DESCRIBED_HEADERS,
      responses: describeErrorResponses(),
      securitySchemes: { bearer },
    },
  }
}

/** Whether an operation has the tag: not every instance serves all of them. */
const isUsed = ({ paths }: { readonly paths?: object | undefined }, tag: string): boolean =>
  Object.values(paths ?? {}).some((item: Readonly<Record<string, { readonly tags?: readonly string[] }>>) =>
    Object.values(item).some(({ tags }) => tags?.includes(tag)),
  )
