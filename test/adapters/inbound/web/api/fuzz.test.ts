/**
 * Whatever comes in, every operation answers with a status that its document declares, in the envelope, and never 500.
 * Requests are made from the served document, half of them near enough to right to get past the first check. Replay a
 * failure with FUZZ_SEED.
 */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ANSWERS,
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../support/services/http-service.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1500)
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)

interface Operation {
  readonly method: string
  readonly path: string
  readonly params: readonly { readonly name: string; readonly in: string; readonly schema?: Json }[]
  readonly body: Json
  readonly statuses: readonly string[]
}

let service: HttpService
let client: Client
let operations: Operation[]
let schemas: Record<string, Json>
let known: Record<string, string[]>

beforeAll(async () => {
  service = await httpService()
  client = await service.clientFor('admin')
  await client.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter' }))
  const ids: string[] = []
  // Many, since some requests end a conversation.
  for (let count = 0; count < 60; count++) {
    const answers = count % 3 === 0 ? ANSWERS : {}
    ids.push((await client.send('POST', '/api/v1/generations', { template_id: 'letter', answers })).json.id)
  }
  known = {
    template: ['letter'],
    id: ids,
    name: ['tenant_name', 'each_item', 'each_item.1.quantity', 'usage'],
    item: ['1', '2'],
    version: ['1'],
  }
  const { json: document } = await client.send('GET', '/openapi.json')
  schemas = document.components.schemas
  operations = Object.entries<Record<string, Json>>(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({
        method: method.toUpperCase(),
        path,
        params: one.parameters ?? [],
        body: one.requestBody?.content,
        statuses: Object.keys(one.responses),
      })),
    )
    .filter(({ path }) => !path.endsWith('/events'))
})
afterAll(() => service.close())

/** Texts that break what is not careful. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\ufeff',
    '__proto__',
    'constructor',
    'toString',
    '{{x}}',
    '${x}',
    '../../etc/passwd',
    '%00',
    '%',
    '%2e%2e%2f',
    "' or 1=1 --",
    '=cmd()',
    '<script>',
    '\r\nSet-Cookie: a=b',
    '9'.repeat(400),
    'x'.repeat(70_000),
    '1e999',
    '-0',
    'NaN',
    '2026-02-31',
    '٣',
    '🧨'.repeat(50),
  ),
)

/** Values of any shape, some deep, some with names that mean something to JavaScript. */
const anything = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }),
  nasty,
  fc.integer({ min: 1, max: 80 }).map((depth) => nested(depth)),
)
const nested = (depth: number): unknown =>
  depth === 0 ? 'x' : depth % 2 === 0 ? [nested(depth - 1)] : { value: nested(depth - 1) }

/** A value that fits a schema of the document, or nearly. */
function fitting(schema: Json, depth = 0): fc.Arbitrary<unknown> {
  if (schema === undefined || depth > 4) return anything
  if (schema.$ref !== undefined) return fitting(schemas[schema.$ref.split('/').at(-1)], depth + 1)
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return fc.oneof(...options.map((one: Json) => fitting(one, depth + 1)))
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object': {
      const fields = Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, one]) => [name, mostly(fitting(one, depth + 1))]),
      )
      const required = fc.constant(schema.required ?? [])
      return fc.oneof(
        fc.record(fields, { requiredKeys: [] }),
        required.chain((names: string[]) => fc.record(fields, { requiredKeys: names })),
      )
    }
    case 'array':
      return fc.array(fitting(schema.items, depth + 1), { maxLength: 4 })
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer())
    case 'boolean':
      return fc.boolean()
    case 'string':
      return fc.oneof(fc.constantFrom('letter', 'tenant_name', 'en-GB', 'Europe/Berlin', '2026-11-21'), nasty)
    default:
      return anything
  }
}

const mostly = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: anything })

const segment = (name: string): fc.Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(known[name] ?? ['x'])) }, { weight: 1, arbitrary: nasty })

const sometimes = (some: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<Record<string, string>> =>
  fc.oneof(fc.constant({}), some)

interface Sent {
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: Record<string, string>
  readonly body: unknown
}

const ZODS_WORDS =
  /Invalid (input|option|string|key|element|value)|Unrecognized key|Too (big|small):|expected \w+, received/

const headerValue = fc.oneof(
  fc.constantFrom('"r0"', '"r1"', '*', 'once', 'text/csv', '"*"'),
  fc.string({ maxLength: 300 }),
)

function requestTo({ method, path, params, body }: Operation): fc.Arbitrary<Sent> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const queries = params.filter((one) => one.in === 'query')
  const content = body?.['application/json']
  return fc.record({
    path: fc
      .record(
        Object.fromEntries(
          names.map((name) => [name, segment(name === 'id' && path.includes('/templates/') ? 'template' : name)]),
        ),
      )
      .map((values) =>
        path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent(String((values as Record<string, string>)[name]).toWellFormed()),
        ),
      ),
    query: sometimes(
      fc.record(
        Object.fromEntries(
          queries.map((one) => [
            one.name,
            mostly(fitting(one.schema)).map((value) => (JSON.stringify(value) ?? '').replaceAll(/^"|"$/g, '')),
          ]),
        ),
        { requiredKeys: [] },
      ) as fc.Arbitrary<Record<string, string>>,
    ),
    headers: sometimes(
      fc.record(
        {
          'idempotency-key': headerValue,
          'if-none-match': headerValue,
          accept: headerValue,
          prefer: fc.oneof(fc.constantFrom('return=representation', 'return=minimal', 'wait=0'), headerValue),
          // Elsewhere it is refused whatever else the request says.
          ...(params.some((one) => one.name === 'if-match') ? { 'if-match': headerValue } : {}),
        },
        { requiredKeys: [] },
      ) as fc.Arbitrary<Record<string, string>>,
    ),
    body:
      method === 'GET'
        ? fc.constant(undefined)
        : body === undefined
          ? fc.option(anything, { nil: undefined })
          : content === undefined
            ? form()
            : fc.oneof({ weight: 4, arbitrary: fitting(content.schema) }, { weight: 1, arbitrary: anything }),
  })
}

const form = (): fc.Arbitrary<FormData> =>
  fc
    .record(
      {
        content: fc.oneof(fc.constantFrom(LETTER, '{{a}}', '{{#a}}', 'PK\u0003\u0004'), nasty),
        name: nasty,
        fileName: fc.oneof(fc.constantFrom('a.txt', 'a.md', 'a.docx', 'a.docm'), nasty),
        questions: fc.oneof(fc.constantFrom('[]', '- name: a', '[{"name":"a","kind":"date"}]'), nasty),
        draft: fc.constantFrom('true', 'false', 'perhaps'),
      },
      { requiredKeys: ['content', 'fileName'] },
    )
    .map(({ content, fileName, ...fields }) =>
      upload(
        content.toWellFormed(),
        Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toWellFormed()])),
        fileName.toWellFormed(),
      ),
    )

test(`no request brings it down (seed ${seed}, ${RUNS} runs)`, async () => {
  const counts = new Map<string, Map<number, number>>()
  const oneRequest = fc
    .integer({ min: 0, max: operations.length - 1 })
    .chain((index) => requestTo(operations[index]!).map((sent) => ({ index, sent })))
  await fc.assert(
    fc.asyncProperty(oneRequest, async ({ index, sent }) => {
      const operation = operations[index]!
      const name = `${operation.method} ${operation.path}`
      const query = new URLSearchParams(
        Object.fromEntries(Object.entries(sent.query).map(([key, value]) => [key, value.toWellFormed()])),
      ).toString()
      const answer = await client.send(operation.method, `${sent.path}?${query}`, sent.body, sent.headers)
      const of = counts.get(name) ?? new Map<number, number>()
      counts.set(name, of.set(answer.status, (of.get(answer.status) ?? 0) + 1))
      // A path parameter may make another address of it; 405 is declared nowhere, since it is no operation's answer.
      if (answer.status !== 405) {
        const status = String(answer.status)
        const isDeclared = [status, `${status.charAt(0)}XX`].some((one) => operation.statuses.includes(one))
        expect([name, status, isDeclared]).toEqual([name, status, true])
      }
      if (answer.status >= 400)
        expect(answer.json.error).toMatchObject({
          code: expect.any(String),
          message: expect.any(String),
          request_id: expect.any(String),
        })
      // Every mistake is told in words of ours.
      if (answer.status >= 400) expect(JSON.stringify(answer.json)).not.toMatch(ZODS_WORDS)
    }),
    { seed, numRuns: RUNS, endOnFailure: false },
  )

  const table = [...counts]
    .map(
      ([name, of]) =>
        `${name}: ${[...of]
          .toSorted(([a], [b]) => a - b)
          .map(([status, count]) => `${status}×${count}`)
          .join(' ')}`,
    )
    .sort()
  console.info(`fuzz seed ${seed}\n${table.join('\n')}`)
  expect(counts.size).toBe(operations.length)
  const statuses = new Set([...counts.values()].flatMap((of) => [...of.keys()]))
  // The run says something only if requests came through, too.
  for (const status of [200, 201, 400, 404, 422]) expect(statuses).toContain(status)
  // What was thrown in has not stopped the read models either.
  await service.app.settled()
  expect(
    (await client.send('GET', '/api/v1/operations/parked')).json.data.filter(({ kind }: Json) => kind === 'stream'),
  ).toEqual([])
  expect(service.app.logged.filter((line) => line.includes('"a request failed"'))).toEqual([])
})
