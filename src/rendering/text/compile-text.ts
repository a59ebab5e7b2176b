/**
 * Compiles a text or Markdown template. A section tag alone on its line removes the line, as in Mustache.
 */
import { type Result, ok } from '../../domain/kernel/errors.ts'
import type { OutlineNode } from '../../domain/questions/outline.ts'
import type { TemplateFormat } from '../../domain/template/template-format.ts'
import type { CompiledTemplate } from '../template/compiled-template.ts'
import { type Mistake, firstRemarks, refuseFile, refuseMistakes } from '../template/mistake.ts'
import { createPool } from '../template/pool.ts'
import { type TagMistake } from '../template/tags/tag.ts'
import { findLookAlikesIn } from '../template/tags/look-alikes.ts'
import { LITERAL, scanTags } from '../template/tags/scan-tags.ts'
import { columnsMistake } from '../template/tags/tag-mistakes.ts'
import { COMPILER_VERSION } from '../template/version.ts'
import { cleanTags } from '../template/tags/clean-tags.ts'
import { type FlowToken, parseTokens } from '../template/tags/nest-tags.ts'
import { buildProgram } from './build-program.ts'
import { type FrontMatterLanguage, readFrontMatterLanguage } from './front-matter-language.ts'
import { MarkdownFlow } from './markdown/flow.ts'
import { findPlaces } from './markdown/find-places.ts'
import { wholeAddresses } from './markdown/places.ts'
import { standsAlone } from './standing-alone.ts'

const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f]/u

export function compileText(
  bytes: Uint8Array,
  format: Exclude<TemplateFormat, 'docx'>,
  purpose: 'keep' | 'again' | 'once',
): Result<CompiledTemplate> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuseFile('not_utf8', 'The file is not UTF-8 text. Save it with the encoding UTF-8 and upload it again.')
  }
  if (CONTROL.test(text))
    return refuseFile('not_text', 'The file holds control characters, so it is not plain text. Save it as a text file.')
  const scan = scanTags(text)
  const looks = purpose === 'keep' ? findLookAlikesIn(text) : []
  const columns = scan.tags.filter((each) => each.columns === true && each.kind !== 'close')
  const mistakes = [
    ...scan.mistakes,
    ...columns.map((each) => ({ at: each.start, ...columnsMistake(each) })),
    ...looks.filter((each) => each.isMistake),
  ].toSorted((a, b) => a.at - b.at)
  const head = format === 'markdown' ? readFrontMatterLanguage(text) : undefined
  const remarks = locateMistakes([...unknownLanguage(head), ...looks.filter((each) => !each.isMistake)], text, format)
  if (mistakes.length > 0) return refuseMistakes(locateMistakes(mistakes, text, format), remarks)
  const pool = createPool()
  const clean = cleanTags(text)
  const tokens = parseTokens(clean)
  const flow = new MarkdownFlow(tokens, clean)
  const places =
    format === 'markdown' ? findPlaces(flow, ({ start, end }) => standsAlone(clean, start, end)) : undefined
  return ok({
    format,
    compiler: COMPILER_VERSION,
    outline: outlineOf(tokens, clean, wholeAddresses(places)),
    body: { kind: 'text', program: buildProgram(flow, places, pool) },
    pool: pool.bytes(),
    ...firstRemarks(remarks),
    ...(head?.language === undefined ? {} : { language: head.language }),
  })
}

const unknownLanguage = (head: FrontMatterLanguage | undefined): TagMistake[] =>
  head === undefined || head.language !== undefined
    ? []
    : [
        {
          at: head.at,
          message: `“lang: ${head.said.slice(0, 40)}” is no language that is known here.`,
          fix: 'Write a language tag (BCP 47) like “lang: de-DE”.',
        },
      ]

/** The variables and sections of the tokens. `isAddress`: the tag that begins here is the whole address of a link. */
function outlineOf(tokens: readonly FlowToken[], text: string, isAddress: (start: number) => boolean): OutlineNode[] {
  return tokens.flatMap((token): OutlineNode[] => {
    const [type, value, start, end] = token
    if (type === 'text' || type === '!') return []
    if (type === '#' || type === '^') {
      const repeats = repeatsLines(token[4], text, start, token[5])
      const children = outlineOf(token[4], text, isAddress)
      return [{ type: 'section', name: value, inverted: type === '^', repeats, children }]
    }
    // mustache keeps the sigil's whitespace out, but not the space before the closing braces of `{{{name }}}`
    const name = value.trim()
    if (LITERAL.test(name)) return []
    const place = isAddress(start) ? { place: 'link' as const } : {}
    return [{ type: 'variable', name, ...place, ...(standsAlone(text, start, end) ? { alone: true } : {}) }]
  })
}

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s/
const TABLE_ROW = /^\s*\|.*\|\s*$/

/**
 * Whether a section contains whole list items or table rows: both tags are alone on their lines, and the first line
 * between them is such a line.
 */
function repeatsLines(children: readonly FlowToken[], text: string, start: number, end: number): boolean {
  if (children.length === 0) return false
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const inside = text.slice(text.indexOf('}}', start) + 2, end)
  const firstBreak = inside.search(/\n/)
  if (before.trim() !== '' || firstBreak < 0 || inside.slice(0, firstBreak).trim() !== '') return false
  const line =
    inside
      .slice(firstBreak + 1)
      .split('\n')
      .find((each) => each.trim() !== '') ?? ''
  return ITEM.test(line) || TABLE_ROW.test(line.trimEnd())
}

/** The place of each mistake, in one pass over the text. */
function locateMistakes(mistakes: readonly TagMistake[], text: string, format: TemplateFormat): Mistake[] {
  let [line, at, heading] = [1, 0, undefined as string | undefined]
  return mistakes.map(({ at: place, message, fix }) => {
    for (let end = text.indexOf('\n', at); end >= 0 && end < place; end = text.indexOf('\n', at)) {
      if (format === 'markdown') heading = /^#{1,6}\s+(.+)$/.exec(text.slice(at, end))?.[1]?.trim() ?? heading
      line += 1
      at = end + 1
    }
    return { part: 'text', paragraph: line, heading, around: wordsAround(text, place), message, fix }
  })
}

/** Up to 30 characters on either side of an offset, on its own line. */
function wordsAround(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 30)
  const lineEnd = text.indexOf('\n', at)
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, at + 40)
  return text.slice(from, to).trim()
}
