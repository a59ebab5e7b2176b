import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../../../../../src/domain/questions/question.ts'
import { textsFor, type Texts } from '../../../../../src/adapters/inbound/slack/ui/texts/texts.ts'
import { homeView } from '../../../../../src/adapters/inbound/slack/ui/views/app-home.ts'
import type { Message } from '../../../../../src/adapters/inbound/slack/ui/views/elements/message.ts'
import {
  draftsMessage,
  whichConversationMessage,
} from '../../../../../src/adapters/inbound/slack/ui/views/conversation-list.ts'
import { chooseEditModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/choose-edit-modal.ts'
import { delegateModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/delegate-modal.ts'
import { editModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/edit-modal.ts'
import { listModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/list-modal.ts'
import { loadingModal, textModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/simple-modals.ts'
import {
  questionsForForm,
  severalModal,
} from '../../../../../src/adapters/inbound/slack/ui/views/modals/several-modal.ts'
import { shareModal } from '../../../../../src/adapters/inbound/slack/ui/views/modals/share-modal.ts'
import { documentMessage, sharedMessage } from '../../../../../src/adapters/inbound/slack/ui/views/document-message.ts'
import {
  answeredMessage,
  waitingForColleaguesMessage,
  withdrawnMessage,
} from '../../../../../src/adapters/inbound/slack/ui/views/notices/delegation-messages.ts'
import { correctionMessage } from '../../../../../src/adapters/inbound/slack/ui/views/notices/correction-message.ts'
import { failureMessage } from '../../../../../src/adapters/inbound/slack/ui/views/notices/failure-message.ts'
import {
  endMessage,
  reminderMessage,
  rootMessage,
} from '../../../../../src/adapters/inbound/slack/ui/views/notices/notice-messages.ts'
import { questionMessage } from '../../../../../src/adapters/inbound/slack/ui/views/question/question-message.ts'
import { reviewMessage } from '../../../../../src/adapters/inbound/slack/ui/views/review-message.ts'
import { staleMessage } from '../../../../../src/adapters/inbound/slack/ui/views/stale-message.ts'
import {
  invitationMessage,
  helpMessage,
} from '../../../../../src/adapters/inbound/slack/ui/views/starting/help-messages.ts'
import {
  goesOnModal,
  startedMessage,
  startedModal,
} from '../../../../../src/adapters/inbound/slack/ui/views/starting/started.ts'
import type { FirstTemplate } from '../../../../../src/adapters/inbound/slack/ui/views/starting/no-templates.ts'
import { templateChoice } from '../../../../../src/adapters/inbound/slack/ui/views/starting/template-choice.ts'
import { emptyPicker, pickerModal } from '../../../../../src/adapters/inbound/slack/ui/views/starting/picker-modal.ts'
import {
  templateListMessage,
  unknownTemplateMessage,
} from '../../../../../src/adapters/inbound/slack/ui/views/starting/template-messages.ts'
import {
  findBlockProblems,
  findViewProblems,
  textLength,
} from '../../../../../tools/slack-simulator/block-kit/validate.ts'
import { everyWay, generation, long, longest, presented, question, text } from './hostile.ts'

const LOCALES = ['en-US', 'de-DE']
const RUNS = { numRuns: 60 }

function expectMessage({ text: fallback, blocks }: Message, name = 'message'): void {
  expect(findBlockProblems(blocks, 'message')).toEqual([])
  expect(fallback.length).toBeGreaterThan(0)
  expect(fallback.length).toBeLessThanOrEqual(4000)
  expect(textLength(blocks), name).toBeLessThanOrEqual(13_200)
  const ids = blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined)
  expect(new Set(ids).size).toBe(ids.length)
  expect(fallback).not.toMatch(/<(?!\/)/)
}

const expectModal = (view: object): void => expect(findViewProblems(view, 'modal')).toEqual([])

const property = <T>(arbitrary: fc.Arbitrary<T>, check: (made: T, texts: Texts) => void): void => {
  fc.assert(
    fc.property(arbitrary, fc.constantFrom(...LOCALES), (made, locale) => check(made, textsFor(locale))),
    RUNS,
  )
}

describe('every view keeps Slack’s limits, whatever it shows', () => {
  it.each(KINDS)('a question of kind %s', (kind) => {
    const asking = fc.record({
      help: fc.nat(3),
      reason: fc.constantFrom(undefined, 'not_understood', 'help', 'back', 'repeat', 'unreachable'),
      error: fc.option(text(2000), { nil: undefined }),
      readings: fc.array(text(100), { maxLength: 7 }),
    })
    property(fc.tuple(presented([kind]), asking), ([one, how], texts) =>
      expectMessage(questionMessage(one, how, texts)),
    )
  })

  it.each(KINDS)('a form with a question of kind %s', (kind) => {
    property(fc.tuple(presented([kind]), fc.array(question([kind]), { maxLength: 12 })), ([one, questions], texts) => {
      expectModal(
        severalModal(
          one.generation,
          questionsForForm([one.question, ...questions]),
          { saved: 2, shown_under: 'slack/T1/D1/1.2/3.4' },
          texts,
        ),
      )
      expectModal(
        severalModal(
          one.generation,
          questionsForForm([one.question, ...questions]),
          { away: true, begun_at: 'https://slack.com/app_redirect?team=T1&channel=D1' },
          texts,
        ),
      )
      expectModal(
        editModal(
          one.generation,
          one.question,
          one.answer?.value,
          {
            shown_under: 'slack/T1/D1/1.2/3.4',
            conflict: { theirs: one.question.label, mine: '' },
            where: one.question.label,
          },
          texts,
        ),
      )
      for (const mails of [true, false])
        expectModal(delegateModal(one.generation.id, one.question, undefined, texts, mails))
    })
  })

  it.each(['W', '&', '😀'])('everything as long as it can be, all of it %s', (letter) => {
    for (const texts of LOCALES.map(textsFor)) {
      for (const [kind, audience, reason, count] of everyWay) {
        const asking = {
          help: 3,
          reason,
          error: long(letter, 2000),
          readings: Array.from({ length: 5 }, () => long(letter, 100)),
        }
        expectMessage(questionMessage(longest(kind, letter, audience, count), asking, texts))
      }
      const one = longest('text', letter, 'requester', 0)
      for (const view of [
        staleMessage,
        rootMessage,
        documentMessage,
        answeredMessage,
        correctionMessage,
        waitingForColleaguesMessage,
        reviewMessage,
      ])
        expectMessage(view(one, texts), view.name)
    }
  })

  it('settled questions and notices', () => {
    property(presented(), (one, texts) => {
      for (const made of [
        staleMessage(one, texts),
        rootMessage(one, texts),
        reminderMessage(one, texts),
        ...([undefined, 'rendering', 'delivery_failed', 'delivery_uncertain'] as const).map((failed) =>
          failureMessage(failed, one, texts),
        ),
        endMessage('expired', one, texts),
        documentMessage(one, texts),
        sharedMessage(one, texts),
        answeredMessage(one, texts),
        withdrawnMessage(texts),
        correctionMessage(one, texts),
      ])
        expectMessage(made)
      if (one.waiting.length > 0) expectMessage(waitingForColleaguesMessage(one, texts))
    })
  })

  it('the review, in as many parts as it takes', () => {
    property(fc.tuple(presented(), fc.nat(8)), ([one, part], texts) => expectMessage(reviewMessage(one, texts, part)))
  })

  it('forms about a whole conversation', () => {
    property(fc.tuple(presented(), text(500)), ([one, words], texts) => {
      if (Object.keys(one.generation.answers).length > 0)
        expectModal(chooseEditModal(one.generation, ({ label }) => label, undefined, texts))
      expectModal(shareModal(one.generation.id, 7, undefined, texts))
      expectModal(loadingModal(words, texts))
      expectModal(textModal(words, words, texts))
      expectModal(
        listModal(
          one.generation,
          one.question,
          Array.from({ length: 100 }, (_, index) => ({ item: String(index), shown: words })),
          undefined,
          texts,
        ),
      )
    })
  })

  it('what begins a document, and the App Home', () => {
    const template = fc.record({
      id: fc.stringMatching(/^[a-z0-9]{1,60}$/),
      name: text(200),
      question_count: fc.nat(300),
    })
    const some = fc.uniqueArray(template, { maxLength: 130, selector: ({ id }) => id })
    property(
      fc.tuple(some, fc.array(generation, { maxLength: 4 }), text(300), fc.boolean()),
      ([templates, generations, words, is_author], texts) => {
        expectModal(
          pickerModal(
            {
              favourites: templates.slice(0, 3),
              recent: templates.slice(0, 7),
              all: templates.slice(0, 100),
              total: templates.length,
            },
            texts,
          ),
        )
        const url = 'https://slack.com/app_redirect?team=T1&channel=D1'
        const first: FirstTemplate = is_author
          ? { may_author: true, sample: { name: 'letter', title: words } }
          : { may_author: false, authors: templates.slice(0, 5).map(({ name }) => name) }
        expectModal(emptyPicker(first, texts))
        expectModal(startedModal(words, url, texts))
        expectModal(goesOnModal(url, texts))
        expectMessage(
          invitationMessage(
            words,
            texts,
            templateChoice({ all: templates.slice(0, 100), total: templates.length }, words, texts),
          ),
        )
        expectMessage(startedMessage(words, 'https://slack.com/app_redirect?team=T1&channel=D1', [words, words], texts))
        expectMessage(unknownTemplateMessage(words, templates, texts))
        expectMessage(templateListMessage(templates, templates.length + 50, texts))
        expectMessage(invitationMessage(words, texts))
        expectMessage(helpMessage(is_author, texts))
        const helped = helpMessage(is_author, texts, 'mailto:help@example.com')
        expectMessage(helped)
        expect(JSON.stringify(helped)).toContain('<mailto:help@example.com|Support>')
        const conversations = Array.from({ length: 30 }, (_, index) => ({
          id: `018f4f6e-0000-7000-8000-0000000000${String(index).padStart(2, '0')}`,
          template_name: generations[0]?.template_name ?? words,
          state: 'asking' as const,
          at: '2026-11-21T10:00:00.000Z',
          url: index % 2 === 0 ? `https://example.slack.com/archives/D1/p${String(index)}` : undefined,
          in_slack: true,
        }))
        const home = homeView(
          {
            drafts: conversations,
            recent: conversations,
            templates: templates.map((one, index) => ({ ...one, favourite: index % 2 === 0 })),
            total: templates.length,
            search: words,
            zone: 'Europe/Berlin',
            first: templates.length === 0 ? first : undefined,
          },
          texts,
        )
        expect(findViewProblems(home, 'home')).toEqual([])
        expectMessage(draftsMessage(conversations, 'Europe/Berlin', texts))
        expectMessage(
          whichConversationMessage(
            conversations.map(({ template_name, url }) => ({ template: template_name, question: words, url })),
            texts,
          ),
        )
      },
    )
  })
})

it('choices have numbers only where a number chooses', () => {
  const spoken = (...labels: string[]) => {
    const one = longest('one_of', 'x', 'requester', 0)
    const choices = labels.map((label) => ({ value: label, label }))
    return questionMessage({ ...one, question: { ...one.question, help: '', choices } }, { help: 0 }, textsFor('en-US'))
      .text
  }
  expect(spoken('Red', 'Green')).toContain('1. Red · 2. Green')
  expect(spoken('1', '3', '6')).toContain('1 · 3 · 6')
  expect(spoken('1', '3', '6')).not.toContain('2. 3')
})
