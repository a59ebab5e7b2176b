/** The words of a language, ready to be looked up. */
import type { Kind } from '../../question.ts'
import { spellingsOf } from './fold.ts'
import type { HeadsWith, KindWords, LanguageWords } from './language-words.ts'
import { SHARED_WORDS } from './shared.ts'

export type WordSet = ReadonlySet<string>

export interface Lexicon {
  readonly headFirst: boolean
  readonly bothOrders: boolean
  /** Kinds by head. */
  readonly heads: ReadonlyMap<string, Kind>
  /** Kinds by the end of compounds. */
  readonly endings: ReadonlyMap<string, Kind>
  readonly longestEnding: number
  readonly onlyWith: ReadonlyMap<string, readonly HeadRule[]>
  readonly notWith: ReadonlyMap<string, readonly string[]>
  readonly parties: WordSet
  readonly front: WordSet
  readonly general: WordSet
  readonly of: WordSet
  readonly per: WordSet
  readonly times: WordSet
  readonly and: WordSet
  readonly numberOf: WordSet
  readonly counts: WordSet
  readonly tails: WordSet
  readonly spelled: WordSet
  readonly yesNo: WordSet
  readonly on: WordSet
  readonly countable: WordSet
  readonly participle: RegExp | undefined
  /** Every word of the language that is known. */
  readonly known: WordSet
}

export interface HeadRule {
  readonly kind: Kind
  readonly words: WordSet
  readonly alone: boolean
}

/** A set of the words in a text, in all their spellings. */
const wordSet = (words: string | undefined): WordSet =>
  new Set((words ?? '').split(' ').flatMap((word) => (word === '' ? [] : spellingsOf(word))))

/** The lexicon of a language. */
export function lexiconOf(language: LanguageWords): Lexicon {
  const heads = new Map<string, Kind>([...kindsOf(SHARED_WORDS), ...kindsOf(language.kinds)])
  const endings = kindsOf(language.endings ?? {})
  const onlyWith = new Map<string, HeadRule[]>()
  for (const rule of language.onlyWith ?? [])
    for (const head of wordSet(rule.heads)) onlyWith.set(head, [...(onlyWith.get(head) ?? []), headRule(rule)])
  const notWith = new Map<string, string[]>()
  for (const { heads: texts, words } of language.notWith ?? [])
    for (const head of wordSet(texts)) notWith.set(head, [...(notWith.get(head) ?? []), ...wordSet(words)])
  const sets = {
    parties: wordSet(language.parties),
    front: wordSet(language.front),
    general: wordSet(language.general),
    of: wordSet(language.of),
    per: wordSet(language.per),
    times: wordSet(language.times),
    and: wordSet(language.and),
    numberOf: wordSet(language.numberOf),
    counts: wordSet(language.counts),
    tails: wordSet(language.tails),
    spelled: wordSet(language.spelled),
    yesNo: wordSet(language.yesNo),
    on: wordSet(language.on),
    countable: wordSet(language.countable),
  }
  const contexts = [...(language.onlyWith ?? []), ...(language.notWith ?? [])]
  return {
    headFirst: language.head === 'first',
    bothOrders: language.bothOrders ?? false,
    heads,
    endings,
    longestEnding: Math.max(0, ...[...endings.keys()].map((end) => end.length)),
    onlyWith,
    notWith,
    participle: language.participle,
    ...sets,
    known: new Set([
      ...heads.keys(),
      ...contexts.flatMap((rule) => [...wordSet(rule.heads), ...wordSet(rule.words)]),
      ...Object.values(sets).flatMap((set) => [...set]),
      ...wordSet(language.other),
    ]),
  }
}

/** The kind that the longest known end of a word suggests. */
export function endingKind(word: string, { endings, longestEnding }: Lexicon): Kind | undefined {
  for (let length = Math.min(word.length, longestEnding); length > 0; length--) {
    const kind = endings.get(word.slice(-length))
    if (kind !== undefined) return kind
  }
  return undefined
}

const headRule = ({ kind, words, alone }: HeadsWith): HeadRule => ({
  kind,
  words: wordSet(words),
  alone: alone ?? false,
})

function kindsOf(words: KindWords): Map<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const [kind, heads] of Object.entries(words) as [Kind, string][])
    for (const head of wordSet(heads)) kinds.set(head, kind)
  return kinds
}
