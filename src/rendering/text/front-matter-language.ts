/** The language that the front matter of a Markdown file says: `lang: de-DE`. */
import { canonicalLanguage } from '../../domain/template/language.ts'
import { frontMatterRange } from '../markdown/front-matter.ts'

const LANGUAGE = /^lang:[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s#'"]+))[ \t]*(?:#.*)?$/m

export interface FrontMatterLanguage {
  /** Undefined where what it says is no language. */
  readonly language: string | undefined
  readonly said: string
  /** Where it says it. */
  readonly at: number
}

/** Undefined for a text whose front matter says no language, or that has none. */
export function readFrontMatterLanguage(text: string): FrontMatterLanguage | undefined {
  const { from, to } = frontMatterRange(text)
  const found = LANGUAGE.exec(text.slice(from, to))
  if (found === null) return undefined
  const said = found[1] ?? found[2] ?? found[3] ?? ''
  return { language: canonicalLanguage(said), said, at: from + found.index }
}
