/**
 * Makes a Word template of a Markdown template, tags included, so that it is compiled and filled like any other.
 */
import { AlignmentType, Document, LevelFormat, Packer, Paragraph } from 'docx'
import type { Result } from '../../domain/kernel/errors.ts'
import { refuseExcess, checkMarkdownCost } from '../markdown/limits.ts'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import { type FrontMatterLanguage, readFrontMatter } from '../text/front-matter.ts'
import { extractPictures } from './data-pictures.ts'
import { separateSectionLines } from './section-lines.ts'
import { makeStable } from './stable-docx.ts'
import { WordBlockBuilder } from './word-blocks.ts'

/**
 * The bytes of a .docx. Headings, lists, tables, links, quotations, code, pictures (`![{{photo}}](…)` is a placeholder;
 * `data:` addresses are taken in). Front matter that says the language makes it Word's, and is left out.
 */
export async function markdownToWord(markdown: string): Promise<Result<Uint8Array>> {
  const head = readFrontMatter(markdown)
  // A block with tags is text: its questions are asked.
  const body = head === undefined || markdown.slice(0, head.end).includes('{{') ? markdown : markdown.slice(head.end)
  const { text, pictures } = extractPictures(body)
  const costly = checkMarkdownCost(text)
  if (costly !== undefined) return costly
  const parsed = parseMarkdown(separateSectionLines(text))
  if (!parsed.ok) return refuseExcess(parsed.tooMuch)
  const children = new WordBlockBuilder(pictures).blocks(parsed.blocks, 0)
  const document = new Document({
    creator: 'DocGen',
    numbering: {
      config: [
        numbering('numbers', [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN]),
        numbering('bullets', [LevelFormat.BULLET]),
      ],
    },
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 22, ...languageIn(head) }, paragraph: { spacing: { after: 120 } } },
      },
    },
    sections: [{ children: children.length > 0 ? children : [new Paragraph('')] }],
  })
  return makeStable(await Packer.toBuffer(document))
}

const languageIn = (head: FrontMatterLanguage | undefined) =>
  head?.language === undefined ? {} : { language: { value: head.language } }

function numbering(reference: string, formats: readonly (typeof LevelFormat)[keyof typeof LevelFormat][]) {
  return {
    reference,
    levels: [0, 1, 2, 3, 4, 5].map((level) => {
      const format = formats[level % formats.length] ?? LevelFormat.BULLET
      return {
        level,
        format,
        text: format === LevelFormat.BULLET ? (level % 2 === 0 ? '•' : '–') : `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
      }
    }),
  }
}
