/** Finds the marks of code in a Markdown file: the parser tells their lines at most. */
import type { Token } from 'markdown-it'
import type { Places, Wrapped } from './places.ts'
import { linePrefix } from './neighbours.ts'

/** The code span with these values. */
export function findSpan(places: Places, { content, markup }: Token): Wrapped | undefined {
  const range = places.rangeOf(content)
  if (range === undefined) return undefined
  const { text } = places.flow
  const begin = runBefore(text, range.from, markup)
  const end = runBehind(text, range.to, markup)
  if (begin === undefined || end === undefined) return undefined
  const inner = { from: begin + markup.length, to: end }
  const padded = text[inner.from] === ' ' && text[end - 1] === ' ' && inner.to - inner.from > 2
  const wrap = { of: 'span', marks: markup.length, ...(padded ? { padded } : {}) } as const
  return { wrap, from: begin, to: end + markup.length, inner }
}

const TICK = '`'

/** Where the nearest run of exactly these backticks begins. */
function runBefore(text: string, from: number, marks: string): number | undefined {
  for (let end = from; end > 0;) {
    const last = text.lastIndexOf(TICK, end - 1)
    if (last < 0) return undefined
    let begin = last
    while (begin > 0 && text[begin - 1] === TICK) begin -= 1
    if (last - begin + 1 === marks.length) return begin
    end = begin
  }
  return undefined
}

function runBehind(text: string, from: number, marks: string): number | undefined {
  for (let at = from; ;) {
    const begin = text.indexOf(TICK, at)
    if (begin < 0) return undefined
    let end = begin
    while (text[end] === TICK) end += 1
    if (end - begin === marks.length) return begin
    at = end
  }
}

/** A block of code between marks, on these lines of the flow, and what its further lines begin with. */
export function findFence(
  { flow: { text } }: Places,
  { markup }: Token,
  lines: { readonly from: number; readonly to: number },
): { readonly wrapped: Wrapped; readonly prefix: string } | undefined {
  const begin = text.indexOf(markup, lines.from)
  if (begin < 0 || begin >= lines.to) return undefined
  const prefix = linePrefix(text.slice(lines.from, begin))
  const last = text.slice(begin, lines.to).replace(/[\r\n]+$/, '')
  const lastLine = Math.max(last.lastIndexOf('\n'), last.lastIndexOf('\r')) + 1
  const sign = markup[0] ?? TICK
  const closing = lastLine === 0 ? null : /^([ \t>]*)(`{3,}|~{3,})[ \t]*$/.exec(last.slice(lastLine))
  const isClosed = closing?.[2]?.[0] === sign && (closing[2]?.length ?? 0) >= markup.length
  const end = isClosed ? begin + lastLine + (closing[1]?.length ?? 0) : begin + last.length
  const to = isClosed ? end + (closing[2]?.length ?? 0) : end
  const wrap = { of: 'fence', sign, marks: markup.length, ...(isClosed ? {} : { open: true as const }) } as const
  return { wrapped: { wrap, from: begin, to, inner: { from: begin + markup.length, to: end } }, prefix }
}
