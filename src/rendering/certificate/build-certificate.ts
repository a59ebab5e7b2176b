/**
 * The certificate of a document: one page that says what it is, where it comes from, and how anybody can check it. The
 * same facts give the same bytes.
 */
import { AlignmentType, BorderStyle, Document, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import { buildPinnedDocx } from '../samples/pinned-docx.ts'
import type { CertificateFacts } from './certificate-facts.ts'

const INK = '1D3F8F'
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'D5DCEB' } as const
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
/** More would not fit on the page. */
const MAX_NAMES = 8
const MAX_TEXT = 160

/** The bytes of a Word file. */
export const buildCertificate = (facts: CertificateFacts): Promise<Uint8Array> =>
  buildPinnedDocx(
    new Document({
      title: 'Certificate of a document',
      creator: 'DocGen',
      styles: { default: { document: { run: { font: 'Calibri', size: 20 } } } },
      sections: [
        {
          properties: { page: { margin: { top: 1000, bottom: 900, left: 1200, right: 1200 } } },
          children: [
            line('Certificate of a document', { size: 36, bold: true, color: INK }, 60),
            line(short(facts.file_name ?? 'A document whose content was erased'), { size: 24 }, 200),
            line(facts.finding, { bold: true }, 200),
            factTable(facts),
            line('How to check it', { size: 24, bold: true, color: INK }, 80, 240),
            ...checks(facts).map((text) => line(text, {}, 80)),
          ],
        },
      ],
    }),
  )

const factTable = (facts: CertificateFacts): Table =>
  new Table({
    width: { size: 9500, type: WidthType.DXA },
    columnWidths: [2300, 7200],
    borders: { top: LINE, bottom: LINE, insideHorizontal: LINE, left: NONE, right: NONE, insideVertical: NONE },
    rows: rowsOf(facts).map(
      ([name, value, isCode]) =>
        new TableRow({ children: [cell(2300, name, { color: '5B6785' }), cell(7200, value, isCode ? CODE : {})] }),
    ),
  })

const CODE = { font: 'Consolas', size: 17 }

const rowsOf = (facts: CertificateFacts): readonly (readonly [string, string, boolean])[] => [
  ['Made from', `${short(facts.template_name)} (${facts.template_id}), version ${facts.template_version}`, false],
  ['Asked for by', `${short(facts.requested_by)}, ${instant(facts.requested_at)}`, false],
  ['Answered by', list(facts.answered_by, 'nobody'), false],
  ['Answers confirmed', instant(facts.confirmed_at), false],
  ['Document made', `${instant(facts.made_at)}, by version ${facts.renderer} of the renderer`, false],
  ['Delivered', list(facts.deliveries, 'not yet'), false],
  ['Size', `${facts.size} bytes`, false],
  ['SHA-256 of the file', facts.sha256 ?? 'erased with the content', facts.sha256 !== undefined],
  ['Content id in the file', facts.content_id ?? 'none', facts.content_id !== undefined],
  ['Generation', facts.generation_id, true],
]

const checks = ({ service, content_id, sha256 }: CertificateFacts): readonly string[] => [
  `Give the document to the service that made it${service === undefined ? '' : ` (${service})`}: ` +
    'on its page “Verify”, with “docgen verify FILE”, or over HTTP with POST /api/v1/documents/verify. ' +
    'It says whether the file is the one that was made here, or what was altered in it, and where.',
  ...(sha256 === undefined
    ? []
    : ['Without the service: sha256sum FILE prints the number above for an unaltered file.']),
  ...(content_id === undefined
    ? []
    : [
        'The content id stays in the file when a word processor saves it again. It is a keyed hash of the template ' +
          'version and the answers: only the service can make one, and equal answers give the same.',
      ]),
  'This page repeats what the service has recorded. It proves nothing by itself: check the document.',
]

type Look = ConstructorParameters<typeof TextRun>[0] & object

const line = (text: string, look: Look, after: number, before = 0): Paragraph =>
  new Paragraph({ spacing: { before, after }, children: [new TextRun({ ...look, text })] })

const cell = (width: number, text: string, look: Look): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 70, bottom: 70, left: 40, right: 40 },
    children: [new Paragraph({ alignment: AlignmentType.LEFT, children: [new TextRun({ ...look, text })] })],
  })

/** `2026-11-21T10:30:00.000Z` as `2026-11-21 10:30:00 UTC`. */
const instant = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`

const short = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`)

function list(all: readonly string[], none: string): string {
  if (all.length === 0) return none
  const shown = all.slice(0, MAX_NAMES).map(short).join('; ')
  return all.length > MAX_NAMES ? `${shown} and ${all.length - MAX_NAMES} more` : shown
}
