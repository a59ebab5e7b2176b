/** Translates tokens of markdown-it to inline nodes and list items. */
import type { Token } from 'markdown-it'
import type { Block, Inline, MarkdownItem, MarkdownTable } from './blocks.ts'

/** The inline node that an opening token begins. */
export function wrapInline(token: Token, children: readonly Inline[]): Inline {
  switch (token.type) {
    case 'strong_open':
      return { type: 'strong', children }
    case 'em_open':
      return { type: 'em', children }
    case 's_open':
      return { type: 'del', children }
    default:
      return { type: 'link', href: String(token.attrGet('href') ?? ''), children }
  }
}

/** Adds the node of a token without children; adjacent texts become one. */
export function addLeaf(siblings: Inline[], token: Token, line: number): void {
  switch (token.type) {
    case 'code_inline':
      siblings.push({ type: 'code', text: token.content })
      return
    case 'hardbreak':
      siblings.push({ type: 'break' })
      return
    case 'image':
      siblings.push({ type: 'image', href: String(token.attrGet('src') ?? ''), alt: token.content, line })
      return
  }
  const text = token.type === 'softbreak' ? '\n' : token.content
  const last = siblings.at(-1)
  if (last?.type === 'text') siblings[siblings.length - 1] = { type: 'text', text: last.text + text }
  else if (text !== '') siblings.push({ type: 'text', text })
}

/** The alignment of a column, from the style of its header cell. */
export function alignOf(token: Token): MarkdownTable['align'][number] {
  const align = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1]
  return align === 'left' || align === 'center' || align === 'right' ? align : undefined
}

const TASK = /^\[([ xX])\][ \t]+(?=\S)/

/** An item that begins with `[ ]` or `[x]` belongs to a task list. */
export function toListItem(blocks: readonly Block[]): MarkdownItem {
  const [first, ...rest] = blocks
  const [lead, ...others] = first?.type === 'paragraph' ? first.inline : []
  const box = lead?.type === 'text' ? TASK.exec(lead.text) : null
  if (box === null || lead?.type !== 'text') return { blocks }
  const text = { type: 'text', text: lead.text.slice(box[0].length) } as const
  return { checked: box[1] !== ' ', blocks: [{ type: 'paragraph', inline: [text, ...others] }, ...rest] }
}
