/**
 * Conditions of Jinja templates that are always or never true (`{% if True %}`): nobody is asked for them. Their tags,
 * and what is never shown, are taken out like comments.
 */
import { readCondition } from './expressions.ts'
import { type Comment, commentsIn } from './jinja-comments.ts'

const STATEMENT = /\{%[-+]?\s*(?:(p|tr|tc|r)\s+)?(if|for|elif|else|endif|endfor)\b((?:(?!%\})[^\u2029])*)%\}/g

interface OpenCondition {
  readonly start: number
  readonly end: number
  readonly unit: Comment['unit']
  /** Undefined where it depends on an answer. */
  readonly holds: boolean | undefined
  other?: { readonly start: number; readonly end: number; readonly unit: Comment['unit'] } | undefined
  chained: boolean
}

/** All that prints nothing in a flow: comments, and what depends on a fixed value; in order, none inside another. */
export function silentRanges(flow: string): Comment[] {
  const comments = commentsIn(flow)
  const all = [...comments, ...constantRanges(withoutRanges(flow, comments))].toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  )
  let end = 0
  return all.filter((each) => {
    const stays = each.start >= end
    if (stays) end = each.end
    return stays
  })
}

function constantRanges(flow: string): Comment[] {
  const open: OpenCondition[] = []
  const ranges: Comment[] = []
  for (const match of flow.matchAll(STATEMENT)) {
    const [whole, form, keyword = '', rest = ''] = match
    const place = { start: match.index, end: match.index + whole.length, unit: unitOf(form) }
    const top = open.at(-1)
    if (keyword === 'if' || keyword === 'for')
      open.push({ ...place, holds: keyword === 'if' ? fixedValue(rest) : undefined, chained: false })
    else if (top !== undefined && keyword === 'elif') top.chained = true
    else if (top !== undefined && keyword === 'else') top.other ??= place
    else if (keyword.startsWith('end') && open.pop()?.holds !== undefined && top?.holds !== undefined && !top.chained) {
      const { holds, other, start, unit } = top
      const middle = other ?? place
      if (holds) ranges.push({ start, end: top.end, unit }, { ...middle, end: place.end })
      else ranges.push({ start, end: middle.end, unit }, ...(other === undefined ? [] : [place]))
    }
  }
  return ranges
}

const unitOf = (form: string | undefined): Comment['unit'] =>
  form === 'p' || form === 'tr' || form === 'tc' ? form : undefined

function fixedValue(condition: string): boolean | undefined {
  const { expression, not } = readCondition(condition.replace(/[-+:\s]+$/, ''))
  return expression.kind === 'fixed' ? expression.holds !== not : undefined
}

function withoutRanges(text: string, ranges: readonly Comment[]): string {
  let kept = ''
  let at = 0
  for (const { start, end } of ranges) {
    kept += text.slice(at, start) + ' '.repeat(end - start)
    at = end
  }
  return kept + text.slice(at)
}
