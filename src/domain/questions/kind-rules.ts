/**
 * The kinds of questions and what each allows: limits, formats, choices, a default. `src/answers/kinds` reads and
 * prints their answers, a file for each kind.
 */
import { DEFAULT_RULES, type DefaultRule } from './default-rules.ts'

/**
 * How answers are printed. Dates: `short`, `medium`, `long` (default), `full` (as in Intl.DateTimeFormat) or `iso`.
 * Numbers and money: `plain` (no grouping), `grouped`, or a number of decimals `0`…`6`. Long text: `markdown` or
 * `plain` (default). Telephone numbers: `international` (default) or `national`.
 */
export const FORMATS = [
  ...(['short', 'medium', 'long', 'full', 'iso'] as const),
  ...(['plain', 'grouped', 'markdown'] as const),
  ...(['international', 'national'] as const),
  ...(['0', '1', '2', '3', '4', '5', '6'] as const),
] as const
export type Format = (typeof FORMATS)[number]

export const LIMIT_NAMES = ['min', 'max', 'min_length', 'max_length', 'min_items', 'max_items'] as const
export type LimitName = (typeof LIMIT_NAMES)[number]

export interface KindRules {
  /** The wire form of answers, and of `min` and `max`. */
  readonly wire: 'text' | 'decimal' | 'date' | 'boolean' | 'choice' | 'choices' | 'image' | 'items'
  readonly limits?: readonly LimitName[]
  readonly formats?: readonly Format[]
  /** Left out where questions of the kind have no default. */
  readonly default?: DefaultRule
}

const BOUNDS = ['min', 'max'] as const
const LENGTHS = ['min_length', 'max_length'] as const
const COUNTS = ['min_items', 'max_items'] as const
const DATES = ['short', 'medium', 'long', 'full', 'iso'] as const
const NUMBERS = ['plain', 'grouped', '0', '1', '2', '3', '4', '5', '6'] as const

/** In the order in which authors are offered the kinds. */
const KIND_RULES = {
  text: { wire: 'text', limits: LENGTHS, default: DEFAULT_RULES.line },
  long_text: { wire: 'text', limits: LENGTHS, formats: ['plain', 'markdown'], default: DEFAULT_RULES.lines },
  number: { wire: 'decimal', limits: BOUNDS, formats: NUMBERS, default: DEFAULT_RULES.decimal },
  integer: { wire: 'decimal', limits: BOUNDS, formats: NUMBERS, default: DEFAULT_RULES.integer },
  money: { wire: 'decimal', limits: BOUNDS, formats: NUMBERS, default: DEFAULT_RULES.amount },
  date: { wire: 'date', limits: BOUNDS, formats: DATES, default: DEFAULT_RULES.date },
  yes_no: { wire: 'boolean', default: DEFAULT_RULES.boolean },
  one_of: { wire: 'choice', default: DEFAULT_RULES.choice },
  some_of: { wire: 'choices', limits: COUNTS, default: DEFAULT_RULES.choices },
  email: { wire: 'text', default: DEFAULT_RULES.email },
  link: { wire: 'text', default: DEFAULT_RULES.link },
  phone: { wire: 'text', formats: ['international', 'national'], default: DEFAULT_RULES.phone },
  image: { wire: 'image' },
  list: { wire: 'items', limits: COUNTS },
} as const satisfies Readonly<Record<string, KindRules>>

/**
 * The kinds of answer. On the wire: dates `2026-11-21`, number/integer/money decimal strings, yes_no booleans, choices
 * by value.
 */
export type Kind = keyof typeof KIND_RULES
export const KINDS = Object.keys(KIND_RULES) as readonly Kind[]

/** The rules of a kind. */
export const rulesOf = (kind: Kind): KindRules => KIND_RULES[kind]

const NONE: readonly Format[] = []

/** The formats that an author can choose for the kind; empty where there is no choice. */
export const formatsOf = (kind: Kind): readonly Format[] => rulesOf(kind).formats ?? NONE

/** Whether questions of the kind have choices. */
export const hasChoices = (kind: Kind): boolean => ['choice', 'choices'].includes(rulesOf(kind).wire)

/** Whether answers of the kind are decimal strings. */
export const isDecimalKind = (kind: Kind): boolean => rulesOf(kind).wire === 'decimal'

const GUESSABLE: ReadonlySet<Kind> = new Set<Kind>([
  ...(['text', 'number', 'integer', 'money', 'date'] as const),
  ...(['yes_no', 'email', 'link', 'phone'] as const),
])

/**
 * Whether words can stand for an answer of the kind where it is only a guess. Long text takes all words anyway;
 * choices, pictures and lists are never guesses, or decide the structure of the document.
 */
export const takesWords = (kind: Kind): boolean => GUESSABLE.has(kind)

/** The most items of a list, unless the author's limits say less: a stream with more becomes slow to fold. */
export const MAX_LIST_ITEMS = 1_000

/** The kinds whose answers have the limit. */
export const kindsWithLimit = (name: LimitName): readonly Kind[] =>
  KINDS.filter((kind) => rulesOf(kind).limits?.includes(name))
