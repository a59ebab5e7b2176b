/**
 * An answer in Markdown: its blocks, and the problems that would stop it from being rendered. Both come from one parse,
 * so that an accepted answer can be rendered later.
 */
import { Refused } from '../../domain/kernel/errors.ts'
import type { Markdown } from '../../domain/template/render-data.ts'
import { safeAddress } from '../template/addresses.ts'
import { checkCharacters, valueRefusal } from '../template/encode-text.ts'
import type { Block, Inline } from './blocks.ts'
import { parseMarkdown } from './parse-markdown.ts'

/** A value may be used in many places and iterations: it is parsed once. */
const parsedValues = new WeakMap<Markdown, readonly Block[]>()

/** The blocks of a value. Throws Refused (`characters`, `too_expensive`) naming the variable. */
export function blocksOf(value: Markdown, name: string): readonly Block[] {
  const known = parsedValues.get(value)
  if (known !== undefined) return known
  checkCharacters(value.markdown, name)
  const parsed = parseMarkdown(value.markdown)
  if (!parsed.ok) {
    const { line, message, fix } = parsed.tooMuch
    throw valueRefusal(name, 'too_expensive', `In “${name}”, line ${line}: ${message} ${fix}`)
  }
  parsedValues.set(value, parsed.blocks)
  return parsed.blocks
}

/** Why an answer cannot be rendered: the place, and what to do; undefined when it can. */
export function findMarkdownProblem(markdown: string): string | undefined {
  const parsed = parseMarkdown(markdown)
  if (!parsed.ok) return `Line ${parsed.tooMuch.line}: ${parsed.tooMuch.message} ${parsed.tooMuch.fix}`
  const address = firstAddress(parsed.blocks, (each) => !isUsableAddress(each))
  if (address === undefined) return undefined
  const shown = address.length > 60 ? `${address.slice(0, 59)}…` : address
  return (
    `A link to “${shown}” leads nowhere from a document. ` +
    'Write the whole address, with https:// or mailto: before it, or take the link away.'
  )
}

/** About the longest address that Word allows. */
const MAX_ADDRESS_LENGTH = 2_000

/** A file beside the text, or a place on its own server: no document has either. */
const PLACE = /^[/.#?\\]/
const FILE =
  /^[^:/?#@\s]+\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|md|html?|csv|json|xml|png|jpe?g|gif|svg|zip|eml|msg)$/i
/** A host has a dot in it; others need their scheme. */
const NO_HOST = /^[^:/?#@.\s]*(?:[/?#]|$)/

/** Whether an address of Markdown leads somewhere from a document; what runs or opens something is refused later. */
export const leadsSomewhere = (address: string): boolean =>
  ![PLACE, FILE, NO_HOST].some((pattern) => pattern.test(address.trim()))

function isUsableAddress(address: string): boolean {
  if (address.length > MAX_ADDRESS_LENGTH || !leadsSomewhere(address)) return false
  try {
    return URL.canParse(safeAddress(address, ''))
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** The first address of a link that passes a test, in the order of the text. */
function firstAddress(blocks: readonly Block[], test: (address: string) => boolean): string | undefined {
  for (const inline of blocks.flatMap(inlinesOf)) {
    const found = addressIn(inline, test)
    if (found !== undefined) return found
  }
  return undefined
}

/** The texts of a block and of the blocks in it. */
function inlinesOf(block: Block): (readonly Inline[])[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [block.inline]
    case 'quote':
      return block.blocks.flatMap(inlinesOf)
    case 'list':
      return block.items.flatMap((item) => item.blocks.flatMap(inlinesOf))
    case 'table':
      return [...block.header, ...block.rows.flat()]
    case 'code':
    case 'rule':
    case 'page_break':
      return []
  }
}

function addressIn(inline: readonly Inline[], test: (address: string) => boolean): string | undefined {
  for (const each of inline) {
    if (!('children' in each)) continue
    if (each.type === 'link' && test(each.href)) return each.href
    const found = addressIn(each.children, test)
    if (found !== undefined) return found
  }
  return undefined
}
