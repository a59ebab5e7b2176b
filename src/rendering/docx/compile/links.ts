/**
 * Hyperlinks whose address holds tags. Addresses are in the part's relationships; here they are moved to the link, so
 * that each iteration of a loop gets a relationship with its own address.
 */
import type { Mistake } from '../../template/mistake.ts'
import { scanTags } from '../../template/tags/scan-tags.ts'
import { findAddressMistake } from '../flows/address-mistake.ts'
import { type Interval, LEAF, replacementOf } from '../sections/intervals.ts'
import { outlineOfTokens, programOfTokens } from './placed-program.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import { parseTokens } from '../../template/tags/nest-tags.ts'
import type { Relationship } from '../package/relationships.ts'

export interface TaggedLink {
  readonly id: string
  readonly type: string
  readonly address: string
}

/** The external relationships with tags in their address. Word writes braces as `%7B`. */
export function findTaggedLinks(relationships: readonly Relationship[]): TaggedLink[] {
  return relationships
    .filter((each) => each.external)
    .map((each) => ({
      id: each.id,
      type: each.type,
      address: each.target.replace(/%7B%7B[\s\S]*?%7D%7D/gi, decodeTag),
    }))
    .filter((each) => each.address.includes('{{'))
}

function decodeTag(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function findLinkMistakes(links: readonly TaggedLink[], label: string): Mistake[] {
  return links.flatMap(({ address }) => {
    const { mistakes } = scanTags(address)
    const unsafe = mistakes.length === 0 ? findAddressMistake(address) : undefined
    const place = { part: `${label} (address of a link)`, around: address.slice(0, 80) }
    const all = [...mistakes, ...(unsafe === undefined ? [] : [unsafe])]
    return all.map(({ message, fix }) => ({ ...place, message, fix }))
  })
}

/** An interval for each use of such a relationship in the part. */
export function linkIntervals(part: XmlPart, links: readonly TaggedLink[]): Interval[] {
  const intervals: Interval[] = []
  for (const link of links) {
    const tokens = parseTokens(link.address)
    const uses = new RegExp(`\\s[\\w.-]+:(?:id|link)="(${link.id.replace(/[^\w]/g, '\\$&')})"`, 'g')
    for (const match of part.source.matchAll(uses)) {
      const to = match.index + match[0].length - 1
      intervals.push({
        from: to - link.id.length,
        to,
        rank: LEAF,
        replacement: (_inner, pool) => {
          const address = programOfTokens(tokens, 'address', pool, (text) => text)
          return replacementOf({ node: 'hyperlink', type: link.type, address }, outlineOfTokens(tokens, true))
        },
      })
    }
  }
  return intervals
}
