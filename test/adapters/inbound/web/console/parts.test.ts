/** The console's small parts: the visitor's zone, the chart's days, the order of questions. */
import { describe, expect, test } from 'vitest'
import { attachmentHeaders } from '../../../../../src/adapters/inbound/web/shared/content-disposition.ts'
import { moveQuestion, refinementAt } from '../../../../../src/adapters/inbound/web/console/forms/question-path.ts'
import { refinementFromTexts } from '../../../../../src/adapters/inbound/web/console/forms/question-edit.ts'
import { textsFromQuestion } from '../../../../../src/adapters/inbound/web/console/forms/question-texts.ts'
import { browserSettings } from '../../../../../src/adapters/inbound/web/console/session.ts'
import { questionForm } from '../../../../../src/adapters/inbound/web/console/views/parts/question/question-form.ts'
import { uploadProblems } from '../../../../../src/adapters/inbound/web/console/views/parts/template/upload-problems.ts'
import { readAnswer } from '../../../../../src/answers/read.ts'
import { templatesPage } from '../../../../../src/adapters/inbound/web/console/views/pages/templates-page.ts'
import { sumByDay } from '../../../../../src/adapters/inbound/web/console/views/parts/reports/usage-by-day.ts'
import type { Question } from '../../../../../src/domain/questions/question.ts'

const field = (name: string, label = name): Question => ({ name, label, kind: 'text', required: true, when: [] })

describe('an uploaded file with mistakes', () => {
  const mistake = { part: 'body', paragraph: 1, around: 'x', message: 'Wrong.', fix: 'Mend it.' }
  const problemsOf = async (details: Readonly<Record<string, unknown>>): Promise<string> =>
    String(await uploadProblems({ code: 'invalid_template', message: 'No.', details }, undefined))
  test('shows what should be looked at, too', async () => {
    const shown = await problemsOf({ mistakes: [mistake], remarks: [{ ...mistake, message: 'Odd <b>.' }] })
    expect(shown).toMatch(/Wrong\.[^]*Look at this, too[^]*Odd &lt;b&gt;\./)
    expect(await problemsOf({ mistakes: [mistake] })).not.toContain('Look at this')
  })
})

describe('the visitor', () => {
  test.each([
    [['Europe/Berlin', 'de-DE', undefined], { zone: 'Europe/Berlin', locale: 'de-DE' }],
    [[undefined, undefined, 'fr-CH, fr;q=0.9'], { zone: 'UTC', locale: 'fr-CH' }],
    [['Mars/Crater', '!!', undefined], { zone: 'UTC', locale: 'en-US' }],
    [['x'.repeat(5000), undefined, '*'], { zone: 'UTC', locale: 'en-US' }],
  ] as const)('%j is at %j', ([zone, locale, accept], expected) => {
    expect(browserSettings(zone, locale, accept)).toEqual(expected)
  })
})

test('the chart has every day of the range, and 120 at most', () => {
  const row = {
    template_id: 'a',
    template_name: 'A',
    day: '2026-11-02',
    requested: 3,
    confirmed: 2,
    rendered: 2,
    delivered: 1,
    failed: 0,
    cancelled: 0,
    expired: 0,
  }
  expect(sumByDay([row, { ...row, template_id: 'b', requested: 1 }], { from: '2026-11-01', to: '2026-11-03' })).toEqual(
    [
      { day: '2026-11-01', begun: 0, made: 0 },
      { day: '2026-11-02', begun: 4, made: 4 },
      { day: '2026-11-03', begun: 0, made: 0 },
    ],
  )
  expect(sumByDay([], { from: '2020-01-01', to: '2026-11-03' })).toHaveLength(120)
})

describe('editing questions', () => {
  const list: Question = { ...field('items'), kind: 'list', fields: [field('a'), field('b')] }
  test('a move names all siblings in their new order; at the end nothing moves', () => {
    expect(moveQuestion([field('x'), list], ['items'], -1)).toEqual([{ name: 'items' }, { name: 'x' }])
    expect(moveQuestion([field('x'), list], ['items', 'a'], 1)).toEqual([
      { name: 'items', fields: [{ name: 'b' }, { name: 'a' }] },
    ])
    expect(moveQuestion([field('x'), list], ['items'], 1)).toEqual([])
  })
  test('what does not fit the kind is taken away, the default is read as people write it', () => {
    const texts = {
      ...textsFromQuestion({ ...field('d'), choices: [{ value: 'a', label: 'b' }], limits: { max_length: 3 } }),
      kind: 'date' as const,
      default: '24 December 2026',
      format: 'iso',
    }
    const read = refinementFromTexts('d', texts, { now: '2026-11-21T10:00:00Z', zone: 'UTC', locale: 'en-GB' })
    expect(read).toMatchObject({
      ok: true,
      value: { kind: 'date', default: '2026-12-24', choices: null, limits: null, format: 'iso' },
    })
    expect(refinementAt(['items', 'a'], { name: 'a', label: 'A' })).toEqual({
      name: 'items',
      fields: [{ name: 'a', label: 'A' }],
    })
  })
})

test('a file name cannot break out of its header', () => {
  const disposition = (name: string) => attachmentHeaders(name, 'text/plain')['content-disposition']
  expect(disposition('Zoë "x"\r\nSet-Cookie: a=b.docx')).toBe(
    'attachment; filename="Zoe _x___Set-Cookie: a=b.docx"; ' +
      "filename*=UTF-8''Zo%C3%AB%20%22x%22__Set-Cookie%3A%20a%3Db.docx",
  )
  expect(disposition('a\ud800.docx')).toBe('attachment; filename="a_.docx"; filename*=UTF-8\'\'a%EF%BF%BD.docx')
})

describe('the list of templates', () => {
  const session = {
    id: 's',
    caller: { actor: 'key:a', tenant: 'default', roles: ['author'] as const },
    token: '',
    csrf: '',
    zone: 'UTC',
    locale: 'en',
  }
  const letter = {
    id: 'letter',
    name: 'Letter',
    format: 'docx',
    state: 'published' as const,
    version: 1,
    published_version: 1,
    language: 'de-DE',
    question_count: 1,
    created_at: '2026-11-21T10:00:00.000Z',
    updated_at: '2026-11-21T10:00:00.000Z',
  }
  const offered = async (total: number, search: string) => {
    const page = await templatesPage({
      session,
      templates: { data: [letter], pagination: { page: 1, limit: 20, total } },
      search,
    })
    return [...String(page).matchAll(/\/templates\/samples\/(\w+)/g)].map(([, name]) => name)
  }
  test('goes on offering the samples that are not there yet', async () =>
    expect(await offered(1, '')).toEqual(['agreement', 'offer']))
  test('but not among many templates, or where something is searched for', async () =>
    expect([...(await offered(30, '')), ...(await offered(1, 'le'))]).toEqual([]))
})

test('the words that the hint of a date recommends are read without a question', async () => {
  const session = {
    id: 's',
    caller: { actor: 'key:a', tenant: 'default', roles: ['requester'] as const },
    token: '',
    csrf: '',
    zone: 'UTC',
    locale: 'en',
  }
  const question = { ...field('start_date'), kind: 'date' as const, example: '21 Nov 2026', revision: null }
  const html = String(
    await questionForm(session, {
      generation: 'g',
      locale: 'en-GB',
      question,
      typed: [],
      editing: false,
      focus: false,
    }),
  )
  const recommended = [...html.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words)
  expect(recommended.length).toBeGreaterThan(1)
  for (const words of recommended) {
    for (const day of ['2026-11-23', '2026-11-27', '2026-11-30']) {
      expect(
        readAnswer({ ...field('start_date'), kind: 'date' }, words, {
          now: `${day}T10:00:00Z`,
          zone: 'UTC',
          locale: 'en-GB',
        }),
      ).toMatchObject({ ok: true })
    }
  }
})
