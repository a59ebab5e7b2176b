/** What happened to templates, in sentences. */
import { countText } from '../../../domain/kernel/count-text.ts'
import { say } from './sentence.ts'
import type { TellersOf } from './teller.ts'
import type { TemplateEvent } from '../../../domain/template/template-events.ts'

export const TEMPLATE_TELLERS: TellersOf<TemplateEvent['type']> = {
  TemplateRegistered: {
    title: 'Template added',
    say: ({ who, template, data }) =>
      say`${who} added the template ${template} with ${countText(data.questions.length, 'question', 'questions')}`,
  },
  TemplateRevised: {
    title: 'New version uploaded',
    say: ({ who, template, data }) => say`${who} uploaded version ${String(data.version)} of ${template}`,
  },
  QuestionsRefined: {
    title: 'Questions edited',
    say: ({ who, template, data }) =>
      say`${who} edited the questions of ${template}, which made version ${String(data.version)}`,
  },
  QuestionsChanged: {
    title: 'Questions edited',
    say: ({ who, template, data }) =>
      say`${who} edited the questions of ${template}, which made version ${String(data.version)}`,
  },
  TemplateLanguageSet: {
    title: 'Language set',
    say: ({ who, template, change }) => say`${who} set the language of ${template}${change}`,
  },
  TemplateWaitingTimesSet: {
    title: 'Reminders and end set',
    say: ({ who, template }) => say`${who} set when conversations of ${template} remind and end`,
  },
  TemplatePublished: {
    title: 'Published',
    say: ({ who, template, data }) => say`${who} published version ${String(data.version)} of ${template}`,
  },
  TemplateRetired: { title: 'Retired', say: ({ who, template }) => say`${who} retired ${template}` },
  TemplateRestored: { title: 'Restored', say: ({ who, template }) => say`${who} restored ${template}` },
  TemplateAccessChanged: {
    title: 'Access changed',
    say: ({ who, template }) => say`${who} changed who may use, edit or see ${template}`,
  },
}
