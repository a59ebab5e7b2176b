/** An agreement with conditions: what is asked depends on what was answered. */
import { buildPinnedDocx } from './pinned-docx.ts'
import { heading, paragraph, sampleDocument, title } from './styles.ts'
import type { Sample } from './sample.ts'

export const agreementSample: Sample = {
  name: 'agreement',
  title: 'Loan of an object',
  about: 'An agreement whose parts and questions depend on the answers.',
  file_name: 'loan-agreement.docx',
  refinements: [
    { name: 'lender_name', label: 'Who lends?', personal: true },
    { name: 'borrower_name', label: 'Who borrows?', personal: true },
    { name: 'object', label: 'What is lent?', help: 'So that both know which one: make, colour, serial number.' },
    { name: 'start_date', kind: 'date', label: 'From which day?' },
    { name: 'end_date', kind: 'date', label: 'Until which day?' },
    { name: 'has_deposit', kind: 'yes_no', label: 'Is there a deposit?' },
    { name: 'deposit_amount', kind: 'money', label: 'How much is the deposit?', limits: { min: '1' } },
    {
      name: 'deposit_payment',
      kind: 'one_of',
      label: 'How is it paid?',
      choices: [
        { value: 'in cash', label: 'in cash' },
        { value: 'by bank transfer', label: 'by bank transfer' },
      ],
    },
    { name: 'is_insured', kind: 'yes_no', label: 'Is the object insured?' },
    { name: 'insurer', label: 'With whom is it insured?' },
    { name: 'place', label: 'Where is it signed?' },
    { name: 'agreement_date', kind: 'date', label: 'And on which day?' },
  ],
  build: async () =>
    buildPinnedDocx(
      sampleDocument('Loan of an object', [
        title('Loan of an object'),
        paragraph(
          '{{lender_name}} (“the lender”) lends to {{borrower_name}} (“the borrower”), free of charge: {{object}}.',
        ),
        heading('Time'),
        paragraph(
          'The loan begins on {{start_date}} and ends on {{end_date}}. The borrower gives the object back on ' +
            'that day at the latest, in the state in which it was received.',
        ),
        paragraph('{{#has_deposit}}'),
        heading('Deposit'),
        paragraph(
          'The borrower pays a deposit of € {{deposit_amount}} {{deposit_payment}}. It is paid back when the ' +
            'object is returned undamaged.',
        ),
        paragraph('{{/has_deposit}}'),
        paragraph('{{^has_deposit}}'),
        paragraph('No deposit is paid.'),
        paragraph('{{/has_deposit}}'),
        heading('Damage and loss'),
        paragraph('{{#is_insured}}'),
        paragraph('The object is insured with {{insurer}}. The borrower tells the lender of any damage at once.'),
        paragraph('{{/is_insured}}'),
        paragraph('{{^is_insured}}'),
        paragraph('The object is not insured. The borrower answers for damage and loss.'),
        paragraph('{{/is_insured}}'),
        paragraph('{{place}}, {{agreement_date}}'),
        paragraph('_____________________          _____________________'),
        paragraph('{{lender_name}}                    {{borrower_name}}'),
      ]),
    ),
}
