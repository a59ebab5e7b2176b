/**
 * Makes a Word template of a Markdown template, tags included, so that it is compiled and filled like any other.
 */
import { Document, Packer, Paragraph } from 'docx'
import { type Result, ok } from '../../domain/kernel/errors.ts'
import type { Block } from '../markdown/blocks.ts'
import { refuseExcess, checkMarkdownCost } from '../markdown/limits.ts'
import { parseMarkdown } from '../markdown/parse-markdown.ts'
import type { Mistake } from '../template/mistake.ts'
import { readFrontMatterLanguage } from '../text/front-matter-language.ts'
import { extractPictures } from './data-pictures.ts'
import { pageSizeOf, readFrontMatter, titleIn, withoutFrontMatter } from './document-facts.ts'
import { takeFootnotes } from './footnotes.ts'
import { separateSectionLines } from './section-lines.ts'
import { makeStable } from './stable-docx.ts'
import { TagWords } from './tag-words.ts'
import { WordBlockBuilder, isTagsOnly } from './word-blocks.ts'
import { bulletList, numberedList } from './list-references.ts'

export interface MarkdownAsWord {
  readonly bytes: Uint8Array
  /** What comes out differently, by line. */
  readonly remarks: readonly Mistake[]
  /** What its front matter says, BCP 47. */
  readonly language: string | undefined
}

/**
 * The bytes of a .docx. Headings, lists, tables, links, quotations, code, footnotes, pictures (`![{{photo}}](…)` is a
 * placeholder; `data:` addresses are taken in). Front matter becomes its properties; `language` is the author's word,
 * which goes before that of the front matter. Spelling and the size of the page follow it.
 */
export async function markdownToWord(markdown: string, language?: string): Promise<Result<MarkdownAsWord>> {
  const { text, pictures } = extractPictures(markdown.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))
  const costly = checkMarkdownCost(text)
  if (costly !== undefined) return costly
  const own = readFrontMatterLanguage(text)?.language
  const facts = readFrontMatter(text)
  const footnotes = takeFootnotes(withoutFrontMatter(text).split('\n'))
  const { lines, origins } = separateSectionLines(footnotes.lines)
  const words = new TagWords(lines.join('\n'))
  const parsed = parseMarkdown(words.text, 'read')
  if (!parsed.ok) {
    const { line, ...tooMuch } = parsed.tooMuch
    return refuseExcess({ ...tooMuch, line: origins[line - 1] ?? line })
  }
  const source = { pictures, notes: footnotes.notes, restore: words.restore, lines, origins }
  const builder = new WordBlockBuilder(source)
  const children = builder.blocks(parsed.blocks, { depth: 0 })
  for (const { line, html } of parsed.lost) builder.remarkLost(line, html)
  const locale = language ?? own
  const spoken = locale === undefined ? {} : { language: { value: locale } }
  const isTags = (block: Block): boolean => isTagsOnly(block, words.restore)
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  const document = new Document({
    title: words.restore(titleIn(parsed.blocks, isTags) ?? ''),
    lastModifiedBy: facts.author ?? 'DocGen',
    ...given,
    creator: facts.author ?? 'DocGen',
    numbering: { config: [bulletList(), ...builder.lists.map(numberedList)] },
    footnotes: builder.footnotes,
    styles: {
      default: { document: { run: { font: 'Calibri', size: 22, ...spoken }, paragraph: { spacing: { after: 120 } } } },
    },
    sections: [
      {
        properties: { page: { size: pageSizeOf(locale) } },
        children: children.length > 0 ? children : [new Paragraph('')],
      },
    ],
  })
  const made = await makeStable(await Packer.toBuffer(document))
  return made.ok ? ok({ bytes: made.value, remarks: builder.remarks, language: own }) : made
}
