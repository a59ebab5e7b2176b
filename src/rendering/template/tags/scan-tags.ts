/**
 * The template language: finds the tags of one flow of text, lists every mistake in them, and nests them. Tags are
 * Mustache's: `{{name}}`, `{{{name}}}`, `{{&name}}`, `{{#section}}`, `{{^section}}`, `{{/section}}`, `{{! comment}}`;
 * `{{#|section|}}` repeats columns, and `{{"{"}}` prints a brace.
 * Finding all mistakes at once needs a scan that goes on after the first; mustache's own parser stops there, so it runs
 * only on clean text.
 */
import { withoutInvisible } from './clean-tags.ts'
import { TextFinder } from './text-finder.ts'
import {
  MAX_SECTION_DEPTH,
  MAX_TAGS,
  MAX_MISTAKES,
  tooManyMistake,
  tooDeepMistake,
  sectionTagText,
  closingTagText,
  clipText,
  foreignSectionFix,
} from './tag-mistakes.ts'
import type { Tag, TagMistake } from './tag.ts'

/** Joins the paragraphs of a flow; no tag reaches over it. */
export const PARAGRAPH_END = '\u2029'

export interface TagScan {
  readonly tags: readonly Tag[]
  readonly mistakes: readonly TagMistake[]
}

const SIGILS: Readonly<Record<string, Tag['kind']>> = {
  '#': 'open',
  '^': 'inverted',
  '/': 'close',
  '!': 'comment',
  '&': 'variable',
  '{': 'variable',
}
const NAME = /^(?:\.|[\p{L}\p{N}_$@](?:[\p{L}\p{M}\p{N}_$@ \-.:'’]*[\p{L}\p{M}\p{N}_$@])?)$/u
const MAX_NAME_LENGTH = 200
/** What most tags hold: a sigil and a name in one word. */
const PLAIN = /^[#^/]?[A-Za-z]\w{0,99}$/
/** A brace that is text. */
export const LITERAL = /^\s*"([{}])"\s*$/
const COLUMNS = /^\|\s*([^|]*?)\s*\|$/

/** All tags of a flow in order, with everything that is wrong about them. Tags with a mistake are left out. */
export function scanTags(flow: string): TagScan {
  const tags: Tag[] = []
  const mistakes: TagMistake[] = []
  const open: Tag[] = []
  const closings = { two: new TextFinder(flow, '}}'), three: new TextFinder(flow, '}}}') }
  let at = 0
  for (;;) {
    const start = flow.indexOf('{{', at)
    noteStrayClosings(flow, at, start < 0 ? flow.length : start, closings.two, mistakes)
    if (start < 0) break
    if (tags.length >= MAX_TAGS || mistakes.length >= MAX_MISTAKES) {
      mistakes.push(tooManyMistake(start, tags.length >= MAX_TAGS))
      return { tags: [], mistakes }
    }
    const tag = readTag(flow, start, closings, mistakes)
    at = tag.end
    if (tag.kind === undefined) continue
    const { kind, name, end, columns } = tag
    const found: Tag = columns === true ? { kind, name, start, end, columns } : { kind, name, start, end }
    tags.push(found)
    if (found.kind === 'open' || found.kind === 'inverted') {
      open.push(found)
      if (open.length === MAX_SECTION_DEPTH + 1) mistakes.push(tooDeepMistake(found))
    } else if (found.kind === 'close') closeSection(found, open, mistakes)
  }
  for (const tag of open.slice(0, Math.max(1, MAX_MISTAKES - mistakes.length))) {
    mistakes.push({
      at: tag.start,
      message: `The section ${sectionTagText(tag)} is never closed.`,
      fix: foreignSectionFix(tag) ?? `Put ${closingTagText(tag)} where the section ends.`,
    })
  }
  mistakes.sort((a, b) => a.at - b.at)
  return { tags, mistakes }
}

interface ReadTag {
  readonly kind?: Tag['kind'] | undefined
  readonly name: string
  readonly end: number
  readonly columns?: boolean | undefined
}

function readTag(
  flow: string,
  start: number,
  closings: { readonly two: TextFinder; readonly three: TextFinder },
  mistakes: TagMistake[],
): ReadTag {
  const triple = flow.startsWith('{{{', start)
  const closing = triple ? '}}}' : '}}'
  const inside = start + closing.length
  let close = (triple ? closings.three : closings.two).from(inside)
  const next = flow.indexOf('{{', inside)
  const comment = flow[inside] === '!'
  if (close < 0 || (next >= 0 && next < close && !comment)) {
    mistakes.push({
      at: start,
      message:
        `The tag ` +
        `"${clipText(flow.slice(start, next >= 0 ? Math.min(next, start + 30) : start + 30).trim())}" is never closed.`,
      fix: `Write ${closing} behind the name, as in ${triple ? '{{{name}}}' : '{{name}}'}.`,
    })
    return { name: '', end: next >= 0 ? next : flow.length }
  }
  // `{{name}}}`: the third brace is text, except in `{{{name}}}`.
  if (!triple && flow.startsWith('}}}', close) && flow.startsWith('{', inside)) close += 1
  const written = flow.slice(inside, close)
  const end = close + closing.length
  if (!triple && PLAIN.test(written)) {
    const kind = SIGILS[written.charAt(0)]
    return { kind: kind ?? 'variable', name: kind === undefined ? written : written.slice(1), end, columns: false }
  }
  const content = withoutInvisible(written)
  const sigil = triple ? '{' : content.trimStart().charAt(0)
  const kind = SIGILS[sigil]
  const refuse = (message: string, fix: string): ReadTag => {
    mistakes.push({ at: start, message, fix })
    return { name: '', end }
  }
  if (content.includes(PARAGRAPH_END))
    return refuse(
      `The tag "${clipText(flow.slice(start, end))}" reaches over the end of its paragraph.`,
      'Keep each tag in one paragraph.',
    )
  if (kind === 'comment') return { kind, name: '', end }
  if (sigil === '>')
    return refuse(
      `The tag "{{${clipText(content)}}}" would include another template.`,
      'Write the text itself here; templates are not nested.',
    )
  if (sigil === '=')
    return refuse(
      `The tag "{{${clipText(content)}}}" would change the braces.`,
      'Use {{ and }} for all tags and remove this one.',
    )
  const brace = triple ? undefined : LITERAL.exec(content)?.[1]
  if (brace !== undefined) return { kind: 'literal', name: brace, end }
  const words = (triple || kind === undefined ? content : content.trimStart().slice(1)).trim().replace(/\s+/g, ' ')
  const inBars = kind === 'open' || kind === 'inverted' || kind === 'close' ? COLUMNS.exec(words)?.[1] : undefined
  const name = inBars ?? words
  if (name === '')
    return refuse(
      `The tag "${clipText(flow.slice(start, end))}" has no name.`,
      'Write the name of the variable between the braces.',
    )
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    return refuse(
      `"${clipText(name)}" cannot be a name.`,
      'Use letters, digits, spaces, dots, hyphens and underscores (at most 200); conditions and formulas are ' +
        'not evaluated.',
    )
  }
  return { kind: kind ?? 'variable', name, end, columns: inBars !== undefined }
}

function closeSection(tag: Tag, open: Tag[], mistakes: TagMistake[]): void {
  const top = open.at(-1)
  if (top !== undefined && top.name === tag.name && top.columns === tag.columns) {
    open.pop()
    return
  }
  const index = open.findLastIndex((each) => each.name === tag.name && each.columns === tag.columns)
  if (index < 0 || top === undefined) {
    mistakes.push({
      at: tag.start,
      message: `${closingTagText(tag)} closes a section that is not open.`,
      fix: `Remove it, or put ${sectionTagText(tag)} where the section begins.`,
    })
    return
  }
  mistakes.push({
    at: tag.start,
    message: `${closingTagText(tag)} stands inside the section ${sectionTagText(top)}: the two sections cross.`,
    fix: `Close the inner one first: put ${closingTagText(top)} before ${closingTagText(tag)}.`,
  })
  open.splice(index, 1)
}

/** Notes `}}` without `{{`, unless it closes single braces before it (JSON in a text). */
function noteStrayClosings(flow: string, from: number, to: number, closings: TextFinder, mistakes: TagMistake[]): void {
  let at = closings.from(from)
  if (at < 0 || at >= to) return
  let depth = 0
  for (let index = from; index < to; index++) {
    const char = flow.charCodeAt(index)
    if (char === 0x7b) depth += 1
    else if (char === 0x7d) {
      if (depth < 2 && index === at) {
        mistakes.push({
          at,
          message: `"${clipText(flow.slice(Math.max(from, at - 28), at + 2))}" has }} without {{ before it.`,
          fix: 'Write {{ before the name, or remove the braces.',
        })
        if (mistakes.length >= MAX_MISTAKES) return
        index += 1
        depth = 0
      } else depth = Math.max(0, depth - 1)
      if (index >= at) {
        at = closings.from(index + 1)
        if (at < 0) return
      }
    }
  }
}
