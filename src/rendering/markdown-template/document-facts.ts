/** Title and author of a Markdown template, from its front matter and its first heading; its size of page. */
import { frontMatterLength, frontMatterRange } from '../markdown/front-matter.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { TagWords } from './tag-words.ts'
import type { Block, Inline } from '../markdown/blocks.ts'

export interface DocumentFacts {
  readonly title?: string | undefined
  readonly author?: string | undefined
  readonly subject?: string | undefined
  readonly keywords?: string | undefined
  readonly description?: string | undefined
}

/** The facts in the front matter of a text; tags in them stay tags. */
export function readFrontMatter(markdown: string): DocumentFacts {
  const { text, restore } = new TagWords(markdown.slice(0, frontMatterLength(markdown)))
  const { from, to } = frontMatterRange(text)
  const parsed = parseYaml(text.slice(from, to))
  const read = parsed.ok ? parsed.value : undefined
  const values = typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  const of = (...names: readonly string[]): string | undefined => {
    const found = names.map((name) => textOf(values[name])).find((each) => each !== undefined)
    return found === undefined ? undefined : restore(found)
  }
  return {
    title: of('title'),
    author: of('author', 'authors', 'creator'),
    subject: of('subject', 'subtitle'),
    keywords: of('keywords', 'tags'),
    description: of('description', 'abstract'),
  }
}

/** The text with empty lines in place of its front matter. */
export function withoutFrontMatter(text: string): string {
  const length = frontMatterLength(text)
  return '\n'.repeat(text.slice(0, length).split('\n').length - 1) + text.slice(length)
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ') || undefined
  if (typeof value === 'object' && value !== null) return textOf((value as Record<string, unknown>)['name'])
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
  return value === '' ? undefined : String(value).replace(/\s+/g, ' ').trim()
}

/** The text of the first heading, where it stands in no section; `isTags`: a paragraph of sections' tags. */
export function titleIn(blocks: readonly Block[], isTags: (block: Block) => boolean): string | undefined {
  for (const block of blocks) {
    if (isTags(block)) return undefined
    if (block.type === 'heading') return textIn(block.inline).replace(/\s+/g, ' ').trim()
  }
  return undefined
}

const textIn = (inline: readonly Inline[]): string =>
  inline
    .map((each) =>
      'children' in each ? textIn(each.children) : 'text' in each ? each.text : each.type === 'image' ? '' : ' ',
    )
    .join('')

/** Regions whose paper is US Letter (CLDR, `paperSize`). */
const LETTER = new Set(['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE'])

/** The size of a page in twentieths of a point. */
export const pageSizeOf = (language: string | undefined): { readonly width: number; readonly height: number } =>
  language !== undefined && LETTER.has(new Intl.Locale(language).maximize().region ?? '')
    ? { width: 12_240, height: 15_840 }
    : { width: 11_906, height: 16_838 }
