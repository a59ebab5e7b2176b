/** What a Word file marks as the language of its text (`w:lang`), in its styles and in its runs. */

/** A language for each kind of script that Word tells apart; left out: inherited. */
export interface LanguageMark {
  readonly val?: string | undefined
  readonly eastAsia?: string | undefined
  readonly bidi?: string | undefined
}

/** The mark of a `w:lang`, from the text of its attributes. */
export const markIn = (attributes: string): LanguageMark => ({
  val: attributeIn(attributes, 'val'),
  eastAsia: attributeIn(attributes, 'eastAsia'),
  bidi: attributeIn(attributes, 'bidi'),
})

const PATTERNS = new Map<string, RegExp>()

/** The value of an attribute, whatever its prefix. */
export function attributeIn(attributes: string, name: string): string | undefined {
  const pattern = PATTERNS.get(name) ?? new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  PATTERNS.set(name, pattern)
  const found = pattern.exec(attributes)
  return found?.[1] ?? found?.[2]
}

/** One tag of interest, and the text behind it. */
export interface MarkToken {
  readonly closes: boolean
  readonly name: string
  readonly attributes: string
  readonly text: string
}

/** The tags with these names, in order, whatever their prefix. */
export function* markTokens(source: string, names: readonly string[]): Generator<MarkToken> {
  const tag = new RegExp(`<(/?)(?:\\w+:)?(${names.join('|')})(?=[\\s/>])([^<>]*)>([^<]*)`, 'g')
  for (const [, slash = '', name = '', attributes = '', text = ''] of source.matchAll(tag))
    yield { closes: slash === '/', name, attributes, text }
}

/** Whether the element is empty: it has no closing tag. */
export const isEmpty = ({ attributes }: MarkToken): boolean => attributes.endsWith('/')

interface Style {
  readonly basedOn?: string | undefined
  readonly mark: LanguageMark
}

/** The languages that styles give. */
export interface StyleLanguages {
  /** The one language of western text that no run marks otherwise; undefined where that depends on its style. */
  readonly western: { readonly val: string | undefined } | undefined
  /** The mark of a style with those that it is based on. */
  ofStyle(id: string): LanguageMark
  /** The mark of text in a paragraph of a style, by default that of paragraphs that name none. */
  ofParagraph(style?: string): LanguageMark
}

/** No chain of styles is longer. */
const MAX_CHAIN = 20

const MARK = /[<:]lang\s/

/** Whether anything in a source may be marked with a language: most parts are not. */
export const mayHoldMarks = (source: string): boolean => MARK.test(source)

/** No mark of its own. */
export const NO_MARK: LanguageMark = {}
const UNMARKED: StyleLanguages = {
  western: { val: undefined },
  ofStyle: () => NO_MARK,
  ofParagraph: () => NO_MARK,
}

/** Reads the styles part; '' for a file without one. */
export function readStyleLanguages(source: string): StyleLanguages {
  if (!mayHoldMarks(source)) return UNMARKED
  const styles = new Map<string, Style>()
  let [defaults, inDefaults]: [LanguageMark, boolean] = [{}, false]
  let [id, style, normal]: [string | undefined, Style, string | undefined] = [undefined, { mark: {} }, undefined]
  for (const token of markTokens(source, ['rPrDefault', 'style', 'basedOn', 'lang'])) {
    const { name, closes, attributes } = token
    if (name === 'rPrDefault') inDefaults = !closes && !isEmpty(token)
    else if (name === 'style') {
      if (closes && id !== undefined) styles.set(id, style)
      id = closes ? undefined : attributeIn(attributes, 'styleId')
      style = { mark: {} }
      const isNormal =
        attributeIn(attributes, 'type') === 'paragraph' && ON.has(attributeIn(attributes, 'default') ?? '')
      if (!closes && isNormal) normal ??= id
    } else if (name === 'basedOn') style = { ...style, basedOn: attributeIn(attributes, 'val') }
    else if (inDefaults) defaults = markIn(attributes)
    else style = { ...style, mark: inherit(style.mark, markIn(attributes)) }
  }
  const vals = new Set([defaults, ...[...styles.values()].map(({ mark }) => mark)].map(({ val }) => val))
  vals.delete(undefined)
  const chain = (from: string | undefined, left = MAX_CHAIN): LanguageMark => {
    const found = from === undefined || left === 0 ? undefined : styles.get(from)
    return found === undefined ? NO_MARK : inherit(found.mark, chain(found.basedOn, left - 1))
  }
  const known = new Map<string | undefined, LanguageMark>()
  return {
    western: vals.size === 0 || (vals.size === 1 && defaults.val !== undefined) ? { val: defaults.val } : undefined,
    ofStyle: chain,
    ofParagraph(one = normal) {
      const mark = known.get(one) ?? inherit(chain(one), defaults)
      known.set(one, mark)
      return mark
    },
  }
}

const ON: ReadonlySet<string> = new Set(['1', 'true', 'on'])

/** A mark, with what it leaves out from another. */
export const inherit = (own: LanguageMark, from: LanguageMark): LanguageMark => ({
  val: own.val ?? from.val,
  eastAsia: own.eastAsia ?? from.eastAsia,
  bidi: own.bidi ?? from.bidi,
})
