/** What Slack says of the document's language, and the forms that change it. */
import { describe, expect, it, test } from 'vitest'
import { textsFor } from '../../../../../src/adapters/inbound/slack/ui/texts/texts.ts'
import { draftMessage } from '../../../../../src/adapters/inbound/slack/ui/views/authoring/draft-message.ts'
import { editModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/edit-modal.ts'
import {
  languageModal,
  templateLanguageModal,
} from '../../../../../src/adapters/inbound/slack/ui/views/modals/language-modal.ts'
import { correctionMessage } from '../../../../../src/adapters/inbound/slack/ui/views/notices/correction-message.ts'
import { questionMessage } from '../../../../../src/adapters/inbound/slack/ui/views/question/question-message.ts'
import { reviewMessage } from '../../../../../src/adapters/inbound/slack/ui/views/review-message.ts'
import type { Kind } from '../../../../../src/domain/questions/question.ts'
import type { TemplateView } from '../../../../../src/queries/template/present-template.ts'
import { findBlockProblems, findViewProblems } from '../../../../../tools/slack-simulator/block-kit/validate.ts'
import { longest } from './hostile.ts'

const [en, de] = [textsFor('en-US'), textsFor('de-DE')]
const asking = (kind: Kind, document_language: string | undefined) => {
  const made = longest(kind, 'a', 'requester', 0)
  return { ...made, question: { ...made.question, document_language } }
}
const said = (kind: Kind, tag: string | undefined, texts = en): string =>
  JSON.stringify(questionMessage(asking(kind, tag), { help: 0 }, texts).blocks)

describe('a question', () => {
  test.each(['date', 'money', 'number', 'integer'] as const)('of kind %s may be written one’s own way', (kind) => {
    expect(said(kind, 'de-DE')).toContain('Write it your way; the document is in German (Germany).')
    expect(said(kind, 'en-US', de)).toContain('Sprache des Dokuments: Englisch (Vereinigte Staaten).')
  })

  it('of another kind only says it', () => {
    expect(said('text', 'de-DE')).toContain('The document is in German (Germany).')
    expect(said('text', 'de-DE')).not.toContain('your way')
  })

  it('says nothing where the two are one, and offers to change it only where they are not', () => {
    expect(said('date', undefined)).not.toContain('document is in')
    expect(said('date', undefined)).not.toContain('Language…')
    expect(said('date', 'de-DE')).toContain('Language…')
  })

  it('says it in a form, too', () => {
    const { generation, question, answer } = asking('money', 'de-DE')
    expect(JSON.stringify(editModal(generation, question, answer?.value, { shown_under: undefined }, en))).toContain(
      'Write it your way; the document is in German (Germany).',
    )
  })
})

it('a proposed change shows what the document will say, too', () => {
  const made = longest('date', 'a', 'requester', 0)
  const answer = { ...made.answer!, value: '1990-05-06', skipped: false, shown: 'May 6, 1990', printed: '6. Mai 1990' }
  const question = { ...made.question, label: 'Start' }
  const proposed = (printed?: string) =>
    correctionMessage(
      { ...made, question, answer, correction: { to: 'May 7, 1990', printed, revision: 3 } },
      textsFor('en-US'),
    ).text
  const from = 'Change “Start” from “May 6, 1990 (in the document: 6. Mai 1990)”'
  expect(proposed('7. Mai 1990')).toBe(`${from} to “May 7, 1990 (in the document: 7. Mai 1990)”?`)
  expect(proposed()).toBe(`${from} to “May 7, 1990”?`)
})

it('the review shows what the document will say, also to screen readers', () => {
  const made = longest('text', 'a', 'requester', 0)
  const answer = {
    ...Object.values(made.generation.answers)[0]!,
    label: 'Start',
    shown: 'May 6, 1990',
    printed: '6. Mai 1990',
    list: undefined,
    item: undefined,
  }
  const { text, blocks } = reviewMessage(
    { ...made, generation: { ...made.generation, answers: { start: answer } } },
    en,
  )
  expect(JSON.stringify(blocks)).toContain('in the document: 6. Mai 1990')
  expect(text).toContain('May 6, 1990 (in the document: 6. Mai 1990)')
  expect(JSON.stringify(blocks)).toContain('Language…')
  expect(findBlockProblems(blocks, 'message')).toEqual([])
})

describe('the forms', () => {
  const template: TemplateView = {
    id: 'lease',
    name: 'Lease',
    format: 'docx',
    state: 'draft',
    version: 1,
    published_version: null,
    language: null,
    language_from: null,
    idle_days: null,
    reminders: null,
    revision: 3,
    questions: [],
    notes: [],
    versions: [],
  }

  test.each(['de-DE', 'de', 'sr-Latn-RS', 'nonsense'])('offer languages by name, %s among them', (tag) => {
    for (const texts of [en, de]) {
      const conversation = languageModal({ id: '018f4f6e', locale: tag, document_language: 'fr-FR' }, texts)
      const author = templateLanguageModal({ ...template, language: tag, language_from: 'author' }, undefined, texts)
      for (const view of [conversation, author]) {
        expect(findViewProblems(view, 'modal')).toEqual([])
        expect(JSON.stringify(view)).toMatch(new RegExp(`"initial_option":\\{[^}]*\\{?[^}]*\\}?,"value":"${tag}"\\}`))
      }
    }
  })

  it('leave it to the file where the author has said nothing', () => {
    const view = templateLanguageModal({ ...template, language: 'de-DE', language_from: 'file' }, undefined, en)
    expect(JSON.stringify(view)).toMatch(/"initial_option":\{"text":\{[^}]*What the file says/)
  })

  it('are opened from the draft, which says the language', () => {
    const { blocks, text } = draftMessage({ ...template, published: false, language: 'de-DE' }, en)
    expect(text).toContain('Its documents are in German (Germany).')
    expect(JSON.stringify(blocks)).toContain('Language…')
    expect(draftMessage({ ...template, published: false }, en).text).not.toContain('documents are in')
  })
})
