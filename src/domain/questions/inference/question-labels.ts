/**
 * Labels guessed from names: `tenant_name` → `Tenant name`, `has_lawyer` → `Has lawyer?`, `each_violation_in_x` → `X`.
 */
import { eachParts, pluralOf, singularOf, wordsOf } from './variable-names.ts'

const LABEL_LENGTH = 300

/** Words that are written in capitals, and abbreviations that are spelled out. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...[
    'url',
    'iban',
    'bic',
    'vat',
    'id',
    'pdf',
    'ssn',
    'tin',
    'ein',
    'usa',
    'uk',
    'eu',
    'plz',
    'gps',
    'api',
    'zip',
    'llc',
  ].map((word) => [word, word.toUpperCase()] as const),
  ['dob', 'date of birth'],
  ['qty', 'quantity'],
  ['nr', 'no.'],
  ['addr', 'address'],
  ['desc', 'description'],
  ['tel', 'telephone'],
])
const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['gt', 'more than'],
  ['lt', 'less than'],
  ['gte', 'at least'],
  ['lte', 'at most'],
  ['eq', 'exactly'],
])

/** The label of a variable: its words, the first one capitalised. */
export const labelOf = (name: string): string => formatLabel(wordsOf(name), name)

/** The label of a yes/no question: `if_paid_deposit` → `Paid deposit?` */
export function yesNoLabelOf(name: string): string {
  const words = wordsOf(name)
  const said = words.length > 1 && words[0]?.toLowerCase() === 'if' ? words.slice(1) : words
  return `${formatLabel(said, name, LABEL_LENGTH - 1)}?`
}

/**
 * The label of a list: `each_item` → `Items`, `each_class_in_protected_classes` → `Protected classes`, `items` →
 * `Items`.
 */
export function listLabelOf(name: string): string {
  const each = eachParts(name)
  if (each === undefined) return labelOf(name)
  if (each.list.length > 0) return formatLabel(each.list, name)
  return formatLabel(each.item.with(-1, pluralOf(each.item.at(-1) ?? '')), name)
}

/** The words for one item of a list: `each_party` → `['party']`, `tags` → `['tag']`. */
export function itemWordsOf(list: string): string[] {
  const each = eachParts(list)
  const words = each === undefined ? wordsOf(list) : each.item.join('').length > 1 ? [...each.item] : [...each.list]
  return words.length === 0 ? words : words.with(-1, singularOf(words.at(-1) ?? ''))
}

/** The label of a field. `.` has the label of a list item; `c_name` of `each_c_in_children` is `Name`. */
export function fieldLabelOf(name: string, list: string): string {
  if (name === '.') return formatLabel(itemWordsOf(list), 'Item')
  const words = wordsOf(name)
  const item = eachParts(list)?.item.join(' ').toLowerCase()
  return item !== undefined && words.length > 1 && words[0]?.toLowerCase() === item
    ? formatLabel(words.slice(1), name)
    : labelOf(name)
}

function formatLabel(words: readonly string[], otherwise: string, length = LABEL_LENGTH): string {
  const said = words
    .map((word, index) => {
      const lower = word.toLowerCase()
      const comparison = /^\p{N}+$/u.test(words[index + 1] ?? '') ? COMPARISONS.get(lower) : undefined
      return comparison ?? (word === word.toUpperCase() && word.length > 1 ? word : (SPELLINGS.get(lower) ?? word))
    })
    .join(' ')
    .replace(/^e mail\b/i, 'e-mail')
  const text = said === '' ? otherwise : said
  const [first = ''] = text
  return (first.toUpperCase() + text.slice(first.length)).slice(0, length).toWellFormed()
}
