/**
 * Which documents are cheap enough to be made in the main thread.
 */
import type { RenderContext, RenderValue } from '../../domain/template/render-data.ts'
import { isMarkdown } from './values.ts'

/** Characters of Markdown in all answers: one answer of the greatest length. */
const MAX_MARKDOWN_LENGTH = 50_000

/** Whether laying it out would hold up others: Markdown costs many times what plain text does. */
export const isExpensive = (data: RenderContext): boolean =>
  countMarkdown(data, MAX_MARKDOWN_LENGTH) > MAX_MARKDOWN_LENGTH

/** Characters of Markdown; stops counting beyond `enough`. */
function countMarkdown(data: RenderContext, enough: number): number {
  let count = 0
  for (const value of Object.values(data)) {
    count += countMarkdownOf(value, enough - count)
    if (count > enough) break
  }
  return count
}

function countMarkdownOf(value: RenderValue, enough: number): number {
  if (typeof value !== 'object') return 0
  if (!Array.isArray(value)) return isMarkdown(value) ? value.markdown.length : 0
  let count = 0
  for (const item of value as readonly RenderContext[]) {
    count += countMarkdown(item, enough - count)
    if (count > enough) break
  }
  return count
}
