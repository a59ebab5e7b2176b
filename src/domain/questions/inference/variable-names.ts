/**
 * Splits variable names into words, on which guesses of labels and kinds are based. No regular expression backtracks.
 */

/**
 * `tenant_name`, `tenantName`, `tenant-name` and `tenant name` → `['tenant', 'name']`; capitals are kept where the
 * author separated the words.
 */
export function wordsOf(name: string): string[] {
  if (SNAKE.test(name)) return name.split('_').filter((word) => word !== '')
  return name
    .split(/[^\p{L}\p{N}\p{M}']+/u)
    .flatMap((part) => {
      const humps = part
        .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
        .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
        .split(' ')
      return humps.length === 1 ? humps : humps.map((hump) => (isAcronym(hump) ? hump : hump.toLowerCase()))
    })
    .filter((word) => word !== '')
}

/** Most names: no capitals that could be humps, and no letters that only Unicode knows. */
const SNAKE = /^[a-z0-9'_]*$/

const isAcronym = (word: string): boolean => word.length > 1 && word === word.toUpperCase()

const CONDITION_WORDS = new Set(
  (
    'if is are was has have had not no show with without include wants needs can does did should when unless ' +
    'wenn falls ist hat mit ohne tiene es est possède tem possui ha heeft avec sans con sin com sem senza ' +
    'zonder met'
  ).split(' '),
)

/** True for a name that reads as a condition: `if_paid`, `has_lawyer`, `is_married`, `without_deposit`. */
export function readsAsCondition(name: string): boolean {
  const [first, second] = wordsOf(name)
  return second !== undefined && first !== undefined && CONDITION_WORDS.has(first.toLowerCase())
}

/** True for a name that reads as several things: `children`, `items`, `parties`. */
export function readsAsPlural(name: string): boolean {
  const last = wordsOf(name).at(-1)?.toLowerCase() ?? ''
  return /^(children|people|persons)$/.test(last) || (last.length > 3 && /[^siu]s$/.test(last))
}

/** The singular of an English word, roughly: `parties` → `party`. Words that are no plural come back as they are. */
export function singularOf(word: string): string {
  const lower = word.toLowerCase()
  if (lower === 'children') return word.slice(0, -3)
  if (lower === 'people') return 'person'
  if (lower.length > 4 && lower.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ss|x|ch|sh|zz)es$/.test(lower)) return word.slice(0, -2)
  return lower.length > 3 && /[^siu]s$/.test(lower) ? word.slice(0, -1) : word
}

/** The plural of an English word, roughly: `party` → `parties`. Words of other scripts are left as they are. */
export function pluralOf(word: string): string {
  const lower = word.toLowerCase()
  if (!/^[a-z']+$/.test(lower)) return word
  if (lower === 'child') return `${word}ren`
  if (/[^aeiou]y$/.test(lower)) return `${word.slice(0, -1)}ies`
  if (/(s|x|ch|sh|z)$/.test(lower)) return /[^siu]s$/.test(lower) ? word : `${word}es`
  return `${word}s`
}

/**
 * The parts of `each_violation_in_condo_violations`: what an item is called, and the list. Undefined for other names.
 * Interview tools append `true_values` to such names, often cut short; it says nothing to a person and is left out.
 */
export function eachParts(
  name: string,
): { readonly item: readonly string[]; readonly list: readonly string[] } | undefined {
  const words = wordsOf(name)
  if (words[0]?.toLowerCase() !== 'each' || words.length < 2) return undefined
  const at = words.findIndex((word, index) => index > 1 && word.toLowerCase() === 'in')
  if (at === -1 || at === words.length - 1) return { item: words.slice(1), list: [] }
  const list = words.slice(at + 1)
  const truth = list.findLastIndex((word) => word === 'true' || word === 'tru')
  const tail = list.slice(truth + 1).join('')
  return { item: words.slice(1, at), list: truth > 0 && 'values'.startsWith(tail) ? list.slice(0, truth) : list }
}
