/**
 * Hyperlinks whose address holds tags. Word keeps addresses in a part of their own; they are brought to the place of the link,
 * so that each round of a loop gets a relationship with its own address.
 */
import type { OutlineNode } from '../../domain/outline.ts'
import type { Mistake } from '../mistake.ts'
import type { BytePool } from '../pool.ts'
import type { ProgramNode } from '../program.ts'
import { nestTags, scanTags, type FlowToken } from '../tags.ts'
import { type Interval, LEAF, pieceOf } from './intervals.ts'
import type { Relationship } from './package.ts'
import type { XmlPart } from './xml.ts'

export interface TaggedLink {
  readonly id: string
  readonly type: string
  readonly address: string
}

/** The external relationships with tags in their address. Word writes braces as `%7B`. */
export function taggedLinks(relationships: readonly Relationship[]): TaggedLink[] {
  return relationships.filter(each => each.external)
    .map(each => ({ id: each.id, type: each.type, address: each.target.replace(/%7B%7B[\s\S]*?%7D%7D/gi, decodeTag) }))
    .filter(each => each.address.includes('{{'))
}

function decodeTag(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function linkMistakes(links: readonly TaggedLink[], label: string): Mistake[] {
  return links.flatMap(link => scanTags(link.address).mistakes.map(({ message, fix }) => ({ part: `${label} (address of a link)`, around: link.address.slice(0, 80), message, fix })))
}

/** An interval for each use of such a relationship in the part. */
export function linkIntervals(part: XmlPart, links: readonly TaggedLink[]): Interval[] {
  const intervals: Interval[] = []
  for (const link of links) {
    const tokens = nestTags(link.address)
    const uses = new RegExp(`\\s[\\w.-]+:(?:id|link)="(${link.id.replace(/[^\w]/g, '\\$&')})"`, 'g')
    for (const match of part.source.matchAll(uses)) {
      const to = match.index + match[0].length - 1
      intervals.push({
        from: to - link.id.length,
        to,
        rank: LEAF,
        stands: (_inner, pool) => pieceOf({ node: 'hyperlink', type: link.type, address: nodesOf(tokens, pool) }, outlineOf(tokens)),
      })
    }
  }
  return intervals
}

function nodesOf(tokens: readonly FlowToken[], pool: BytePool): ProgramNode[] {
  return tokens.filter(token => token[0] !== '!').map((token): ProgramNode => {
    if (token[0] === 'text') return pool.add(token[1])
    if (token[0] === '#' || token[0] === '^') return { node: 'section', name: token[1], inverted: token[0] === '^', children: nodesOf(token[4], pool) }
    return { node: 'value', name: token[1].trim(), place: 'address' }
  })
}

function outlineOf(tokens: readonly FlowToken[]): OutlineNode[] {
  return tokens.flatMap((token): OutlineNode[] => {
    if (token[0] === 'text' || token[0] === '!') return []
    if (token[0] === '#' || token[0] === '^') return [{ type: 'section', name: token[1], inverted: token[0] === '^', repeats: false, children: outlineOf(token[4]) }]
    return [{ type: 'variable', name: token[1].trim(), place: 'link' }]
  })
}
