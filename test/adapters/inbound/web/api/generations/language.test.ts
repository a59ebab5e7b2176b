/** The language of documents over HTTP: given, found in the file, changed, and what a conversation makes of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../../support/services/http-service.ts'
import { p, wordFile } from '../../../../../rendering/support/word.ts'
import { until } from '../../../../../support/until.ts'

let service: HttpService
let admin: Client
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
})
afterAll(() => service.close())

const ask: Client['ask'] = (...request) => admin.ask(...request)
const register = (name: string, text: string | Uint8Array, fields = {}, file = `${name}.md`, status = 201) =>
  ask('POST', '/templates', upload(text, { name, ...fields }, file), status)
const WHOLE = { prefer: 'return=representation' }
const begin = (body: object, headers = {}) => ask('POST', '/generations', body, 201, headers)

async function documentOf(id: string, revision: number): Promise<string> {
  await ask('POST', `/generations/${id}/confirm`, { revision })
  await until('the document is made', async () => (await ask('GET', `/generations/${id}`)).state === 'rendered')
  return (await admin.send('GET', `/api/v1/generations/${id}/document`)).text
}

const LEASE = `# Mietvertrag

geboren am {{geburtsdatum}}. Die monatliche Miete beträgt {{kaltmiete}} Euro. Haustiere erlaubt: {{erlaubt}}.
`
const KINDS = JSON.stringify([
  { name: 'geburtsdatum', kind: 'date' },
  { name: 'kaltmiete', kind: 'money' },
  { name: 'erlaubt', kind: 'yes_no' },
])

test('a German lease that is answered from an English browser is German', async () => {
  const lease = await register('Lease', LEASE, { language: 'de-DE', questions: KINDS })
  expect(lease).toMatchObject({ language: 'de-DE', language_from: 'author', versions: [{ language: 'de-DE' }] })
  const begun = await begin({ template_id: 'lease', zone: 'Europe/Berlin' }, { 'accept-language': 'en-US,en;q=0.9' })
  expect(begun).toMatchObject({
    locale: 'en-US',
    document_language: 'de-DE',
    question: { name: 'geburtsdatum', document_language: 'de-DE', example: expect.stringContaining('2026') },
  })
  const { id } = begun
  await ask('PUT', `/generations/${id}/answers/geburtsdatum`, { value: 'May 6, 1990' })
  await ask('PUT', `/generations/${id}/answers/kaltmiete`, { value: '1,250.00' })
  const { review, revision } = await ask('PUT', `/generations/${id}/answers/erlaubt`, { value: 'yes' }, 200, WHOLE)
  expect(review).toMatchObject([
    { value: '1990-05-06', shown: 'May 6, 1990', printed: '6. Mai 1990' },
    { value: '1250', shown: '1,250.00', printed: '1.250,00' },
    { value: true, shown: 'Yes', printed: 'Ja' },
  ])
  expect(await documentOf(id, revision)).toContain(
    'geboren am 6. Mai 1990. Die monatliche Miete beträgt 1.250,00 Euro. Haustiere erlaubt: Ja.',
  )
})

test('where the two are one, nothing is said', async () => {
  const begun = await begin({ template_id: 'lease', locale: 'de', answers: { geburtsdatum: '6.5.1990' } })
  expect(begun).toMatchObject({ locale: 'de', document_language: 'de-DE' })
  expect(begun.question).not.toHaveProperty('document_language')
  expect(begun.answers.geburtsdatum).not.toHaveProperty('printed')
})

describe('who decides', () => {
  const word = wordFile({
    body: p('Guten Tag {{name}}'),
    parts: {
      'word/styles.xml':
        '<w:styles NS><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>',
    },
  })

  test('the file, until the author says another; a new file keeps the author’s word', async () => {
    expect(await register('Greeting', word, {}, 'a.docx')).toMatchObject({ language: 'de-AT', language_from: 'file' })
    expect(await ask('PUT', '/templates/greeting/language', { language: 'fr-fr' })).toMatchObject({
      version: 2,
      published_version: 2,
      language: 'fr-FR',
      language_from: 'author',
    })
    const evening = wordFile({ body: p('Guten Abend {{name}}') })
    expect(
      await ask('POST', '/templates/greeting/versions', upload(evening, { draft: 'true' }, 'b.docx'), 201),
    ).toMatchObject({ version: 3, language: 'fr-FR', language_from: 'author' })
    expect(await ask('POST', '/templates/greeting/versions', upload(word, {}, 'c.docx'), 201)).toMatchObject({
      version: 4,
    })
    expect(await ask('PUT', '/templates/greeting/language', { language: null })).toMatchObject({
      language: 'de-AT',
      language_from: 'file',
    })
    await service.app.settled()
    const { data } = await ask('GET', '/templates?search=greeting')
    expect(data).toMatchObject([{ id: 'greeting', language: 'de-AT' }])
  })

  test('front matter of Markdown; inspecting tells it, too', async () => {
    const text = '---\nlang: ja\n---\n{{start}}'
    expect(await ask('POST', '/templates/inspect', upload(text, {}, 'a.md'))).toMatchObject({ language: 'ja' })
    expect(await ask('POST', '/templates/inspect', upload(text, { language: 'fr' }, 'a.md'))).toMatchObject({
      language: 'fr',
    })
    expect(await register('Plain', 'Hello {{name}}', {}, 'a.txt')).toMatchObject({
      language: null,
      language_from: null,
    })
  })

  test('without a word of the template the service’s default, then the person', async () => {
    expect(await begin({ template_id: 'plain', locale: 'fr-FR' })).toMatchObject({ document_language: 'fr-FR' })
    const app = service.app as { standardLanguage?: string | undefined }
    app.standardLanguage = 'de-CH'
    try {
      expect(await begin({ template_id: 'plain', locale: 'fr-FR' })).toMatchObject({ document_language: 'de-CH' })
      expect(await begin({ template_id: 'lease', locale: 'fr-FR' })).toMatchObject({ document_language: 'de-DE' })
    } finally {
      delete app.standardLanguage
    }
  })

  test('the requester may choose it, and a copy keeps that', async () => {
    const answers = { geburtsdatum: '1990-05-06', kaltmiete: '1250', erlaubt: false }
    const chosen = await begin({ template_id: 'lease', locale: 'en-US', document_language: 'fr-FR', answers })
    expect(chosen).toMatchObject({ document_language: 'fr-FR' })
    expect(await documentOf(chosen.id, chosen.revision)).toContain('6 mai 1990')
    expect(await ask('POST', `/generations/${chosen.id}/copy`, undefined, 201)).toMatchObject({
      locale: 'en-US',
      document_language: 'fr-FR',
    })
    const usual = await begin({ template_id: 'lease', locale: 'en-US', answers })
    await ask('PUT', '/templates/lease/language', { language: 'it-IT' })
    expect(await ask('GET', `/generations/${usual.id}`)).toMatchObject({ document_language: 'de-DE' })
    expect(await ask('POST', `/generations/${usual.id}/copy`, undefined, 201)).toMatchObject({
      document_language: 'it-IT',
    })
    await ask('PUT', '/templates/lease/language', { language: 'de-DE' })
  })
})

test('a conversation that has begun changes how it is read, and the language of its document', async () => {
  const { id } = await begin({ template_id: 'lease', locale: 'en-US' })
  const german = await ask('PUT', `/generations/${id}/language`, { locale: 'de-DE' })
  expect(german).toMatchObject({ locale: 'de-DE', document_language: 'de-DE' })
  expect(german.question).not.toHaveProperty('document_language')
  const answered = await ask('PUT', `/generations/${id}/answers/geburtsdatum`, { value: '6. Mai 1990' })
  expect(answered.answers.geburtsdatum).toMatchObject({ value: '1990-05-06', shown: '6. Mai 1990' })
  expect(await ask('PUT', `/generations/${id}/language`, { document_language: 'en-GB' }, 200, WHOLE)).toMatchObject({
    locale: 'de-DE',
    document_language: 'en-GB',
    question: { document_language: 'en-GB' },
    answers: { geburtsdatum: { shown: '6. Mai 1990', printed: '6 May 1990' } },
  })
  expect((await ask('PUT', `/generations/${id}/language`, {}, 422)).error.details).toMatchObject({ field: 'locale' })
})

test.each([
  ['de-DE,en;q=0.5', 'de-DE'],
  ['en;q=0.5, fr-CA', 'fr-CA'],
  ['xx, de-AT;q=0.1', 'de-AT'],
  ['de;q=0, *', 'en-US'],
  ['*', 'en-US'],
  ['!!;;q=', 'en-US'],
])('Accept-Language “%s” where the request names no locale: %s', async (header, locale) =>
  expect(await begin({ template_id: 'plain' }, { 'accept-language': header })).toMatchObject({ locale }),
)

test('an endless Accept-Language is not read', async () =>
  expect(await begin({ template_id: 'plain' }, { 'accept-language': 'de,'.repeat(3000) })).toMatchObject({
    locale: 'en-US',
  }))

test('a locale that the request names wins over the header', async () =>
  expect(await begin({ template_id: 'plain', locale: 'fr' }, { 'accept-language': 'de' })).toMatchObject({
    locale: 'fr',
  }))

test('a preview prints in the template’s language, or in the one that is asked for', async () => {
  const preview = async (body: object) => (await admin.send('POST', '/api/v1/templates/lease/preview', body)).text
  const answers = { geburtsdatum: 'May 6, 1990', kaltmiete: '1250', erlaubt: true }
  expect(await preview({ answers, locale: 'en-US' })).toContain('6. Mai 1990')
  expect(await preview({ answers, locale: 'en-US', language: 'en-GB' })).toContain('6 May 1990')
})

describe('what is no language is refused with its field', () => {
  test.each(['german', 'de_DE', 'xx-YY', 'en-US-u-ca-buddhist', 'a'.repeat(100)])('%s', async (tag) => {
    const field = async (promise: Promise<Json>) => (await promise).error.details.field
    expect(await field(register('No', LEASE, { language: tag }, 'a.md', 422))).toBe('language')
    expect(await field(ask('POST', '/templates/inspect', upload(LEASE, { language: tag }, 'a.md'), 422))).toBe(
      'language',
    )
    expect(await field(ask('PUT', '/templates/lease/language', { language: tag }, 422))).toBe('language')
    expect(await field(ask('POST', '/templates/lease/preview', { language: tag }, 422))).toBe('language')
    expect(await field(ask('POST', '/generations', { template_id: 'lease', document_language: tag }, 422))).toBe(
      'document_language',
    )
    const { id } = await begin({ template_id: 'lease' })
    expect(await field(ask('PUT', `/generations/${id}/language`, { document_language: tag }, 422))).toBe(
      'document_language',
    )
    expect(await field(ask('PUT', `/generations/${id}/language`, { locale: tag }, 422))).toBe('locale')
  })
})
