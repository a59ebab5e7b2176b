/** An answer that could mean two things, over HTTP: both readings are in the details, and one is sent as data. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  UNCLEAR_ANSWERS,
  UNCLEAR_LOCALE,
  UNCLEAR_QUESTIONS,
  UNCLEAR_TEMPLATE,
} from '../../../support/data/unclear-answers.ts'
import { httpService, upload, type Client, type HttpService } from '../../../support/services/http-service.ts'

let service: HttpService
let client: Client
beforeAll(async () => {
  service = await httpService()
  client = await service.clientFor('admin')
  const questions = JSON.stringify(UNCLEAR_QUESTIONS)
  await client.send('POST', '/api/v1/templates', upload(UNCLEAR_TEMPLATE, { questions }, 'unclear.txt'))
})
afterAll(() => service.close())

const begin = async (answers: object = {}) =>
  client.send('POST', '/api/v1/generations', { template_id: 'unclear', answers, locale: UNCLEAR_LOCALE })

describe.each([0, 1])('reading %i', (index) => {
  test.each(UNCLEAR_ANSWERS)('of $written is offered, and stored as it is', async ({ name, written, readings }) => {
    const { id } = (await begin()).json
    const refused = await client.send('PUT', `/api/v1/generations/${id}/answers/${name}`, { value: written })
    expect(refused.status).toBe(422)
    expect(refused.json.error.details).toMatchObject({
      field: name,
      readings: readings.map(({ wire }) => wire),
      written: readings.map(({ shown }) => shown),
    })
    const { wire } = readings[index]!
    const taken = await client.send('PUT', `/api/v1/generations/${id}/answers/${name}`, { value: wire, form: 'wire' })
    expect(taken.json.answers[name].value).toBe(wire)
  })
})

test('all mistakes of answers given at once are told at once, each with its field and readings', async () => {
  const given = Object.fromEntries(UNCLEAR_ANSWERS.map(({ name, written }) => [name, written]))
  const { status, json } = await begin({ ...given, siez: 'x' })
  expect(status).toBe(422)
  expect(json.error.details.problems).toMatchObject([
    ...UNCLEAR_ANSWERS.map(({ name, readings }) => ({
      field: name,
      details: { readings: readings.map(({ wire }) => wire) },
    })),
    { field: 'answers.siez', message: 'This template has no question “siez”. Did you mean “size”?' },
  ])
  expect(json.error.message).toMatch(/^5 answers do not fit\.\n/)
})

describe('an answer can be tried without a conversation', () => {
  const tryAnswer = (body: object) =>
    client.send('POST', '/api/v1/templates/unclear/try', { locale: UNCLEAR_LOCALE, ...body })

  test('what is taken has its value, and how it is printed', async () => {
    const { status, json } = await tryAnswer({ name: 'day', value: '24 Dec 2026' })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      name: 'day',
      kind: 'date',
      value: '2026-12-24',
      shown: 'December 24, 2026',
      refusal: null,
    })
  })

  test.each(UNCLEAR_ANSWERS)('$written has its readings', async ({ name, written, readings }) => {
    const { json } = await tryAnswer({ name, value: written })
    expect(json).toMatchObject({ value: null, shown: '', refusal: { readings } })
    const wire = readings[1]!.wire
    expect((await tryAnswer({ name, value: wire, form: 'wire' })).json).toMatchObject({ value: wire, refusal: null })
  })

  test('an unknown question is named, and the one that is meant', async () => {
    const { status, json } = await tryAnswer({ name: 'dya', value: 'x' })
    expect([status, json.error.message]).toEqual([422, 'This template has no question “dya”. Did you mean “day”?'])
  })
})
