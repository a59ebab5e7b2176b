/**
 * A flow as one text.
 */
import { PARAGRAPH_END } from '../../template/tags/scan-tags.ts'
import type { Flow, Paragraph } from './flows.ts'

/** A flow as one text, and the way back from an offset in it to the paragraph. */
export interface JoinedFlow {
  readonly text: string
  readonly paragraphAt: (offset: number) => { readonly paragraph: Paragraph; readonly offset: number }
}

/** Joins the paragraphs of a flow. */
export function joinFlow({ paragraphs }: Flow): JoinedFlow {
  const starts: number[] = []
  let text = ''
  for (const paragraph of paragraphs) {
    starts.push(text.length)
    text += `${paragraph.text}${PARAGRAPH_END}`
  }
  let index = 0
  const paragraphAt = (offset: number): { paragraph: Paragraph; offset: number } => {
    while (index > 0 && (starts[index] ?? 0) > offset) index -= 1
    while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= offset) index += 1
    return { paragraph: paragraphs[index] as Paragraph, offset: offset - (starts[index] ?? 0) }
  }
  return { text, paragraphAt }
}
