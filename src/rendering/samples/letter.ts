/** A letter: the simplest template, with one choice and one text of several lines. */
import { buildPinnedDocx } from './pinned-docx.ts'
import { bold, paragraph, right, sampleDocument } from './styles.ts'
import type { Sample } from './sample.ts'

export const letterSample: Sample = {
  name: 'letter',
  title: 'Letter',
  about: 'Names, a date and a text: the simplest kind of template.',
  file_name: 'letter.docx',
  refinements: [
    { name: 'sender_name', label: 'Who writes the letter?', personal: true },
    { name: 'recipient_name', label: 'Who is it to?', help: 'First and last name.', personal: true },
    {
      name: 'recipient_address',
      kind: 'long_text',
      label: 'What is their address?',
      help: 'Street, postcode and town, on lines of their own.',
      personal: true,
    },
    { name: 'letter_date', kind: 'date', label: 'What date shall it bear?' },
    { name: 'subject', label: 'What is it about?' },
    {
      name: 'salutation',
      kind: 'one_of',
      label: 'How shall it begin?',
      choices: ['Dear', 'Hello', 'Good day'].map((value) => ({ value, label: value })),
      default: 'Dear',
    },
    { name: 'body', kind: 'long_text', label: 'What do you want to say?' },
    { name: 'closing', label: 'How shall it end?', default: 'Kind regards' },
  ],
  build: async () =>
    buildPinnedDocx(
      sampleDocument('Letter', [
        paragraph('{{sender_name}}'),
        paragraph('{{recipient_name}}'),
        paragraph('{{recipient_address}}'),
        right('{{letter_date}}'),
        bold('{{subject}}'),
        paragraph('{{salutation}} {{recipient_name}},'),
        paragraph('{{body}}'),
        paragraph('{{closing}}'),
        paragraph('{{sender_name}}'),
      ]),
    ),
}
