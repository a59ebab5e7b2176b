/**
 * Fills a compiled text or Markdown template.
 */
import type { RenderValue } from '../../domain/template/render-data.ts'
import type { Program } from '../template/program.ts'
import { type Scope, lookUp, iterationScopes } from '../template/scope.ts'
import { isLink, plainText } from '../template/values.ts'
import { encodeText } from '../template/encode-text.ts'

/**
 * The program with its statics as strings: for text it is fastest to join strings and encode once. `slot` is the number
 * of a name.
 */
type TextNode =
  | string
  | {
      readonly name: string
      readonly slot: number
      readonly section?: { readonly inverted: boolean; readonly children: readonly TextNode[] } | undefined
    }
const decoded = new WeakMap<Program, readonly TextNode[]>()

/** The document's bytes. Throws Refused for a missing or impossible value. */
export function renderText(program: Program, pool: Buffer, scope: Scope, markdown: boolean): Buffer {
  let nodes = decoded.get(program)
  if (nodes === undefined) {
    nodes = decodeProgram(program, pool, new Map())
    decoded.set(program, nodes)
  }
  return Buffer.from(fillNodes(nodes, scope, markdown, []), 'utf8')
}

function decodeProgram(program: Program, pool: Buffer, slots: Map<string, number>): TextNode[] {
  return program.map((node) => {
    if (node.node === 'static') return pool.toString('utf8', node.at, node.at + node.size)
    if (node.node !== 'value' && node.node !== 'section')
      throw new Error(`A text template cannot hold a node "${node.node}"`)
    const slot = slots.get(node.name) ?? slots.size
    slots.set(node.name, slot)
    const section =
      node.node === 'section'
        ? { inverted: node.inverted, children: decodeProgram(node.children, pool, slots) }
        : undefined
    return { name: node.name, slot, section }
  })
}

/** `texts` holds the values outside of loops that were printed before, by their slots. */
function fillNodes(nodes: readonly TextNode[], scope: Scope, markdown: boolean, texts: string[]): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += node
    else if (node.section !== undefined)
      for (const round of iterationScopes(scope, node.name, node.section.inverted))
        text += fillNodes(node.section.children, round, markdown, texts)
    else if (scope.outer !== undefined) text += valueText(lookUp(scope, node.name), node.name, markdown)
    else text += texts[node.slot] ??= valueText(lookUp(scope, node.name), node.name, markdown)
  }
  return text
}

function valueText(value: RenderValue, name: string, markdown: boolean): string {
  if (typeof value === 'string') return encodeText(value, name, 'source')
  if (typeof value === 'object' && isLink(value))
    return encodeText(markdown ? `[${value.text}](${value.href})` : `${value.text} (${value.href})`, name, 'source')
  return encodeText(plainText(value, name), name, 'source')
}
