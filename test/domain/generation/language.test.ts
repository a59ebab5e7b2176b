/** The languages of a conversation: how it is read, and how its document prints. */
import { describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../src/domain/generation/decisions/change-language.ts'
import { confirmGeneration } from '../../../src/domain/generation/decisions/end-conversation.ts'
import { requestGeneration } from '../../../src/domain/generation/decisions/request-generation.ts'
import { generationDecider } from '../../../src/domain/generation/generation-decider.ts'
import type { GenerationEvent, GenerationEventData } from '../../../src/domain/generation/generation-events.ts'
import { parseEvent } from '../../../src/domain/event-catalogue.ts'
import { fold, given as givenEvents } from '../../support/data/given.ts'
import { question } from '../../support/data/questions.ts'
import { Story } from '../../support/data/story.ts'

const form = { questions: [question('party')] }
const request = {
  template_id: 'lease',
  template_version: 1,
  format: 'docx',
  locale: 'en-GB',
  zone: 'UTC',
  idle_days: 30,
  answers: [],
} as const
const requested = (over: Partial<GenerationEventData<'GenerationRequested'>> = {}): GenerationEvent => ({
  type: 'GenerationRequested',
  data: { ...request, answers: [], next: 'party', ...over },
})
const answered: GenerationEvent = {
  type: 'AnswerProvided',
  data: { name: 'party', kind: 'text', value: 'Ada', next: null },
}
const given = (...events: GenerationEvent[]) => givenEvents(generationDecider, events)
const stateOf = (...events: GenerationEvent[]) => fold(generationDecider, events)

describe('a conversation that begins', () => {
  it('records the language of its document, and that the requester chose it', () => {
    given()
      .when((state) => requestGeneration({ ...request, document_language: 'de-DE' }, state, form))
      .then([requested({ document_language: 'de-DE' })])
    given()
      .when((state) =>
        requestGeneration({ ...request, document_language: 'de-DE', language_chosen: true }, state, form),
      )
      .then([requested({ document_language: 'de-DE', language_chosen: true })])
  })

  it('of before prints in the language that it is read in', () => {
    const old = parseEvent<GenerationEvent>('GenerationRequested', requested().data)
    expect(stateOf(old)).toMatchObject({ locale: 'en-GB', document_language: 'en-GB', language_chosen: false })
  })
})

describe('changing the languages', () => {
  it('records what changes, and nothing that is so already', () => {
    const begun = requested({ document_language: 'de-DE' })
    given(begun)
      .when((state) => changeLanguage({ locale: 'fr-FR' }, state))
      .then([{ type: 'LanguageChanged', data: { locale: 'fr-FR' } }])
    given(begun)
      .when((state) => changeLanguage({ locale: 'en-GB', document_language: 'fr-FR' }, state))
      .then([{ type: 'LanguageChanged', data: { document_language: 'fr-FR' } }])
    for (const both of [{ locale: 'en-GB' }, { locale: 'en-GB', document_language: 'de-DE' }])
      given(begun)
        .when((state) => changeLanguage(both, state))
        .then([])
    given(begun)
      .when((state) => changeLanguage({ locale: 'fr-FR', document_language: 'de-DE' }, state))
      .then([{ type: 'LanguageChanged', data: { locale: 'fr-FR' } }])
  })

  it('keeps the other one, and remembers a choice for copies', () => {
    const begun = requested({ document_language: 'de-DE' })
    expect(stateOf(begun, { type: 'LanguageChanged', data: { locale: 'fr-FR' } })).toMatchObject({
      locale: 'fr-FR',
      document_language: 'de-DE',
      language_chosen: false,
    })
    const chosen = stateOf(begun, { type: 'LanguageChanged', data: { document_language: 'de-DE' } })
    expect(chosen).toMatchObject({ locale: 'en-GB', document_language: 'de-DE', language_chosen: true })
  })

  it('of the document makes an earlier review stale; of reading does not', () => {
    const confirm = (...events: GenerationEvent[]) =>
      given(requested(), answered, ...events).when((state, revision) =>
        confirmGeneration(
          { document_id: '018f4f6e-0000-7000-8000-000000000001', file_name: 'a', reviewed_revision: 1 },
          state,
          form,
          revision,
        ),
      )
    confirm({ type: 'LanguageChanged', data: { locale: 'fr-FR' } }).thenTypes(['GenerationConfirmed'])
    confirm({ type: 'LanguageChanged', data: { document_language: 'fr-FR' } }).thenFails({
      code: 'conflict',
      details: { field: 'revision' },
    })
  })

  it('is refused once the answers are confirmed', () => {
    given(requested(), answered, { type: 'GenerationCancelled', data: {} })
      .when((state) => changeLanguage({ locale: 'fr-FR' }, state))
      .thenFails({ code: 'conflict' })
  })

  it('asks the question again in a channel, where its example changes', () => {
    const story = new Story(form)
    const before = story.state.outbox?.asked_since
    expect(story.tell((state) => changeLanguage({ locale: 'de-DE' }, state))).toEqual([
      { type: 'LanguageChanged', data: { locale: 'de-DE', posts: true } },
    ])
    expect(story.state.outbox?.asked_since).toBeGreaterThan(before ?? -1)
    expect([...(story.state.outbox?.pending.values() ?? [])]).toMatchObject([{ about: 'question', name: 'party' }])
  })
})
