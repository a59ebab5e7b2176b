/** The language of documents: which tags are known, who decides, and how an author changes it. */
import { describe, expect, it, test } from 'vitest'
import {
  canonicalLanguage,
  checkLanguage,
  documentLanguage,
  isSameLanguage,
  languageName,
} from '../../../src/domain/template/language.ts'
import { latestVersion, templateDecider } from '../../../src/domain/template/template.ts'
import {
  recordQuestions,
  registerTemplate,
  reviseTemplate,
  setTemplateLanguage,
  type TemplateContent,
} from '../../../src/domain/template/template-decisions.ts'
import type { TemplateEvent } from '../../../src/domain/template/template-events.ts'
import { fold, given as givenEvents } from '../../support/data/given.ts'
import { question } from '../../support/data/questions.ts'

const content = (over: Partial<TemplateContent> = {}): TemplateContent => ({
  format: 'docx',
  file: { key: 'default/templates/lease/a.docx', file_name: 'lease.docx', size: 1, sha256: 'a' },
  outline: [{ type: 'variable', name: 'party' }],
  questions: [question('party')],
  notes: [],
  compiler: '1',
  ...over,
})
const registered = (over: Partial<TemplateContent> = {}, draft = false): TemplateEvent[] => [
  { type: 'TemplateRegistered', data: { template_id: 'lease', name: 'Lease', version: 1, ...content(over) } as never },
  ...(draft ? [] : [{ type: 'TemplatePublished', data: { version: 1 } } as const]),
]
const given = (...events: TemplateEvent[]) => givenEvents(templateDecider, events)

describe('a tag', () => {
  test.each([
    ['de-DE', 'de-DE'],
    ['DE-de', 'de-DE'],
    ['de', 'de'],
    ['sr-latn-rs', 'sr-Latn-RS'],
    ['es-419', 'es-419'],
    ['iw', 'he'],
    ['ca-ES-valencia', 'ca-ES-valencia'],
  ])('%s is %s', (tag, known) => expect(canonicalLanguage(tag)).toBe(known))

  test.each([
    '',
    'german',
    'xx',
    'de_DE',
    'de-XX',
    'de-ZZ',
    'x-none',
    'en-US-u-ca-buddhist',
    'und',
    `de-${'a'.repeat(60)}`,
    '0407',
  ])('“%s” is refused with the name of its field', (tag) => {
    expect(canonicalLanguage(tag)).toBeUndefined()
    expect(checkLanguage(tag, 'document_language')).toMatchObject({
      ok: false,
      error: {
        code: 'unprocessable',
        details: { field: 'document_language' },
        message: expect.stringContaining('de-DE'),
      },
    })
  })

  test.each([
    ['de', 'de-DE', true],
    ['en', 'en-US', true],
    ['zh-TW', 'zh-Hant-TW', true],
    ['en-GB', 'en-US', false],
    ['de-AT', 'de-DE', false],
    ['nonsense!', 'de', false],
  ])('%s and %s mean the same: %s', (one, other, same) => expect(isSameLanguage(one, other)).toBe(same))

  it('has a name in any language', () => {
    expect(languageName('de-DE')).toBe('German (Germany)')
    expect(languageName('en-US', 'de-DE')).toBe('Englisch (Vereinigte Staaten)')
    expect(languageName('not a tag')).toBe('not a tag')
  })
})

test.each([
  [{ language: 'de-DE', file_language: 'en-US' }, 'fr-FR', 'de-DE'],
  [{ file_language: 'en-US' }, 'fr-FR', 'en-US'],
  [{}, 'fr-FR', 'fr-FR'],
  [{}, undefined, 'ja-JP'],
])('the author’s word wins, then the file, the service’s default, the person: %o', (version, standard, language) =>
  expect(documentLanguage(version, { standard, person: 'ja-JP' })).toBe(language),
)

describe('the language of a version', () => {
  it('is recorded with the file, and absent in events of before', () => {
    given()
      .when((state) =>
        registerTemplate(
          { id: 'lease', name: 'Lease', content: content({ language: 'de-DE', file_language: 'en-US' }), draft: true },
          state,
        ),
      )
      .then(registered({ language: 'de-DE', file_language: 'en-US' }, true))
    given()
      .when((state) => registerTemplate({ id: 'lease', name: 'Lease', content: content(), draft: false }, state))
      .then(registered())
    expect(latestVersion(fold(templateDecider, registered()))).not.toHaveProperty('language')
  })

  it('is set as a new version, which is published where the one before was', () => {
    given(...registered())
      .when((state) => setTemplateLanguage({ language: 'de-DE' }, state))
      .then([
        { type: 'TemplateLanguageSet', data: { version: 2, language: 'de-DE' } },
        { type: 'TemplatePublished', data: { version: 2 } },
      ])
    given(...registered({}, true))
      .when((state) => setTemplateLanguage({ language: 'de-DE' }, state))
      .thenTypes(['TemplateLanguageSet'])
    given()
      .when((state) => setTemplateLanguage({ language: 'de-DE' }, state))
      .thenFails({ code: 'not_found' })
  })

  it('is left alone where it is that already, and left to the file again', () => {
    const set = [
      ...registered({ file_language: 'en-US' }),
      { type: 'TemplateLanguageSet', data: { version: 2, language: 'de-DE' } } as const,
    ]
    given(...set)
      .when((state) => setTemplateLanguage({ language: 'de-DE' }, state))
      .then([])
    const state = given(...set)
      .when((before) => setTemplateLanguage({ language: null }, before))
      .state()
    expect(latestVersion(state)).toMatchObject({ version: 3, language: undefined, file_language: 'en-US' })
    expect(state.versions.map(({ language }) => language)).toEqual([undefined, 'de-DE', undefined])
  })

  it('stays when questions are refined', () => {
    const state = given(...registered({ language: 'de-DE' }))
      .when((before) =>
        recordQuestions({ questions: [question('party', { label: 'Who?' })], notes: [], draft: false }, before),
      )
      .state()
    expect(latestVersion(state)).toMatchObject({ version: 2, language: 'de-DE' })
  })

  it('makes a new version of the same file', () => {
    given(...registered())
      .when((state) => reviseTemplate({ content: content({ language: 'de-DE' }), draft: false }, state))
      .thenTypes(['TemplateRevised', 'TemplatePublished'])
    given(...registered({ language: 'de-DE' }))
      .when((state) => reviseTemplate({ content: content({ language: 'de-DE' }), draft: false }, state))
      .then([])
  })
})
