/**
 * Text that looks like a tag and is none: of another engine, or a slip. Names with `@` or `$` before them too, which
 * other engines give a meaning.
 */
import { MAX_MISTAKES, clipText } from './tag-mistakes.ts'
import type { TagMistake } from './tag.ts'

export interface LookAlike extends TagMistake {
  /** It can be nothing else but a slip; anything else is remarked on. */
  readonly isMistake: boolean
}

const NAME = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_.'’-]{0,80}`
const WORDS = `${NAME}(?: ${NAME}){0,9}`
const PATH = String.raw`[\p{L}_$][\p{L}\p{N}_.\[\]"'()]{0,80}`

/** A pattern, and what is said about a text that it matches. `name` is what the pattern caught. */
interface Form {
  readonly pattern: string
  readonly isMistake?: boolean
  readonly what: string
  readonly fix: (name: string) => string
}

const written = (name: string): string => `Write {{${name}}} for a value, or leave it if it is text.`
const inSyntax = (engine: string, syntax: string) => (): string =>
  `If the file was written for ${engine}, upload it with the syntax ${syntax} (--syntax ${syntax}).`
const tagOf = (name: string): string => `Write {{${name}}}.`
const WIDE = 'has wide braces, so it is no tag: it is printed as it stands.'
const PRINTED = 'looks like a tag, but is none here: it is printed as it stands.'

const FORMS: readonly Form[] = [
  {
    pattern: String.raw`\{\s{1,5}\{\s{0,5}([#^/&]?\s{0,5}${WORDS})\s{0,5}\}\s{0,5}\}`,
    isMistake: true,
    what: 'has spaces between its braces, so it is no tag.',
    fix: tagOf,
  },
  {
    pattern: String.raw`\{\{\s{0,5}([@$]${NAME})\s{0,5}\}\}`,
    what: 'is asked for as a text; other engines put a picture or something else here.',
    fix: (name) =>
      `Write {{${name.slice(1)}}}; for a picture, put a placeholder picture here and {{${name.slice(1)}}} into its ` +
      'alternative text.',
  },
  { pattern: String.raw`\{%[^{}%]*%\}`, what: PRINTED, fix: inSyntax('docxtpl or docassemble', 'jinja') },
  { pattern: String.raw`\{#[^{}]*#\}`, what: PRINTED, fix: inSyntax('docxtpl or docassemble', 'jinja') },
  {
    pattern: String.raw`\{[cd](?:\.${PATH}|\[i(?:\+1)?\])[^{}]*\}`,
    what: PRINTED,
    fix: inSyntax('carbone', 'carbone'),
  },
  { pattern: String.raw`\$!?\{\s{0,5}(${PATH})[^{}]*\}`, what: PRINTED, fix: written },
  {
    pattern: String.raw`(?<!\{)\{(?:[#^/%@]|-w:[a-z]+ )?\s{0,5}(?:${NAME}|\.)\s{0,5}\}(?!\})`,
    what: PRINTED,
    fix: inSyntax('docxtemplater', 'docxtemplater'),
  },
  { pattern: String.raw`(?:｛[｛{]?|\{｛)\s{0,5}(${WORDS})\s{0,5}[｝}]{1,2}`, what: WIDE, fix: tagOf },
  { pattern: String.raw`(?<!\{)\{\s{0,5}(${WORDS})\s{0,5}(?:｝[｝}]?|\}｝)`, what: WIDE, fix: tagOf },
  {
    pattern: String.raw`«([A-Z][\w]*|[a-z]+(?:[A-Z_\d]\w*))»`,
    what: 'looks like a merge field of Word, which nothing fills here: it is printed as it stands.',
    fix: written,
  },
  { pattern: String.raw`\[\[\s{0,5}(${NAME})\s{0,5}\]\]`, what: PRINTED, fix: written },
  { pattern: String.raw`<<\s{0,5}\[?\s{0,5}(${NAME})[^<>]{0,80}>>`, what: PRINTED, fix: written },
  {
    pattern: String.raw`<%[^%<>]*%>`,
    what: PRINTED,
    fix: () => 'Write {{name}} for a value, or leave it if it is text.',
  },
  {
    pattern: String.raw`\+\+\+\s{0,5}(?:INS\s{1,5})?(${PATH})[^+]*\+\+\+`,
    what: PRINTED,
    fix: written,
  },
]

/** Most paragraphs hold none of the signs that a tag of any engine begins with. */
const MAY_LOOK_LIKE_A_TAG = /\{|｛|«|\[\[|<<|<%|\+\+\+/

/** Tags of ours that are none of them whatever stands round them: without these most texts hold no sign. */
const CERTAINLY_OURS = /\{\{[^{}@$]*\}\}/g

/** A tag of ours is none of them, unless a form says so; it comes last, so that its inside is not searched. */
const OURS = [String.raw`\{\{[^{}]*\}\}`, String.raw`\{\{!(?:(?!\{\{)[^]){0,500}?\}\}`]

interface Patterns {
  readonly any: RegExp
  readonly each: readonly { readonly form: Form; readonly exact: RegExp }[]
}

/** Made for the first text that needs them: the start, and most templates, do without. */
let patterns: Patterns | undefined
const getPatterns = (): Patterns =>
  (patterns ??= {
    any: new RegExp([...FORMS.map(({ pattern }) => pattern), ...OURS].join('|'), 'gu'),
    each: FORMS.map((form) => ({ form, exact: new RegExp(`^(?:${form.pattern})$`, 'u') })),
  })

/** Those of a text, in order; nobody reads more than `MAX_MISTAKES`. */
export function findLookAlikesIn(text: string): LookAlike[] {
  const others = text.includes('{') ? text.replace(CERTAINLY_OURS, '') : text
  if (others === '' || !MAY_LOOK_LIKE_A_TAG.test(others)) return []
  const { any, each } = getPatterns()
  const found: LookAlike[] = []
  for (const { 0: tag, index } of text.matchAll(any)) {
    for (const { form, exact } of each) {
      const match = exact.exec(tag)
      if (match === null) continue
      const { isMistake = false, what, fix } = form
      found.push({ at: index, isMistake, message: `“${clipText(tag)}” ${what}`, fix: fix(match[1] ?? '') })
      break
    }
    if (found.length >= MAX_MISTAKES) break
  }
  return found
}
