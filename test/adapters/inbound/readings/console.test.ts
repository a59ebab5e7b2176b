/** An answer that could mean two things, in the console: both readings are buttons, and one is stored as data. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  UNCLEAR_ANSWERS,
  UNCLEAR_LOCALE,
  UNCLEAR_QUESTIONS,
  UNCLEAR_TEMPLATE,
} from '../../../support/data/unclear-answers.ts'
import { consoleService, type ConsoleService } from '../../../support/services/console-service.ts'

let service: ConsoleService
let browser: Browser

/** Cookies and forms, nothing else. */
class Browser {
  #cookie = ''
  #csrf = ''

  async get(path: string): Promise<string> {
    return (await this.#send(path, {})).text
  }

  async post(path: string, fields: Record<string, string | File>) {
    const body = new FormData()
    for (const [name, value] of Object.entries({ csrf: this.#csrf, ...fields })) body.append(name, value)
    return this.#send(path, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  }

  async #send(path: string, init: RequestInit) {
    const headers = {
      ...(init.headers as Record<string, string>),
      cookie: this.#cookie,
      'accept-language': UNCLEAR_LOCALE,
    }
    const response = await fetch(service.url + path, { ...init, redirect: 'manual', headers })
    this.#cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie
    const text = await response.text()
    this.#csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#csrf
    return { status: response.status, text, location: response.headers.get('location') ?? '' }
  }
}

beforeAll(async () => {
  service = await consoleService()
  browser = new Browser()
  const link = new URL(await service.linkFor(await service.person('ada', 'admin')))
  await browser.post('/sign-in', { token: link.searchParams.get('token')! })
  await browser.get('/')
  const questions = new File([JSON.stringify(UNCLEAR_QUESTIONS)], 'questions.json')
  const file = new File([UNCLEAR_TEMPLATE], 'unclear.txt')
  expect((await browser.post('/templates', { name: 'Unclear', file, questions })).location).toBe('/templates/unclear')
})
afterAll(() => service.close())

describe.each([0, 1])('reading %i', (index) => {
  test.each(UNCLEAR_ANSWERS)('of $written is a button, and stored as it is', async ({ name, written, readings }) => {
    const path = (await browser.post('/generations', { template_id: 'unclear', once: crypto.randomUUID() })).location
    const refused = await browser.post(`${path}/answers`, { name, value: written, replaces: '', do: 'answer' })
    expect(refused.status).toBe(422)
    // Of the question that is due; of another one, the sentence says what it could mean.
    for (const { wire, shown } of readings)
      expect(refused.text).toMatch(
        name === 'day'
          ? new RegExp(`name="reading"\\s+value="${wire}"[^>]*>\\s*${shown}`)
          : new RegExp(shown.replaceAll('.', '\\.')),
      )
    const { wire } = readings[index]!
    await browser.post(`${path}/answers`, { name, reading: wire, replaces: '' })
    const key = await service.app.keyFor('admin')
    const shown = await service.api.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })
    const body = (await shown.json()) as { answers?: Record<string, { value: unknown }> }
    if (body.answers !== undefined) expect(body.answers[name]?.value).toBe(wire)
    else expect(await browser.get(path)).toContain(readings[index]!.shown)
  })
})

test('an author tries an answer on the page of the template', async () => {
  const taken = await browser.get('/templates/unclear?q=day&try=24+Dec+2026')
  expect(taken).toMatch(/Taken as <code>&quot;2026-12-24&quot;<\/code>, printed “December 24, 2026”/)
  const unclear = await browser.get('/templates/unclear?q=day&try=12.5.2027')
  for (const { wire, shown } of UNCLEAR_ANSWERS[0]!.readings)
    expect(unclear).toContain(`<li>${shown} <code>${wire}</code>`)
})
