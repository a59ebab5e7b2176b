/** The error responses that operations declare, each once under `components.responses`. */
import type { RouteConfig } from '@hono/zod-openapi'
import type { BodyKind } from '../request/request-body.ts'
import { describeHeaders, EVERYWHERE, type DescribedHeader } from './described-headers.ts'
import { ERROR_CATALOGUE } from './error-catalogue.ts'

interface ErrorDescription {
  /** Under `components.responses`. */
  readonly name: string
  readonly means: string
  readonly headers?: readonly DescribedHeader[]
}

const ERRORS = {
  400: { name: 'BadRequest', means: 'The request is malformed' },
  401: { name: 'Unauthorized', means: 'No key, or an unknown one', headers: ['WWW-Authenticate'] },
  403: { name: 'Forbidden', means: 'The key lacks the role' },
  404: { name: 'NotFound', means: 'There is nothing at this address for this key' },
  409: {
    name: 'Conflict',
    means: 'Something changed meanwhile, or the state does not allow it',
    headers: ['Retry-After'],
  },
  412: {
    name: 'PreconditionFailed',
    means: 'If-Match names another revision than the current one, or one where there is none',
  },
  413: { name: 'ContentTooLarge', means: 'The body is too large' },
  415: { name: 'UnsupportedMediaType', means: 'The body has the wrong type' },
  422: { name: 'UnprocessableContent', means: 'The request is understood, but what it says does not fit' },
  429: {
    name: 'TooManyRequests',
    means: 'More than one caller may send in a minute, or have at once; Retry-After says when to go on',
    headers: ['Retry-After'],
  },
  503: { name: 'ServiceUnavailable', means: 'A store cannot be reached; try again', headers: ['Retry-After'] },
  507: { name: 'InsufficientStorage', means: 'There is no room to store it' },
} as const satisfies Readonly<Record<number, ErrorDescription>>

/** What may be answered to any request, before or after the operation: a proxy on the way may add others. */
const OTHERWISE: ErrorDescription = {
  name: 'OtherError',
  means:
    'Anything else: 405 with `Allow`, 408 for a request that did not come to its end in time, 431 for an address or ' +
    'headers that are too long, 500 for a fault of the service',
  headers: ['Allow'],
}

export type ErrorStatus = keyof typeof ERRORS

/** The statuses an operation can answer with besides its own. */
export function errorStatuses(route: RouteConfig, changes: boolean, kinds: readonly BodyKind[]): ErrorStatus[] {
  const always = [400, 401, 403, 404, 429, 503] as const
  const ofChanges = changes ? ([409, 412, 413, 415, 422, 507] as const) : []
  const ofFiles = kinds.includes('multipart') ? ([422] as const) : []
  const ofDocument = /\/(document|certificate)$/.test(route.path) ? ([409] as const) : []
  return [...new Set([...always, ...ofChanges, ...ofFiles, ...ofDocument])]
}

/** References to the error responses, for `responses` of an operation. */
export const errorResponses = (statuses: readonly ErrorStatus[]) => ({
  ...Object.fromEntries(statuses.map((status) => [status, reference(ERRORS[status])])),
  default: reference(OTHERWISE),
})

const reference = ({ name }: ErrorDescription) => ({ $ref: `#/components/responses/${name}` })

/** `components.responses`. */
export const describeErrorResponses = () =>
  Object.fromEntries([
    ...Object.entries(ERRORS).map(([status, error]) => [error.name, describeError(error, [Number(status)])]),
    [OTHERWISE.name, describeError(OTHERWISE, OTHER_STATUSES)],
  ])

const OTHER_STATUSES = ERROR_CATALOGUE.map(({ status }) => status).filter((status) => !(status in ERRORS))

function describeError({ name: _, means, headers = [] }: ErrorDescription, statuses: readonly number[]) {
  const codes = ERROR_CATALOGUE.filter(({ status }) => statuses.includes(status)).map(({ code }) => `\`${code}\``)
  return {
    description: `${means}. ${codes.join(', ')}`,
    headers: describeHeaders(...EVERYWHERE, ...headers),
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    },
  }
}
