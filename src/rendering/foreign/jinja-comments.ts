/**
 * The comments of Jinja templates in Word: `{# … #}`, and docxtpl's `{#p … #}`, `{#tr … #}` and `{#tc … #}`, which take
 * the paragraph, row or cell along that they stand in. A comment may reach over paragraphs.
 */
import { PARAGRAPH_END } from '../template/tags/scan-tags.ts'
import { TextFinder } from '../template/tags/text-finder.ts'

export interface Comment {
  readonly start: number
  readonly end: number
  /** What goes with it, by its name in WordprocessingML. */
  readonly unit: 'p' | 'tr' | 'tc' | undefined
}

/** All comments of a flow in order. What begins as a statement or a value is none until its end. */
export function commentsIn(flow: string): Comment[] {
  const comments: Comment[] = []
  const ends: Readonly<Record<string, TextFinder>> = {
    '{#': new TextFinder(flow, '#}'),
    '{{': new TextFinder(flow, '}}'),
    '{%': new TextFinder(flow, '%}'),
  }
  const paragraphs = new TextFinder(flow, PARAGRAPH_END)
  const begins = /\{[#{%]/g
  for (let match = begins.exec(flow); match !== null; match = begins.exec(flow)) {
    const inside = match.index + 2
    const close = ends[match[0]]?.from(inside) ?? -1
    if (match[0] === '{#') {
      if (close < 0) continue
      const unit = /^(?:p|tr|tc)(?=\s)/.exec(flow.slice(inside, inside + 3))?.[0] as Comment['unit']
      comments.push({ start: match.index, end: close + 2, unit })
      begins.lastIndex = close + 2
    } else {
      const paragraph = paragraphs.from(inside)
      if (close >= 0 && (paragraph < 0 || close < paragraph)) begins.lastIndex = close + 2
    }
  }
  return comments
}
