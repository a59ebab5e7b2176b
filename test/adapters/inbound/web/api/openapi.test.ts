/** What clients are generated from: the document itself. Its answers are held against it in contract.test.ts. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readServedDocument } from '../../../../../tools/openapi/served-document.ts'
import { ERROR_CATALOGUE } from '../../../../../src/adapters/inbound/web/api/document/error-catalogue.ts'
import type { Json } from '../../../../support/services/http-service.ts'

let document: Json
let operations: readonly (readonly [place: string, operation: Json])[]

beforeAll(async () => {
  document = JSON.parse(await readServedDocument())
  operations = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  )
})

/** Every object of the document with its place. */
function* objectsIn(value: Json, place = '#'): Generator<readonly [place: string, object: Json]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [place, value]
  for (const [name, one] of Object.entries(value)) yield* objectsIn(one, `${place}/${name}`)
}

const resolve = (schema: Json): Json =>
  schema.$ref === undefined
    ? schema
    : schema.$ref
        .slice('#/'.length)
        .split('/')
        .reduce((at: Json, part: string) => at?.[part], document)

const isDescribed = (schema: Json): boolean =>
  (schema.description ?? '') !== '' || (schema.$ref !== undefined && isDescribed(resolve(schema)))

describe('the OpenAPI document', () => {
  it('names every operation once, by a verb and a noun', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(ids.length).toBeGreaterThan(50)
    expect(ids.filter((id) => !/^[a-z]+(?:[A-Z][a-z]+)+$/.test(id ?? ''))).toEqual([])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('describes every schema, member, parameter and response', () => {
    const places = [...objectsIn(document)].flatMap(([place, object]) => {
      const members = [object.type].flat().includes('object') ? Object.entries<Json>(object.properties ?? {}) : []
      const parameters = Array.isArray(object.parameters) ? object.parameters : []
      return [...members, ...parameters.map((one: Json) => [one.name, one])].map(
        ([name, one]) => [`${place}/${name}`, one] as const,
      )
    })
    const schemas = Object.entries<Json>(document.components.schemas)
    expect(places.length).toBeGreaterThan(300)
    expect([...places, ...schemas].filter(([, one]) => !isDescribed(one)).map(([place]) => place)).toEqual([])
  })

  it('refers to nothing that is not there', () => {
    const broken = [...objectsIn(document)].filter(
      ([, { $ref }]) => typeof $ref === 'string' && resolve({ $ref }) === undefined,
    )
    expect(broken.map(([place, { $ref }]) => `${place}: ${$ref}`)).toEqual([])
  })

  it('has no named schema that may be null: whoever uses it says so', () => {
    const nullable = Object.entries<Json>(document.components.schemas).filter(
      ([, { type, anyOf = [] }]) =>
        (Array.isArray(type) && type.includes('null')) || anyOf.some((one: Json) => one.type === 'null'),
    )
    expect(nullable.map(([name]) => name)).toEqual([])
  })

  it('has every error code with its status, what it means and what to do', () => {
    expect(document.components.schemas.Error.properties.error.properties.code.enum).toEqual(
      ERROR_CATALOGUE.map(({ code }) => code),
    )
    for (const { code, status, means, remedy } of ERROR_CATALOGUE)
      expect(document.info.description).toContain(`| ${status} | \`${code}\` | ${means} | ${remedy} |`)
  })

  it('has a response for every status of an error, and one for all others', () => {
    const told = Object.values<Json>(document.components.responses)
      .map(({ description }) => description)
      .join('\n')
    expect(ERROR_CATALOGUE.filter(({ code }) => !told.includes(`\`${code}\``))).toEqual([])
    expect(operations.filter(([, { responses }]) => responses.default === undefined)).toEqual([])
    expect(told).toMatch(/405 .*408 .*431 .*500 /)
  })
})
