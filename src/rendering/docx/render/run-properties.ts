/**
 * Adds to the properties of a run, in the order that the schema of WordprocessingML asks for (ISO 29500-1, 17.3.2.28).
 */

const ORDER = [
  'rStyle',
  'rFonts',
  'b',
  'bCs',
  'i',
  'iCs',
  'caps',
  'smallCaps',
  'strike',
  'dstrike',
  'outline',
  'shadow',
  'emboss',
  'imprint',
  'noProof',
  'snapToGrid',
  'vanish',
  'webHidden',
  'color',
  'spacing',
  'w',
  'kern',
  'position',
  'sz',
  'szCs',
  'highlight',
  'u',
  'effect',
  'bdr',
  'shd',
  'fitText',
  'vertAlign',
  'rtl',
  'cs',
  'em',
  'lang',
]

/**
 * `properties` is a whole `w:rPr` or nothing; `added` are elements by local name, in place of those of the same name.
 */
export function withProperties(properties: string, prefix: string, added: Readonly<Record<string, string>>): string {
  const inner = /^<[^>]*>([\s\S]*)<\/[^>]*>$/.exec(properties)?.[1] ?? ''
  const elements = new Map<string, string>()
  for (const match of inner.matchAll(/<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?(?:\/>|>[\s\S]*?<\/[^>]*\1>)/g))
    elements.set(match[1] ?? '', match[0])
  for (const [name, xml] of Object.entries(added)) elements.set(name, xml)
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)
  const sorted = [...elements].sort(([a], [b]) => rank(a) - rank(b)).map(([, xml]) => xml)
  return sorted.length === 0 ? '' : `<${prefix}rPr>${sorted.join('')}</${prefix}rPr>`
}
