/**
 * Values in a run that are more than text: links and pictures.
 */
import type { RenderValue } from '../../domain/render-data.ts'
import type { RunPlace } from '../program.ts'
import { isLink, plainText, writtenInRun } from '../values.ts'
import { type Assets, HYPERLINK, safeAddress } from './assets.ts'

/** The XML in place of the value, inside an open `w:t`, which is open again at its end. */
export function richValue(value: RenderValue, name: string, run: RunPlace, assets: Assets): string {
  if (typeof value === 'object' && isLink(value) && run.closed !== true) {
    const { prefix: w } = run
    const id = assets.external(HYPERLINK, safeAddress(value.href, name))
    const properties = linkProperties(run, assets)
    return `</${w}t></${w}r><${w}hyperlink r:id="${id}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`
      + `<${w}r>${properties}<${w}t xml:space="preserve">${writtenInRun(value.text, name, w)}</${w}t></${w}r></${w}hyperlink>`
      + `<${w}r>${run.properties}<${w}t xml:space="preserve">`
  }
  return writtenInRun(plainText(value, name), name, run.prefix)
}

/** The run's own look with the template's hyperlink style, or blue and underlined where it has none. */
function linkProperties(run: RunPlace, assets: Assets): string {
  const { prefix: w } = run
  const { hyperlink } = assets.styles
  const inner = /^<[^>]*>([\s\S]*)<\/[^>]*>$/.exec(run.properties)?.[1] ?? ''
  if (hyperlink !== undefined) return `<${w}rPr><${w}rStyle ${w}val="${hyperlink}"/>${inner.replace(new RegExp(`<${w}rStyle[^>]*/>`), '')}</${w}rPr>`
  const plain = inner.replace(new RegExp(`<${w}(?:color|u)\\b[^>]*/>`, 'g'), '')
  return `<${w}rPr>${plain}<${w}color ${w}val="0563C1"/><${w}u ${w}val="single"/></${w}rPr>`
}
