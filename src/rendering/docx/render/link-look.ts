/** How a link looks in a document. */
import { escapeXml } from '../../template/encode-text.ts'
import type { Assets } from './assets.ts'

/** The template's hyperlink style, or blue and underlined where it has none. */
export function linkLook(w: string, assets: Assets): Readonly<Record<string, string>> {
  const { hyperlink } = assets.styles
  if (hyperlink !== undefined) return { rStyle: `<${w}rStyle ${w}val="${escapeXml(hyperlink)}"/>` }
  return { color: `<${w}color ${w}val="0563C1"/>`, u: `<${w}u ${w}val="single"/>` }
}
