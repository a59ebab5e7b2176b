/** The look of the samples: one typeface, generous spacing. */
import { AlignmentType, Document, HeadingLevel, Paragraph, TextRun, type FileChild } from 'docx'

export function sampleDocument(title: string, children: readonly FileChild[]): Document {
  return new Document({
    title,
    creator: 'DocGen',
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 160, line: 288 } } },
        heading1: { run: { size: 36, bold: true, color: '1D3F8F' }, paragraph: { spacing: { before: 0, after: 280 } } },
        heading2: {
          run: { size: 25, bold: true, color: '1D3F8F' },
          paragraph: { spacing: { before: 300, after: 120 } },
        },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1300, bottom: 1300, left: 1300, right: 1300 } } },
        children: [...children],
      },
    ],
  })
}

export const paragraph = (text: string): Paragraph => new Paragraph({ children: [new TextRun(text)] })
export const bold = (text: string): Paragraph => new Paragraph({ children: [new TextRun({ text, bold: true })] })
export const right = (text: string): Paragraph =>
  new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(text)] })
export const title = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(text)] })
export const heading = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(text)] })
