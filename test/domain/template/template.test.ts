import { describe, expect, it } from 'vitest'
import { lifecycleOf, templateDecider, type Template } from '../../../src/domain/template/template.ts'
import {
  correctPublished,
  publishTemplate,
  recordQuestions,
  registerTemplate,
  restoreTemplate,
  retireTemplate,
  reviseTemplate,
  type TemplateContent,
} from '../../../src/domain/template/template-decisions.ts'
import type { TemplateEvent } from '../../../src/domain/template/template-events.ts'
import { slugOf } from '../../../src/domain/template/template-id.ts'
import { fold, given as givenEvents } from '../../support/data/given.ts'
import { question } from '../../support/data/questions.ts'

const content = (sha256 = 'a', over: Partial<TemplateContent> = {}): TemplateContent => ({
  format: 'docx',
  file: { key: `default/templates/nda/${sha256}.docx`, file_name: 'nda.docx', size: 1, sha256 },
  outline: [{ type: 'variable', name: 'party' }],
  questions: [question('party')],
  notes: [],
  compiler: '1',
  ...over,
})
const registered = (draft = false): TemplateEvent[] => [
  { type: 'TemplateRegistered', data: { template_id: 'nda', name: 'NDA', version: 1, ...content() } as never },
  ...(draft ? [] : [{ type: 'TemplatePublished', data: { version: 1 } } as const]),
]
const given = (...events: TemplateEvent[]) => givenEvents(templateDecider, events)

describe('registering', () => {
  it('publishes at once, unless it is a draft', () => {
    given()
      .when((state) => registerTemplate({ id: 'nda', name: 'NDA', content: content(), draft: false }, state))
      .then(registered())
    given()
      .when((state) => registerTemplate({ id: 'nda', name: 'NDA', content: content(), draft: true }, state))
      .then(registered(true))
  })

  it('refuses a name that is taken and suggests another', () => {
    given(...registered())
      .when((state) => registerTemplate({ id: 'nda', name: 'NDA', content: content(), draft: false }, state))
      .thenFails({ code: 'conflict', details: { field: 'name', suggestion: 'nda-2' } })
  })
})

describe('revising', () => {
  it('makes the next version and publishes it', () => {
    given(...registered())
      .when((state) => reviseTemplate({ content: content('b'), draft: false }, state))
      .thenTypes(['TemplateRevised', 'TemplatePublished'])
  })

  it('as a draft leaves the published version to requesters', () => {
    const state = given(...registered())
      .when((state) => reviseTemplate({ content: content('b'), draft: true }, state))
      .state()
    expect(state.published).toBe(1)
    expect(state.versions).toHaveLength(2)
  })

  it('with the same file and questions changes nothing', () => {
    given(...registered())
      .when((state) => reviseTemplate({ content: content(), draft: false }, state))
      .then([])
  })

  it('needs a template', () => {
    given()
      .when((state) => reviseTemplate({ content: content(), draft: false }, state))
      .thenFails({ code: 'not_found' })
  })
})

describe('refining questions', () => {
  const questions = [question('party', { label: 'Who signs?' })]

  it('makes a new version of the same file', () => {
    const state = given(...registered())
      .when((state) => recordQuestions({ questions, notes: [], draft: false }, state))
      .state()
    expect(state.versions[1]).toMatchObject({ version: 2, questions, file: { sha256: 'a' } })
    expect(state.published).toBe(2)
  })

  it('of a draft leaves it a draft', () => {
    given(...registered(true))
      .when((state) => recordQuestions({ questions, notes: [], draft: false }, state))
      .thenTypes(['QuestionsChanged'])
  })

  it('without a change changes nothing', () => {
    given(...registered())
      .when((state) => recordQuestions({ questions: [question('party')], notes: [], draft: false }, state))
      .then([])
  })
})

describe('correcting what is published under a draft', () => {
  const draft: TemplateEvent = {
    type: 'TemplateRevised',
    data: { version: 2, ...content('b'), questions: [question('party'), question('city')] } as never,
  }
  const corrected = { questions: [question('party', { label: 'Who signs?' })], notes: [] }
  const inDraft = { questions: [question('party', { label: 'Who signs?' }), question('city')], notes: [] }
  const decide = (state: Template) => correctPublished({ published: corrected, draft: inDraft }, state)

  it('publishes the correction of the published file, and brings the draft back as the latest', () => {
    const events = given(...registered(), draft).when(decide)
    events.thenTypes(['QuestionsChanged', 'TemplatePublished', 'QuestionsChanged'])
    const state = events.state()
    expect(state.versions.map(({ version, file, questions }) => [version, file.sha256, questions])).toEqual([
      [1, 'a', [question('party')]],
      [2, 'b', draft.data.questions],
      [3, 'a', corrected.questions],
      [4, 'b', inDraft.questions],
    ])
    expect(state.published).toBe(3)
    expect(lifecycleOf(state)).toBe('published')
  })

  it('without a draft is a refinement like any other, and without a change nothing', () => {
    given(...registered())
      .when(decide)
      .thenTypes(['QuestionsChanged', 'TemplatePublished'])
    given(...registered(), draft)
      .when((state) =>
        correctPublished({ published: { questions: [question('party')], notes: [] }, draft: inDraft }, state),
      )
      .then([])
  })

  it('needs something that is published', () => {
    given(...registered(true))
      .when(decide)
      .thenFails({ code: 'conflict', details: { field: 'of' } })
  })
})

describe('the life of a template', () => {
  it('goes from draft to published to retired and back', () => {
    const events = registered(true)
    const step = (decide: typeof publishTemplate) => {
      const result = decide(fold(templateDecider, events))
      if (result.ok) events.push(...result.value)
      return lifecycleOf(fold(templateDecider, events))
    }
    expect(lifecycleOf(fold(templateDecider, events))).toBe('draft')
    expect([step(publishTemplate), step(retireTemplate), step(retireTemplate), step(restoreTemplate)]).toEqual([
      'published',
      'retired',
      'retired',
      'published',
    ])
    expect(events.map(({ type }) => type)).toEqual([
      'TemplateRegistered',
      'TemplatePublished',
      'TemplateRetired',
      'TemplateRestored',
    ])
  })
})

it.each([
  ['Mietvertrag (neu)', 'mietvertrag-neu'],
  ['  Größe/Straße ', 'grosse-strasse'],
  ['NDA 2.0', 'nda-2-0'],
  ['../../etc/passwd', 'etc-passwd'],
  ['契約', undefined],
])('the slug of “%s” is %s', (name, slug) => expect(slugOf(name)).toBe(slug))
