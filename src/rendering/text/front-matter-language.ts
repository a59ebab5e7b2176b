/** The language that the front matter of a Markdown file says: `lang: de-DE` between two lines of dashes at its top. */
import { canonicalLanguage } from '../../domain/template/language.ts'

/** A longer block is text. */
const MAX_LENGTH = 10_000
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/
const LANGUAGE = /^lang:[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s#'"]+))[ \t]*(?:#.*)?$/m

export interface FrontMatterLanguage {
  /** Undefined where what it says is no language. */
  readonly language: string | undefined
  readonly said: string
  /** Where it says it. */
  readonly at: number
  /** Where the text begins, behind the block. */
  readonly end: number
}

/** Undefined for a text whose front matter says no language, or that has none. */
export function readFrontMatterLanguage(text: string): FrontMatterLanguage | undefined {
  const [block, inside = ''] = FRONT_MATTER.exec(text.slice(0, MAX_LENGTH)) ?? []
  const found = LANGUAGE.exec(inside)
  if (block === undefined || found === null) return undefined
  const said = found[1] ?? found[2] ?? found[3] ?? ''
  return { language: canonicalLanguage(said), said, at: block.indexOf(inside) + found.index, end: block.length }
}
