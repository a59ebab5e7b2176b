/**
 * The styles of a template that links and Markdown use: headings, hyperlinks, lists, quotations, tables.
 */
import type { Archive } from '../zip/archive.ts'
import { findEntry } from './find-entry.ts'
import type { DocxStyles, ListStyle } from '../../template/docx-body.ts'
import type { NumberingText } from './numbering-text.ts'

const STYLE = /[<:]style\s[^>]*?styleId="([^"]+)"[^>]*>\s*<(?:\w+:)?name\s[^>]*?val="([^"]+)"/g
const DEPTHS = ['', ' 2', ' 3', ' 4', ' 5'] as const

/** Finds them by their English built-in names, which Word keeps in every language. */
export function readStyles(archive: Archive, numbering: () => NumberingText | undefined): DocxStyles {
  const text = findEntry(archive, 'word/styles.xml')?.bytes.toString('utf8') ?? ''
  const ids = new Map<string, string>()
  const places = new Map<string, number>()
  for (const { 1: id = '', 2: name = '', index } of text.matchAll(STYLE)) {
    ids.set(name.toLowerCase(), id)
    places.set(name.toLowerCase(), index)
  }
  const listStyles = (name: string): ListStyle[] => {
    const found = DEPTHS.map((depth) => listStyleAt(text, places.get(`${name}${depth}`), numbering))
    const end = found.indexOf(undefined)
    return (end < 0 ? found : found.slice(0, end)) as ListStyle[]
  }
  return {
    headings: [1, 2, 3, 4, 5, 6].map((level) => ids.get(`heading ${level}`) ?? ''),
    hyperlink: ids.get('hyperlink'),
    list: ids.get('list paragraph'),
    quote: ids.get('quote'),
    grid: ids.get('table grid'),
    bullets: listStyles('list bullet'),
    numbers: listStyles('list number'),
  }
}

function listStyleAt(
  text: string,
  at: number | undefined,
  numbering: () => NumberingText | undefined,
): ListStyle | undefined {
  if (at === undefined) return undefined
  const style = text.slice(at, text.indexOf('style>', at))
  const id = /styleId="([^"]+)"/.exec(style)?.[1] ?? ''
  const list = /[<:]numId\s[^>]*?val="(\d+)"/.exec(style)?.[1]
  const level = Number(/[<:]ilvl\s[^>]*?val="(\d)"/.exec(style)?.[1] ?? '0')
  if (list === undefined || list === '0') return { id, level }
  return { id, list, level, definition: numbering()?.definitionOf(list) }
}
