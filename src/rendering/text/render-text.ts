/**
 * Fills a compiled text or Markdown template.
 */
import type { RenderValue } from '../../domain/template/render-data.ts'
import type { MarkdownPlace, MarkdownWrap, Program } from '../template/program.ts'
import { type Scope, lookUp, iterationScopes } from '../template/scope.ts'
import { isLink, isYesNo, plainText } from '../template/values.ts'
import { encodeText } from '../template/encode-text.ts'
import { writeValue } from './markdown/write-value.ts'
import { writeWrap } from './markdown/write-wrap.ts'

/** The program with its statics as strings: for text it is fastest to join strings and encode once. */
type TextNode = string | ValueNode | SectionNode | WrapNode

/** `slot` is the number of a name at one place. */
interface ValueNode {
  readonly node: 'value'
  readonly name: string
  readonly slot: number
  readonly markdown: MarkdownPlace | undefined
}

interface SectionNode {
  readonly node: 'section'
  readonly name: string
  readonly inverted: boolean
  readonly children: readonly TextNode[]
}

interface WrapNode {
  readonly node: 'wrap'
  readonly wrap: MarkdownWrap
  readonly children: readonly TextNode[]
}

const decoded = new WeakMap<Program, readonly TextNode[]>()

/** The document's text. Throws Refused for a missing or impossible value. */
export function renderText(program: Program, pool: Buffer, scope: Scope): string {
  let nodes = decoded.get(program)
  if (nodes === undefined) {
    nodes = decodeProgram(program, pool, new Map())
    decoded.set(program, nodes)
  }
  return fillNodes(nodes, scope, [])
}

function decodeProgram(program: Program, pool: Buffer, slots: Map<string, number>): TextNode[] {
  return program.map((node): TextNode => {
    switch (node.node) {
      case 'static':
        return pool.toString('utf8', node.at, node.at + node.size)
      case 'value': {
        const { name, markdown } = node
        const key = markdown === undefined ? name : `${name}\n${JSON.stringify(markdown)}`
        const slot = slots.get(key) ?? slots.size
        slots.set(key, slot)
        return { node: 'value', name, slot, markdown }
      }
      case 'section': {
        const { name, inverted } = node
        return { node: 'section', name, inverted, children: decodeProgram(node.children, pool, slots) }
      }
      case 'wrap':
        return { node: 'wrap', wrap: node.wrap, children: decodeProgram(node.children, pool, slots) }
      default:
        throw new Error(`A text template cannot hold a node "${node.node}"`)
    }
  })
}

/** `texts` holds the values outside of loops that were printed before, by their slots. */
function fillNodes(nodes: readonly TextNode[], scope: Scope, texts: string[]): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += node
    else if (node.node === 'section')
      for (const round of iterationScopes(scope, node.name, node.inverted))
        text += fillNodes(node.children, round, texts)
    else if (node.node === 'wrap') text += fillWrap(node, scope, texts)
    else if (scope.outer !== undefined) text += valueText(lookUp(scope, node.name), node)
    else text += texts[node.slot] ??= valueText(lookUp(scope, node.name), node)
  }
  return text
}

function fillWrap({ wrap, children }: WrapNode, scope: Scope, texts: string[]): string {
  const text = fillNodes(children, scope, texts)
  const [only, ...others] = children
  // Front matter may say yes or no; everything else that a person wrote is a text there.
  const isYesOrNo =
    wrap.of === 'scalar' &&
    others.length === 0 &&
    typeof only === 'object' &&
    only.node === 'value' &&
    holdsYesNo(lookUp(scope, only.name))
  return isYesOrNo ? text : writeWrap(wrap, text)
}

const holdsYesNo = (value: RenderValue): boolean => typeof value === 'boolean' || isYesNo(value)

function valueText(value: RenderValue, { name, markdown }: ValueNode): string {
  if (markdown !== undefined) return writeValue(value, name, markdown)
  if (typeof value === 'string') return encodeText(value, name, 'source')
  if (typeof value === 'object' && isLink(value)) return encodeText(`${value.text} (${value.href})`, name, 'source')
  return encodeText(plainText(value, name), name, 'source')
}
