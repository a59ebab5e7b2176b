/** English: making a template from a file that was dropped on the app. */
import type { Kind } from '../../../../../domain/questions/question.ts'
import type { LanguageFormats } from './language-formats.ts'
import { ENGLISH_KINDS } from './english-kinds.ts'

/** The English texts for authors. */
export const authoringInEnglish = ({ number, plural }: LanguageFormats) => ({
  kind_name: (kind: Kind) => ENGLISH_KINDS[kind].name,
  authors_only:
    'Thank you for the file. Templates are made by authors here: ask the people who run DocGen to make you one.',
  not_a_template: (p: { file: string }) =>
    `“${p.file}” is not a file I can make a template of. I take Word (.docx), Markdown (.md) and text (.txt).`,
  too_big: (p: { file: string }) => `“${p.file}” is too big: a template may have at most 25 MB.`,
  mistakes: (p: { file: string; count: number }) =>
    plural(p.count, {
      one: `“${p.file}” cannot be used yet: there is # mistake in it.`,
      other: `“${p.file}” cannot be used yet: there are # mistakes in it.`,
    }),
  mistakes_next: 'Correct the file and drop it here again.',
  mistakes_more: (p: { count: number }) => plural(p.count, { one: 'And # more.', other: 'And # more.' }),
  name_taken: (p: { name: string }) => `There is a template called “${p.name}” already. Is this its new version?`,
  new_version: 'Yes, a new version',
  other_name: 'No, another name…',
  name_title: 'Name of the template',
  name_label: 'What shall people call it?',
  file_gone: 'I cannot read that file any more. Please drop it here again.',
  read: (p: { name: string; count: number }) =>
    plural(p.count, {
      one: `I have read “${p.name}”. It asks # question.`,
      other: `I have read “${p.name}”. It asks # questions.`,
    }),
  read_draft: (p: { version: number }) =>
    `This is a draft, version ${number(p.version)}: nobody else sees it until you publish it.`,
  read_published: (p: { version: number }) => `Version ${number(p.version)} is published.`,
  read_language: (p: { language: string }) => `Its documents are in ${p.language}.`,
  language_documents: 'Language of the documents',
  language_file: 'What the file says',
  look_at: 'Have a look at these:',
  go_through: 'Go through the questions',
  publish: 'Publish',
  published: (p: { name: string; id: string }) =>
    `“${p.name}” is published. Anybody can start it now with /docgen ${p.id}`,
  published_try: 'Try it',
  question_title: (p: { at: number; of: number }) => `Question ${number(p.at)} of ${number(p.of)}`,
  question_in_document: (p: { name: string }) => `In the document: {{${p.name}}}`,
  question_label: 'What shall I ask?',
  question_kind: 'What kind of answer?',
  question_help: 'A word of help',
  question_choices: 'Choices, one on each line',
  question_choices_hint:
    'Needed for the two kinds of choices. Write value = label where the document shall print something shorter.',
  question_too_long: 'Please write something here, and not too much.',
  question_required: 'Must it be answered?',
  question_required_yes: 'Yes, the document needs it',
  question_required_no: 'No, it may be skipped',
  question_next: 'Save, next',
  question_save: 'Save',
  question_changed: 'Somebody else changed the template meanwhile. Close the form and open it again.',
  optional_short: 'optional',
})
