/** Values in the front matter of a Markdown file. */
import { Parser } from 'yaml'
import { frontMatterRange } from '../../markdown/front-matter.ts'
import type { YamlStyle } from '../../template/program.ts'
import type { Places } from './places.ts'

interface Scalar {
  readonly style: YamlStyle
  readonly from: number
  readonly to: number
  readonly flow: boolean
}

/** Notes the places of its values. */
export function noteFrontMatter(places: Places, length: number): void {
  const text = places.flow.text.slice(0, length)
  const { from: begin, to } = frontMatterRange(text)
  const scalars: Scalar[] = []
  for (const token of new Parser().parse(text.slice(begin, to))) collectScalars(token, begin, false, scalars)
  for (const { index } of places.flow.valuesIn(text)) {
    const piece = places.flow.pieces[index]
    const at = piece?.at ?? 0
    const scalar = scalars.find((each) => each.from <= at && at < each.to)
    const line = text.slice(text.lastIndexOf('\n', at) + 1, at)
    const indent = /^\s*/.exec(line)?.[0] ?? ''
    places.of.set(index, { in: 'yaml', style: scalar?.style ?? 'remark', indent })
    if (scalar?.style !== 'plain' || places.wraps.some((each) => each.from === scalar.from)) continue
    const { from, to, flow } = scalar
    places.wraps.push({ wrap: { of: 'scalar', ...(flow ? { flow } : {}) }, from, to, inner: { from, to } })
  }
}

const STYLES: Readonly<Record<string, YamlStyle>> = {
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
}

/** The scalars of a token of the parser and of all that is in it. */
function collectScalars(token: unknown, begin: number, flow: boolean, scalars: Scalar[]): void {
  if (typeof token !== 'object' || token === null) return
  if (Array.isArray(token)) {
    for (const each of token) collectScalars(each, begin, flow, scalars)
    return
  }
  const { type, offset, source, props } = token as Record<string, unknown>
  const style = typeof type === 'string' ? STYLES[type] : undefined
  if (typeof offset === 'number' && typeof source === 'string') {
    if (type === 'block-scalar') {
      const heads = (Array.isArray(props) ? props : []) as readonly { readonly source?: string }[]
      const head = heads.map((each) => each.source ?? '').join('')
      const from = begin + offset + head.length
      scalars.push({ style: head.startsWith('>') ? 'folded' : 'literal', from, to: from + source.length, flow })
    } else if (style !== undefined)
      scalars.push({ style, from: begin + offset, to: begin + offset + source.length, flow })
  }
  for (const each of Object.values(token as Record<string, unknown>))
    collectScalars(each, begin, flow || type === 'flow-collection', scalars)
}
