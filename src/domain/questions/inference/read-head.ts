/** Finds the head word of a name in one language, and the kind that it suggests. */
import type { Kind } from '../question.ts'
import { type HeadRule, type Lexicon, type WordSet, endingKind } from './words/lexicon.ts'

/** English words before a place or unit: `amount_in_eur`. */
const PREPOSITIONS: WordSet = new Set(['in', 'on', 'to', 'from', 'at', 'by', 'until', 'since'])

const DATE_WORDS: WordSet = new Set(['date', 'datum'])

/** The kind that a name suggests, read in one language. `words` are folded. Undefined where it says nothing. */
export function readHead(words: readonly string[], lexicon: Lexicon): Kind | undefined {
  const [first = '', second] = words
  const last = words.at(-1) ?? ''
  if (second === undefined) return headKind(words, 0, lexicon) ?? (lexicon.parties.has(first) ? 'text' : undefined)
  // `has_lawyer`, and `tenant_has_lawyer`.
  if (lexicon.yesNo.has(first)) return 'yes_no'
  if (words.length > 2 && lexicon.parties.has(first) && lexicon.yesNo.has(second)) return 'yes_no'
  if (lexicon.spelled.has(last)) return 'text'
  if (lexicon.on.has(last) && lexicon.participle?.test(words.at(-2) ?? '') === true) return 'date'
  const and = indexInside(words, lexicon.and)
  if (and > 0) return jointKind(words.slice(0, and), words.slice(and + 1), lexicon)
  const per = indexInside(words, lexicon.per)
  if (per > 0) return perKind(words.slice(0, per), words.slice(per + 1), lexicon)
  return (
    countedKind(words, lexicon) ?? (lexicon.headFirst ? readHeadFirst(words, lexicon) : readHeadLast(words, lexicon))
  )
}

/** Where one of the words stands between others; -1 if nowhere. */
const indexInside = (words: readonly string[], set: WordSet): number =>
  words.findIndex((word, index) => index > 0 && index < words.length - 1 && set.has(word))

/** `number_of_children`, `anzahl_zimmer`. Without a plural it names something: `numero_de_garaje`. */
function countedKind([first = '', second = '', third = '']: readonly string[], lexicon: Lexicon): Kind | undefined {
  if (lexicon.counts.has(first)) return 'integer'
  if (!lexicon.numberOf.has(first)) return undefined
  const counted = lexicon.of.has(second) ? third : second
  // `no_pets` is no number.
  if (first === 'no' && counted === second) return undefined
  return lexicon.countable.has(counted) || /[^s][sx]$/.test(counted) ? 'integer' : undefined
}

/** `name_and_address` holds both, so it takes several lines; other pairs are text unless both are amounts. */
function jointKind(one: readonly string[], other: readonly string[], lexicon: Lexicon): Kind | undefined {
  const kinds = [one, other].map((words) => readHead(words, lexicon))
  if (kinds.includes('long_text')) return 'long_text'
  if (kinds.every((kind) => kind === undefined)) return undefined
  return kinds.every((kind) => kind === 'money') ? 'money' : 'text'
}

/** `rent_per_month` is an amount; a price of any other unit may have many decimals. */
function perKind(amount: readonly string[], [unit = '']: readonly string[], lexicon: Lexicon): Kind | undefined {
  const kind = readHead(amount, lexicon)
  return kind === 'money' && !lexicon.times.has(unit) ? 'number' : kind
}

function readHeadLast(words: readonly string[], lexicon: Lexicon): Kind | undefined {
  const of = indexInside(words, lexicon.of)
  if (of > 0) {
    const kind = headKind(words.slice(0, of), of - 1, lexicon)
    // The hours or days of something are rather a schedule.
    const isSchedule = kind === 'number' || (kind === 'integer' && words[of - 1] === 'days')
    return isSchedule ? 'text' : (kind ?? 'text')
  }
  const end = words.length - 1
  const last = words[end] ?? ''
  if (lexicon.parties.has(last)) return headKind(words.slice(0, 1), 0, lexicon) ?? 'text'
  const kind = headKind(words, end, lexicon) ?? compoundKind(words, lexicon)
  const isTail = lexicon.tails.has(last)
  if (kind !== undefined && kind !== 'text' && !isTail) return kind
  const placed = indexInside(words, PREPOSITIONS)
  if (placed > 0) return headKind(words.slice(0, placed), placed - 1, lexicon) ?? kind
  if (isTail && headKind(words, end - 1, lexicon) === 'money') return 'money'
  const leading = leadingKind(words, lexicon)
  // `date_signature` is the date of it.
  return leading === 'date' && DATE_WORDS.has(words[0] ?? '') ? leading : (kind ?? leading)
}

/** `e_mail` and `phone_number`, where the words make one head. */
function compoundKind(words: readonly string[], lexicon: Lexicon): Kind | undefined {
  return lexicon.heads.get(words.slice(-2).join(''))
}

/** `date_signed`, `days_overdue`, `percent_increase`, `adres_woning`: heads that also stand in front. */
function leadingKind(words: readonly string[], lexicon: Lexicon): Kind | undefined {
  const kind = headKind(words, 0, lexicon)
  const isLeading =
    kind === 'date' ||
    kind === 'integer' ||
    lexicon.bothOrders ||
    (kind === 'number' && (words[0] ?? '').startsWith('percent'))
  return isLeading && !lexicon.of.has(words[1] ?? '') ? kind : undefined
}

function readHeadFirst(words: readonly string[], lexicon: Lexicon): Kind | undefined {
  const kind = headKind(words, 0, lexicon)
  const of = words.findIndex((word, index) => index > 0 && lexicon.of.has(word))
  const end = of > 0 ? of : words.length
  const general = words.findLastIndex((word, index) => index < end && lexicon.general.has(word))
  if (general > 0 && !lexicon.general.has(words[0] ?? '')) return headKind(words, general, lexicon)
  if (kind !== undefined) return kind
  // `contrato_valor`: the head stands behind what it belongs to.
  for (let index = end - 1; index > 0; index--) {
    const later = lexicon.front.has(words[index] ?? '') ? undefined : headKind(words, index, lexicon)
    if (later !== undefined) return later
  }
  return of > 0 || lexicon.parties.has(words[0] ?? '') ? 'text' : undefined
}

/** The kind of the head at `index`, as the other words of the name allow. */
function headKind(words: readonly string[], index: number, lexicon: Lexicon): Kind | undefined {
  const head = words[index] ?? ''
  const others = words.filter((_, at) => at !== index)
  const name = `_${words.join('_')}_`
  if (others.length > 0 && lexicon.notWith.get(head)?.some((phrase) => name.includes(`_${phrase}_`)) === true)
    return 'text'
  const rules = lexicon.onlyWith.get(head) ?? []
  const rule = rules.find((each) => applies(each, others))
  if (rule !== undefined) return rule.kind
  const kind = lexicon.heads.get(head) ?? endingKind(head, lexicon)
  return kind ?? (rules.length > 0 ? 'text' : undefined)
}

const applies = ({ words, alone }: HeadRule, others: readonly string[]): boolean =>
  others.length === 0 ? alone : others.some((word) => words.has(word))
