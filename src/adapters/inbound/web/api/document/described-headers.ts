/** The response headers that the OpenAPI document describes, each once under `components.headers`. */

const text = { type: 'string' } as const
const seconds = { type: 'integer', minimum: 0 } as const

/** `required`: present wherever a response declares it. */
export const DESCRIBED_HEADERS = {
  'X-Request-Id': {
    description: 'The request’s id: yours, where you sent one. Logs and the audit have it, too.',
    required: true,
    schema: text,
  },
  ETag: {
    description:
      'What `If-None-Match` takes to save the transfer; of a generation or template such as "r3", what `If-Match` ' +
      'takes, too.',
    required: false,
    schema: text,
  },
  Location: { description: 'Where it is.', required: true, schema: text },
  'Content-Disposition': {
    description: 'The file’s name (RFC 6266; `filename*` as in RFC 8187).',
    required: false,
    schema: text,
  },
  'Accept-Ranges': { description: 'bytes: `Range` fetches parts.', required: false, schema: text },
  'Content-Range': { description: 'Which bytes of how many (RFC 9110 §14.4).', required: true, schema: text },
  'Preference-Applied': { description: 'What was applied of `Prefer` (RFC 7240).', required: false, schema: text },
  'Retry-After': { description: 'Seconds after which to send it again.', required: false, schema: seconds },
  RateLimit: {
    description: 'What is left of the allowance, and when it is full again: `"requests";r=99;t=60`.',
    required: false,
    schema: text,
  },
  'RateLimit-Policy': {
    description: 'The allowance that counts here, and its window in seconds: `"requests";q=100;w=60`.',
    required: false,
    schema: text,
  },
  Allow: { description: 'The methods that the address has, with 405.', required: false, schema: text },
  'WWW-Authenticate': { description: 'How to authenticate (RFC 6750).', required: true, schema: text },
} as const

export type DescribedHeader = keyof typeof DESCRIBED_HEADERS

/** References to them for `headers` of a response. */
export const describeHeaders = (...names: readonly DescribedHeader[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** What every response of the API has. */
export const EVERYWHERE: readonly DescribedHeader[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy']
