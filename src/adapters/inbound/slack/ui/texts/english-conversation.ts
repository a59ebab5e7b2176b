/** English: the questions, their answers, the review and the document. */
import type { Kind } from '../../../../../domain/questions/question.ts'
import type { Wordless } from '../input/rich-text-piece.ts'
import type { LanguageFormats } from './language-formats.ts'
import { ENGLISH_KINDS } from './english-kinds.ts'

/** The English texts of a conversation. */
export const conversationInEnglish = ({ number, plural, labelled }: LanguageFormats) => ({
  // ---- where I am
  conversation_of: (p: { template: string }) => `Let’s make “${p.template}”.`,
  conversation_how: 'I ask one question at a time: answer here, or in this thread. Only you can see it.',
  progress: (p: { at: number; of: number }) => `Question ${number(p.at)} of about ${number(p.of)}`,
  progress_last: (p: { at: number }) => `Question ${number(p.at)}, the last one`,
  item: (p: { list: string; ordinal: number }) => `${p.list} · no. ${number(p.ordinal)}`,
  optional: 'You may skip this.',
  language_written: (p: { language: string }) => `Write it your way; the document is in ${p.language}.`,
  language_of_document: (p: { language: string }) => `The document is in ${p.language}.`,
  how_to: (kind: Kind) => ENGLISH_KINDS[kind].how_to,
  example: (p: { example: string }) => `For example: ${p.example}`,

  // ---- asking again
  not_understood: (p: { kind: Kind; problem: string | undefined }) =>
    p.problem ?? `I did not understand that. Please give me ${ENGLISH_KINDS[p.kind].accepted}.`,
  hint: (p: { kind: Kind }) => `Please give me ${ENGLISH_KINDS[p.kind].accepted}.`,
  or_answer: (p: { words: string; label: string }) =>
    `If “${p.words}” is your answer to “${p.label}”, click it, or write it in quotes.`,
  what_is_meant: (p: { words: string; label: string }) =>
    `Is “${p.words}” your answer to “${p.label}”, or do you want to change an answer?`,
  is_the_answer: (p: { words: string }) => `Answer: ${p.words}`,
  take_as_written: (p: { words: string }) => `Take it as it is: “${p.words}”`,
  which_meaning: (p: { words: string }) => `“${p.words}” means …`,
  use_the_form: 'Or use the field below.',
  again: 'Here it is again.',
  back_to: 'Back to this one.',
  current_answer: (p: { answer: string }) => `Now: ${p.answer}`,
  also_write: (p: { words: readonly string[] }) => `You can also write: ${p.words.join(', ')}`,
  word_back: 'back',
  word_skip: 'skip',
  word_help: 'help',
  help_words:
    'You can also write: back, skip, repeat, edit (and what), help, cancel. ' +
    'To answer with such a word itself, put it in quotes: "help".',

  // ---- buttons
  yes: 'Yes',
  no: 'No',
  done: 'Done',
  back: 'Back',
  skip: 'Skip',
  several: 'Answer several at once',
  more_edit: 'Change an answer…',
  more_delegate: 'Ask someone else…',
  more_repeat: 'Ask me again',
  more_help: 'Help',
  more_cancel: 'Cancel this document…',
  language_button: 'Language…',
  language_title: 'Language',
  language_document: 'The document is in',
  language_reading: 'You write in',
  language_reading_hint: 'Answers that were given stay as they are.',
  edit: 'Edit',
  edit_label: (p: { label: string }) => `Edit ${p.label}`,
  use: (p: { answer: string }) => `Use: ${p.answer}`,
  choose: 'Choose…',
  choose_some: 'Choose what applies…',
  pick_day: 'Pick a day',
  open_form: 'Answer in a form',
  choose_picture: 'Choose a picture…',
  write_here: 'Write here and press Enter',
  save: 'Save',
  close: 'Close',
  never_mind: 'Never mind',

  // ---- settled questions
  answered: (p: { label: string; answer: string }) => `${labelled(p.label)} ${p.answer}`,
  skipped: 'skipped',
  erased: 'erased',
  carried: 'from before',
  still_open: 'Asked again below.',
  not_needed: 'Not needed any more.',
  asked_someone: (p: { who: string }) => `asked ${p.who}`,
  waited: 'No longer waiting.',
  waiting_for: (p: { who: string; label: string }) => `Waiting for ${p.who}: ${p.label}`,

  // ---- lists
  list_first: (p: { fields: string; first: string | undefined }) =>
    `Each has: ${p.fields}.${p.first === undefined ? '' : ` To add one, just write what goes into “${p.first}”.`}`,
  list_another: 'Another one?',
  list_so_far: (p: { count: number }) => plural(p.count, { one: '# so far', other: '# so far' }),
  list_add_first: 'Add the first',
  list_add: 'Add another',
  list_none: 'There are none',
  list_done: 'That’s all',
  list_type: 'Or write them here, one on each line.',
  list_remove: 'Remove',
  list_remove_label: (p: { item: string }) => `Remove ${p.item}`,
  items: (p: { count: number }) => plural(p.count, { one: '# item', other: '# items' }),

  // ---- several at once, and one in a form
  several_title: 'Several at once',
  several_intro: 'Leave empty what you don’t know yet: I ask for it in the thread.',
  several_saved: (p: { count: number }) =>
    plural(p.count, { one: 'Saved # answer. These come next.', other: 'Saved # answers. These come next.' }),
  edit_title: 'Change an answer',
  edit_which: 'Which answer?',
  changed_meanwhile: 'This was changed while the form was open.',
  now_it_is: (p: { answer: string }) => `Now it is: ${p.answer}`,
  you_wrote: (p: { answer: string }) => `You wrote: ${p.answer}`,
  leave_empty_to_keep: 'Leave the field empty to keep it, and change it with Edit.',
  save_anyway: 'Save again to put yours in its place, or close the form to leave it.',

  // ---- someone else
  delegate_title: 'Ask someone else',
  delegate_who: 'Who can answer this?',
  delegate_note: 'A word to them',
  delegate_email: 'Or their e-mail address',
  delegate_email_hint: 'They get a link by mail that opens this question, and nothing else.',
  delegate_one_of_two: 'Choose a colleague or write an e-mail address, one of the two.',
  delegate_send: 'Ask',
  delegate_cannot: 'This person cannot be asked. Please choose a colleague.',
  delegate_one: 'A question for you',
  delegate_privacy: 'They see this question and your note, nothing else.',
  delegate_asks: (p: { who: string; template: string }) =>
    `${p.who} asks for your help with “${p.template}”. It is one question:`,
  delegate_only: 'You see only this question. Your answer goes back to the person who asked.',
  thanks: 'Thank you.',
  delegate_thanks: (p: { label: string; answer: string }) => `Thank you. ${labelled(p.label)} ${p.answer}`,
  delegate_answered: (p: { who: string; label: string; answer: string }) =>
    `${p.who} has answered. ${labelled(p.label)} ${p.answer}`,
  delegate_withdrawn: 'Thank you, this answer is not needed any more.',
  delegate_unreachable: 'I could not send a message to the person you asked, so the question is yours again.',
  withdraw: 'I answer it myself',

  // ---- review
  review_title: 'Look it over',
  review_intro: 'Everything is answered. Change what is not right, then make the document.',
  review_none: 'This template asks nothing.',
  in_document: (p: { answer: string }) => `in the document: ${p.answer}`,
  review_carried: 'What is marked “from before” was given earlier: have a second look.',
  review_makes: (p: { format: string; template: string; version: number }) =>
    `I make ${p.format} from “${p.template}”, version ${number(p.version)}.`,
  review_goes: 'It comes into this thread. Nobody else sees it.',
  review_page: (p: { page: number; pages: number }) => `Part ${number(p.page)} of ${number(p.pages)}`,
  review_earlier: 'Earlier answers',
  review_later: 'More answers',
  review_changed: 'An answer was changed after this was shown. Please look at the new review below.',
  format: (format: 'docx' | 'markdown' | 'text'): string =>
    ({ docx: 'a Word document', markdown: 'a Markdown file', text: 'a text file' })[format],
  make: 'Make the document',
  make_and_share: 'Make it and share it…',
  share_title: 'Share the document',
  share_where: 'Which channel may have the finished file?',
  share_privacy:
    'Everybody in the channel will see the file. Your answers stay with you. ' +
    'I can share it only where I am a member: type /invite there first.',
  share_send: 'Make and share',
  cancel: 'Cancel',
  cancel_title: 'Cancel this document?',
  cancel_text: 'Your answers stay in the record, but no document is made.',
  cancel_yes: 'Yes, cancel',
  cancel_no: 'No, go on',
  review_done: 'Looked over and confirmed. The document comes below.',

  // ---- the end
  document: (p: { file: string }) => `Here is your document: ${p.file}`,
  document_erased: 'This document has been erased.',
  document_from: (p: { template: string; version: number }) =>
    `Made from “${p.template}”, version ${number(p.version)}.`,
  not_shared: 'I could not share the document in the channel that you chose: I am not a member there, or may not post.',
  perhaps_shared: 'I do not know whether the document arrived in the channel that you chose. Please look there.',
  share_yourself:
    'The document is here, in this thread: open its ⋯ menu and choose “Share file”. ' +
    'For the next time, type /invite in the channel and add me.',
  document_shared: (p: { who: string; template: string }) => `${p.who} has made “${p.template}” and shares it here.`,
  audit_trail: 'Audit trail',
  mend: 'Look the answers over',
  another: 'Make another like this',
  cancelled: (p: { template: string }) =>
    `“${p.template}” is cancelled. No document is made; your answers stay in the record.`,
  expired: (p: { template: string }) =>
    `“${p.template}” has waited too long and is closed. Your answers are kept: you can make another like it.`,
  failed: (p: { template: string }) =>
    `I could not make “${p.template}”. Your answers are safe, and the people who run DocGen can see what happened.`,
  failed_for_now: (p: { template: string }) =>
    `I could not make “${p.template}”: something that I need does not answer. Your answers are safe: try again later.`,
  try_again: 'Try again',
  not_posted: (p: { template: string }) =>
    `“${p.template}” is made, but Slack did not let me post it here. The people who run DocGen can see why.`,
  perhaps_posted: (p: { template: string }) =>
    `“${p.template}” is made, but Slack did not tell me whether it arrived. If it is not above, let me send it again.`,
  send_again: 'Send it again',
  sending_again: 'I send it again…',
  trying_again: 'I try again…',
  nothing_to_send: 'Nothing is left to send: look above, the document is in this thread.',
  reminder: (p: { template: string; count: number }) =>
    plural(p.count, {
      one: `“${p.template}” still waits for you: # question to go.`,
      other: `“${p.template}” still waits for you: about # questions to go.`,
    }),
  reminder_review: (p: { template: string }) =>
    `“${p.template}” is ready to be made: look it over, then make the document.`,
  go_on: 'Go on',

  // ---- corrections
  correct: (p: { label: string; from: string; to: string }) => `Change “${p.label}” from “${p.from}” to “${p.to}”?`,
  correct_yes: 'Yes, change it',
  correct_no: 'No, keep it',
  corrected_not: 'I could not read the changed message as an answer, so the answer stays as it was.',
  too_late_to_correct: 'The document is made already, so your answer stays as it was. You can make another like it.',
  deleted: (p: { label: string; answer: string }) =>
    `You deleted a message, but your answer is kept: ${labelled(p.label)} ${p.answer}. To change it, click Edit.`,

  // ---- refusals, said privately
  only_the_person_asked: 'Only the person who was asked can answer this.',
  wordless: (p: Wordless) =>
    ({
      mention: 'Slack tells me only an id for what you mention there. Write the name out, without @ or #, please.',
      emoji:
        `No document can show the emoji :${p.kind === 'emoji' ? p.name : ''}:, it is your workspace’s own. ` +
        `Answer without it, please.`,
      date: 'I cannot read the date that you put there. Write it out, please.',
    })[p.kind],
  snippet_unread: 'I cannot read that snippet. Paste its text as a message, please.',
  not_yours: 'This conversation is not yours.',
  gone: 'This question is not asked any more.',
  review_waits: 'Everything is answered. Click “Make the document”, or Edit beside what is not right.',
  ended: 'This conversation has ended. You can make another document like it.',
  nothing_before: 'This is the first question: there is nothing before it.',
  cannot_skip: (p: { label: string }) =>
    `“${p.label}” is needed for the document and cannot be skipped. You can ask someone else.`,
  no_such_answer: (p: { words: string }) => `I find no answer called “${p.words}”. Which one do you mean?`,
  not_understood_short: 'I did not understand that answer.',
  refused: 'That is not possible here.',
  too_late: 'That took too long. Please click again.',
  set_aside:
    'I could not take up what you wrote or clicked here: something is wrong on my side, and whoever runs DocGen ' +
    'can see it. What you said is kept. Please try again in a while: write “repeat” to be asked once more.',
  no_picture: 'I could not read this file as a picture. Please send a PNG or JPEG.',
})
