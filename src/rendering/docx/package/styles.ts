/**
 * The styles of a template that links and Markdown use: headings, hyperlinks, list paragraphs, quotations.
 */
import type { Archive } from '../zip/archive.ts'
import { findEntry } from './find-entry.ts'
import type { DocxStyles } from '../../template/docx-body.ts'

/** Finds them by their English built-in names, which Word keeps in every language. */
export function readStyles(archive: Archive): DocxStyles {
  const text = findEntry(archive, 'word/styles.xml')?.bytes.toString('utf8') ?? ''
  const ids = new Map<string, string>()
  for (const match of text.matchAll(
    /[<:]style\s[^>]*?styleId="([^"]+)"[^>]*>\s*<(?:\w+:)?name\s[^>]*?val="([^"]+)"/g,
  )) {
    ids.set((match[2] ?? '').toLowerCase(), match[1] ?? '')
  }
  return {
    headings: [1, 2, 3, 4, 5, 6].map((level) => ids.get(`heading ${level}`) ?? ''),
    hyperlink: ids.get('hyperlink'),
    list: ids.get('list paragraph'),
    quote: ids.get('quote'),
  }
}
