/** The comments part of a Word file, and the places of new elements in its lists. */
import { escapeXml } from '../../template/encode-text.ts'
import type { MistakeComment } from './comment-anchors.ts'

const WORD_NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** The comments part with these comments added; a new one where there is none. */
export function withComments(existing: string | undefined, comments: readonly MistakeComment[], from: number): string {
  const xml = comments
    .map(
      ({ text }, index) =>
        `<w:comment xmlns:w="${WORD_NAMESPACE}" w:id="${from + index}" w:author="DocGen" w:initials="DG">` +
        `<w:p><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p></w:comment>`,
    )
    .join('')
  if (existing === undefined)
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      `<w:comments xmlns:w="${WORD_NAMESPACE}">${xml}</w:comments>`
    )
  const end = existing.lastIndexOf('</')
  return existing.slice(0, end) + xml + existing.slice(end)
}

/** Inserts XML before the last `end` tag. */
export function insertBefore(source: string, end: string, xml: string): string {
  const open = source.replace(/<(Types|Relationships)([^<>]*)\/>\s*$/, '<$1$2></$1>')
  const at = open.lastIndexOf(end)
  return open.slice(0, at) + xml + open.slice(at)
}
