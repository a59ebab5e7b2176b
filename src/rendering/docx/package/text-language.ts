/** The language that most of a Word file's text is marked with. */
import { canonicalLanguage } from '../../../domain/template/language.ts'
import { decodePart } from '../xml/decode-part.ts'
import { findEntry } from './find-entry.ts'
import { languageOfCode } from './language-codes.ts'
import {
  NO_MARK,
  inherit,
  isEmpty,
  attributeIn,
  mayHoldMarks,
  markIn,
  markTokens,
  readStyleLanguages,
  type LanguageMark,
  type StyleLanguages,
} from './language-marks.ts'
import type { WordPackage } from './package.ts'

/** The language of a file's text; nothing where it has none. `sourceOf` gives the XML of a part that holds text. */
export function fileLanguage(
  { archive, main, flows }: WordPackage,
  sourceOf: (name: string) => string,
): { readonly language?: string } {
  const labelled = (pattern: RegExp): string[] =>
    flows.filter(({ label }) => pattern.test(label)).map(({ name }) => sourceOf(name))
  const styles = findEntry(archive, 'word/styles.xml')
  // Headers and footers come once for each section and kind of page: counted with the text, they would outweigh it.
  const language = textLanguage(
    [() => [sourceOf(main), ...labelled(/^(?:foot|end)notes$/)], () => labelled(/^(?:header|footer) /)],
    styles === undefined ? '' : decodePart(styles.name, styles.bytes),
  )
  return language === undefined ? {} : { language }
}

/** A paragraph or a run that is open. */
interface Frame {
  readonly isRun: boolean
  /** Of the paragraph, also for its runs. */
  paragraphStyle: string | undefined
  runStyle: string | undefined
  mark: LanguageMark
}

/** Text with its marks. */
interface Piece {
  readonly text: string
  readonly mark: LanguageMark
}

/**
 * The language that most letters of the text have, as runs, then styles, then the document's defaults mark it; without
 * letters, that of the style of paragraphs that name none. Letters in tags do not count. Of the groups of parts, those
 * behind the first that has letters are not read. Undefined where no language is known.
 */
export function textLanguage(groups: readonly (() => readonly string[])[], styles: string): string | undefined {
  const languages = readStyleLanguages(styles)
  for (const group of groups) {
    const parts = group()
    if (languages.western !== undefined && !parts.some(mayDiffer)) {
      if (!parts.some((part) => holdsLetters(part, languages))) continue
      const { val } = languages.western
      return val === undefined ? undefined : knownLanguage(val)
    }
    const count: LetterCount = { all: 0, marked: new Map() }
    for (const part of parts) countPart(part, languages, count)
    const most = count.all === 0 ? undefined : mostUsed(count.marked)
    if (most !== undefined) return most
    if (count.all > 0) break
  }
  const { val } = languages.ofParagraph()
  return val === undefined ? undefined : knownLanguage(val)
}

/** Whether some of a part's text may have another language than its styles give to western text. */
const mayDiffer = (part: string): boolean => mayHoldMarks(part) || NOT_WESTERN.test(part)

/** All scripts that `countLetters` tells apart, and more. */
const NOT_WESTERN = /[\u0590-\u109f\u1100-\u11ff\u1780-\u19ff\u2e80-\uffff]/

/** The beginning of a tag at the end of a run. */
const OPEN_TAG = /\{(?:\{[^{}]{0,500})?$/

/** Whether a part has letters outside of tags; looks no further than the first. */
function holdsLetters(part: string, languages: StyleLanguages): boolean {
  let open = ''
  for (const { text } of readPieces(part, languages)) {
    const said = withoutTags(open + text)
    open = OPEN_TAG.exec(said)?.[0] ?? ''
    if (/\p{L}/u.test(said.slice(0, said.length - open.length))) return true
  }
  return /\p{L}/u.test(open)
}

/** Letters, and how many of them are marked with each language, as the file writes it. */
interface LetterCount {
  all: number
  readonly marked: Map<string, number>
}

function countPart(part: string, languages: StyleLanguages, count: LetterCount): void {
  const pieces = [...readPieces(part, languages)]
  const text = withoutTags(pieces.map((piece) => piece.text).join(''))
  // Most runs have the mark of their style: all of one mark are counted at once.
  const texts = new Map<LanguageMark, string>()
  let at = 0
  for (const { text: own, mark } of pieces) {
    texts.set(mark, (texts.get(mark) ?? '') + text.slice(at, at + own.length))
    at += own.length
  }
  for (const [mark, all] of texts) {
    for (const [script, letters] of countLetters(all)) {
      if (letters === 0) continue
      count.all += letters
      const language = mark[script]
      if (language !== undefined) count.marked.set(language, (count.marked.get(language) ?? 0) + letters)
    }
  }
}

/** A language may be written in several ways. */
function mostUsed(marked: ReadonlyMap<string, number>): string | undefined {
  const known = new Map<string, number>()
  for (const [tag, letters] of marked) {
    const language = knownLanguage(tag)
    if (language !== undefined) known.set(language, (known.get(language) ?? 0) + letters)
  }
  return [...known].toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

const NAMES = ['p', 'r', 't', 'lang', 'pStyle', 'rStyle', 'rPrChange', 'pPrChange']

/** The texts of runs. What was deleted, or was marked so before a change of formatting, is none. */
function* readPieces(main: string, styles: StyleLanguages): Generator<Piece> {
  const frames: Frame[] = []
  let changes = 0
  for (const token of markTokens(main, NAMES)) {
    const { name, closes, attributes, text } = token
    const frame = frames.at(-1)
    if (name === 'p' || name === 'r') {
      if (closes) frames.pop()
      else if (!isEmpty(token)) frames.push(openFrame(name === 'r', frame))
    } else if (name.endsWith('Change')) changes += closes ? -1 : isEmpty(token) ? 0 : 1
    else if (frame === undefined || closes || changes > 0) continue
    else if (name === 'lang' && frame.isRun) frame.mark = inherit(frame.mark, markIn(attributes))
    else if (name === 'pStyle') frame.paragraphStyle = attributeIn(attributes, 'val')
    else if (name === 'rStyle') frame.runStyle = attributeIn(attributes, 'val')
    else if (name === 't' && text !== '') yield { text, mark: markOf(frame, styles) }
  }
}

const openFrame = (isRun: boolean, around: Frame | undefined): Frame => ({
  isRun,
  paragraphStyle: isRun ? around?.paragraphStyle : undefined,
  runStyle: undefined,
  mark: NO_MARK,
})

function markOf({ mark, runStyle, paragraphStyle }: Frame, styles: StyleLanguages): LanguageMark {
  const around = styles.ofParagraph(paragraphStyle)
  if (mark === NO_MARK && runStyle === undefined) return around
  return inherit(runStyle === undefined ? mark : inherit(mark, styles.ofStyle(runStyle)), around)
}

/** Spaces stand where tags stood, so that every other text keeps its place. */
const withoutTags = (text: string): string => text.replaceAll(/\{\{[^{}]{0,500}\}\}/g, (tag) => ' '.repeat(tag.length))

const EAST_ASIAN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}]/gu
const COMPLEX_SCRIPTS =
  'Arab Hebr Syrc Thaa Thai Laoo Khmr Mymr Tibt Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh'.split(' ')
const COMPLEX = new RegExp(`[${COMPLEX_SCRIPTS.map((script) => `\\p{sc=${script}}`).join('')}]`, 'gu')

/** How many letters of each kind of script. */
function countLetters(text: string): [script: keyof LanguageMark, count: number][] {
  const all = text.replaceAll(/[^\p{L}]+/gu, '')
  if (all === '') return []
  const others = all.replaceAll(EAST_ASIAN, '')
  const western = others.replaceAll(COMPLEX, '')
  return [
    ['val', western.length],
    ['eastAsia', all.length - others.length],
    ['bidi', others.length - western.length],
  ]
}

/** Word's `es-ES_tradnl` is Spanish of Spain; `x-none` is no language. */
const knownLanguage = (tag: string): string | undefined =>
  canonicalLanguage(languageOfCode(tag) ?? tag.replace(/_.*$/, ''))
