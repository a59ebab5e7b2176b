/** An offer with a table: a row for each item, gathered one by one or pasted. */
import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import { buildPinnedDocx } from './pinned-docx.ts'
import { paragraph, right, sampleDocument, title } from './styles.ts'
import type { Sample } from './sample.ts'

export const offerSample: Sample = {
  name: 'offer',
  title: 'Offer',
  about: 'A table with a row for each item, as many as there are.',
  file_name: 'offer.docx',
  refinements: [
    { name: 'company', label: 'Who makes the offer?' },
    { name: 'customer_name', label: 'Who is it for?', personal: true },
    { name: 'offer_date', kind: 'date', label: 'What date shall it bear?' },
    {
      name: 'items',
      label: 'What do you offer?',
      limits: { min_items: 1 },
      fields: [
        { name: 'description', kind: 'text', label: 'Description' },
        { name: 'quantity', kind: 'number', label: 'Quantity', limits: { min: '0' } },
        { name: 'price', kind: 'money', label: 'Price each' },
      ],
    },
    { name: 'total', kind: 'money', label: 'What does it come to in all?' },
    { name: 'valid_until', kind: 'date', label: 'Until when is the offer good?' },
    { name: 'note', kind: 'long_text', label: 'Is there anything to add?', required: false },
  ],
  build: async () =>
    buildPinnedDocx(
      sampleDocument('Offer', [
        paragraph('{{company}}'),
        right('{{offer_date}}'),
        title('Offer for {{customer_name}}'),
        paragraph('Thank you for your interest. We are glad to offer you:'),
        table(),
        right('In all: € {{total}}'),
        paragraph('This offer is good until {{valid_until}}.'),
        paragraph('{{note}}'),
        paragraph('{{company}}'),
      ]),
    ),
}

const WIDTHS = [5200, 1600, 2400] as const
const line = { style: BorderStyle.SINGLE, size: 4, color: 'B8C4DE' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const

function table(): Table {
  return new Table({
    width: { size: 9200, type: WidthType.DXA },
    columnWidths: [...WIDTHS],
    borders: { top: line, bottom: line, insideHorizontal: line, left: none, right: none, insideVertical: none },
    rows: [
      new TableRow({
        tableHeader: true,
        children: [cell(0, 'Description', true), cell(1, 'Quantity', true), cell(2, 'Price each', true)],
      }),
      new TableRow({
        children: [cell(0, '{{#items}}{{description}}'), cell(1, '{{quantity}}'), cell(2, '€ {{price}}{{/items}}')],
      }),
    ],
  })
}

const cell = (column: 0 | 1 | 2, text: string, bold = false): TableCell =>
  new TableCell({
    width: { size: WIDTHS[column], type: WidthType.DXA },
    margins: { top: 80, bottom: 80, left: 60, right: 60 },
    children: [
      new Paragraph({
        spacing: { after: 0 },
        alignment: column === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT,
        children: [new TextRun({ text, bold })],
      }),
    ],
  })
