/**
 * Fills a compiled text or Markdown template.
 */
import type { RenderValue } from '../../domain/render-data.ts'
import type { Program } from '../program.ts'
import { type Scope, lookUp, rounds } from '../scope.ts'
import { isLink, plainText, written } from '../values.ts'

/** The program with its statics as strings: joining strings and encoding once is the fastest for text. */
type TextNode = string | { readonly name: string; readonly section?: { readonly inverted: boolean; readonly children: readonly TextNode[] } | undefined }
const decoded = new WeakMap<Program, readonly TextNode[]>()

/** The document's bytes. Throws Refused for a missing or impossible value. */
export function renderText(program: Program, pool: Buffer, scope: Scope, markdown: boolean): Buffer {
  let nodes = decoded.get(program)
  if (nodes === undefined) {
    nodes = decode(program, pool)
    decoded.set(program, nodes)
  }
  return Buffer.from(fill(nodes, scope, markdown), 'utf8')
}

function decode(program: Program, pool: Buffer): TextNode[] {
  return program.map(node => {
    if (node.node === 'static') return pool.toString('utf8', node.at, node.at + node.size)
    if (node.node === 'value') return { name: node.name }
    if (node.node === 'section') return { name: node.name, section: { inverted: node.inverted, children: decode(node.children, pool) } }
    throw new Error(`A text template cannot hold a node "${node.node}"`)
  })
}

function fill(nodes: readonly TextNode[], scope: Scope, markdown: boolean): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += node
    else if (node.section === undefined) text += valueText(lookUp(scope, node.name), node.name, markdown)
    else for (const round of rounds(scope, node.name, node.section.inverted)) text += fill(node.section.children, round, markdown)
  }
  return text
}

function valueText(value: RenderValue, name: string, markdown: boolean): string {
  if (typeof value === 'string') return written(value, name, 'source')
  if (typeof value === 'object' && isLink(value)) return written(markdown ? `[${value.text}](${value.href})` : `${value.text} (${value.href})`, name, 'source')
  return written(plainText(value, name), name, 'source')
}
