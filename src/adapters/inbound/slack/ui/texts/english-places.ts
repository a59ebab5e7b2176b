/** English: starting documents, the picker, the App Home, the slash command and its help. */
import type { NotCarriedReason } from '../../../../../domain/interview/carry-over.ts'
import type { LanguageFormats } from './language-formats.ts'

/** A conversation's state, for its row in a list. */
const STATES = {
  asking: 'in progress',
  reviewing: 'ready to be made',
  confirmed: 'being made',
  rendered: 'made',
  delivered: 'finished',
  failed: 'could not be made',
  cancelled: 'cancelled',
  expired: 'closed',
} as const

const NOT_CARRIED: Readonly<Record<NotCarriedReason, string>> = {
  not_asked: 'The template does not ask this any more, at least not under this name.',
  asked_otherwise: 'It is asked in another way now, so I ask you again.',
  not_fitting: 'The old answer is outside what the template takes now, so I ask you again.',
  erased: 'The old answer was erased, so I ask you again.',
  too_many_rows: 'The list takes fewer items now. All of them are still there: remove some.',
}

/** The English texts around conversations. */
export const placesInEnglish = ({ plural, list }: LanguageFormats) => ({
  // ---- starting
  picker_title: 'New document',
  picker_intro: 'What would you like to make?',
  picker_placeholder: 'Type to search',
  picker_favourites: 'Favourites',
  picker_recent: 'Used lately',
  picker_all: 'All templates',
  picker_none: 'There are no templates yet.',
  picker_none_author: 'Drop a Word file on me in our direct messages, and I make a template of it.',
  picker_none_ask: (p: { authors: readonly string[] }) =>
    p.authors.length === 0
      ? 'Authors make them: ask the people who run DocGen to name one.'
      : `Authors make them: ask ${list(p.authors)}.`,
  sample_add: (p: { title: string }) => `Add an example: ${p.title}`,
  sample_added: (p: { title: string }) => `“${p.title}” is there. Everybody can use it now:`,
  members_only:
    'Documents are for members of this workspace: guests, and people of other companies, cannot ask for them here. ' +
    'Please ask a colleague who is a member.',
  start: 'Start',
  loading: 'One moment…',
  begun_title: 'It has begun',
  begun: (p: { template: string }) => `“${p.template}” has begun. I ask you in our direct messages.`,
  several_goes_on: 'Your answers are saved. I go on in our direct messages.',
  begun_private: 'Only you can see the conversation.',
  go_to: 'Go to the conversation',
  understood: (p: { count: number }) =>
    plural(p.count, { one: 'I took # answer from your message.', other: 'I took # answers from your message.' }),
  not_filled: (p: { name: string; value: string; problem: string }) =>
    `I did not understand ${p.name} = ${p.value}. ${p.problem}`,
  no_such_question: (p: { name: string }) => `I left out “${p.name}”: this template does not ask for it.`,
  ambiguous_question: (p: { name: string; labels: string }) => `I left out “${p.name}”: it could be ${p.labels}.`,
  not_read: (p: { words: string }) =>
    `I did not use “${p.words}”. Write answers as name=value, with quotes around several words.`,
  not_carried: (p: { label: string; rows: number | undefined; reason: NotCarriedReason }) => {
    const rows = p.rows === undefined ? '' : ` (${plural(p.rows, { one: '# row', other: '# rows' })})`
    return `Not carried over: “${p.label}”${rows}. ${NOT_CARRIED[p.reason]}`
  },
  more_notes: (p: { count: number }) => plural(p.count, { one: 'And # more.', other: 'And # more.' }),
  may_not_edit: 'Only some may change this template. Ask who made it, or an admin, to let you.',
  may_not_use: 'This template is for others. Ask who made it, or an admin, to let you use it.',
  no_such_template: (p: { name: string }) => `I know no template called “${p.name}”.`,
  did_you_mean: 'Did you mean one of these?',
  from_message: 'I put the message into the first answer that takes a longer text. Please check it.',

  // ---- the direct messages
  nothing_open: 'We have no open conversation. Shall we begin one?',
  which_conversation: 'You have several open conversations. Which one is this for? Please answer in its thread:',
  which_conversation_item: (p: { template: string; question: string }) => `${p.template}: ${p.question}`,
  hello: 'Hello! I make documents by asking you for what they need.',

  // ---- lists
  drafts: 'Your open documents',
  drafts_none: 'You have no open documents.',
  templates: 'Templates',
  templates_found: (p: { count: number }) => plural(p.count, { one: '# template', other: '# templates' }),
  templates_none_found: (p: { search: string }) => `No template is called anything like “${p.search}”.`,
  questions: (p: { count: number }) => plural(p.count, { one: '# question', other: '# questions' }),
  more_in_picker: (p: { count: number }) =>
    plural(p.count, { one: 'And # more: search for it.', other: 'And # more: search for them.' }),
  recent: 'Recent documents',
  recent_none: 'Documents that you make stand here.',
  state: (state: keyof typeof STATES): string => STATES[state],
  begun_at: (p: { at: string }) => `begun ${p.at}`,
  made_at: (p: { at: string }) => `made ${p.at}`,
  new_document: 'New document',
  resume: 'Go on',
  make_another: 'Make another',
  favourite: 'Favourite',
  favourite_add: 'Add to favourites',
  favourite_remove: 'Remove from favourites',
  search: 'Search the templates',

  form_unreadable: 'This form cannot be read any more. Please close it, and open it again.',

  // ---- help
  help_title: 'How DocGen works',
  help_start:
    'Start a document: /docgen and choose, ' +
    'or /docgen nda party="Acme Ltd" start=tomorrow to fill in what you know already.',
  help_lists: '/docgen list shows the templates, /docgen drafts your open documents.',
  help_thread: 'I ask in a thread in our direct messages. Click, or write your answer there.',
  help_correct: 'To correct an answer: click Edit beside it, write edit and what, or simply edit your message.',
  help_private: 'The conversation is yours alone. A channel gets the finished file only if you say so.',
  help_support: 'Support',
  help_author: 'To make a template: drop a Word file with {{variables}} into our direct messages.',
})
