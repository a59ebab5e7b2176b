/**
 * Labels guessed from names: `tenant_name` → `Tenant name`, `has_lawyer` → `Is there a lawyer?`, `each_tag_in_x` → `X`.
 */
import { labelWords } from './label-words.ts'
import { languageOfWords } from './name-languages.ts'
import { eachParts, pluralOf, singularOf, wordsOf } from './variable-names.ts'
import { yesNoQuestion } from './yes-no-labels.ts'

const LABEL_LENGTH = 300

/** The label of a variable: its words, the first one capitalised. */
export const labelOf = (name: string): string => formatLabel(wordsOf(name), name)

/** The label of a yes/no question: `if_paid_deposit` → `Paid deposit?`, `has_nda` → `Is there an NDA?` */
export function yesNoLabelOf(name: string): string {
  const question = yesNoQuestion(name, (words) => formatLabel(words, name, LABEL_LENGTH - 2))
  return question.length <= LABEL_LENGTH ? question : `${formatLabel(wordsOf(name), name, LABEL_LENGTH - 1)}?`
}

/**
 * The label of a list: `each_item` → `Items`, `each_class_in_protected_classes` → `Protected classes`, `items` →
 * `Items`.
 */
export function listLabelOf(name: string): string {
  const each = eachParts(name)
  if (each === undefined) return labelOf(name)
  if (each.list.length > 0) return formatLabel(each.list, name)
  // Only a plural in s can be made without knowing the word.
  const ends = ['de', 'nl', 'it', 'ja'].includes(languageOfWords(each.item) ?? '')
  return formatLabel(ends ? each.item : each.item.with(-1, pluralOf(each.item.at(-1) ?? '')), name)
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
  const said = labelWords(words, words.join('_'))
    .join(' ')
    .replace(/^e mail\b/i, 'e-mail')
    .replace(/\bE-Mail Adresse/, 'E-Mail-Adresse')
  const text = said === '' ? otherwise : said
  const [first = ''] = text
  return (first.toUpperCase() + text.slice(first.length)).slice(0, length).toWellFormed()
}
