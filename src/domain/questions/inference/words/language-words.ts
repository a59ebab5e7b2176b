/** The shape of a language's words for guessing kinds from names. Words may have accents: they are compared without. */
import type { Kind } from '../../question.ts'

/** The languages whose names are understood. Where a name fits several, the earlier one wins. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ja'] as const
export type Language = (typeof LANGUAGES)[number]

/** Words by the kind that they suggest, separated by spaces; `text` is one line. */
export type KindWords = Partial<Readonly<Record<Kind, string>>>

/** Heads that suggest `kind` only beside one of `words` (or where they are the whole name). */
export interface HeadsWith {
  readonly kind: Kind
  readonly heads: string
  readonly words: string
  readonly alone?: boolean
}

export interface LanguageWords {
  /** Where the head stands: `invoice_date` or `date_facture`. */
  readonly head: 'first' | 'last'
  /** Any head also stands in front: `adres_woning`. */
  readonly bothOrders?: boolean
  readonly kinds: KindWords
  /** Those whom a value belongs to: `email_client`. They are names of persons and firms where nothing else is said. */
  readonly parties?: string
  /** What compounds end in: `vertragsdatum`, `契約日`. The longest end decides. */
  readonly endings?: KindWords
  readonly onlyWith?: readonly HeadsWith[]
  /** Heads that are text beside one of `words`, or in one of its phrases: `office_hours`, `date_format`. */
  readonly notWith?: readonly Pick<HeadsWith, 'heads' | 'words'>[]
  /** Heads only in front: `vencimiento_contrato`, but `lugar_nacimiento` is no day. */
  readonly front?: string
  /** Heads that hardly ever describe another one: `multa_porcentaje` is one, although the head is last. */
  readonly general?: string
  /** `of`, and the articles that go with it. What follows only describes the head. */
  readonly of?: string
  /** `per`: after an amount, a time keeps it money and any other unit makes it a unit price. */
  readonly per?: string
  readonly times?: string
  /** `and`, `or`: two things in one answer. */
  readonly and?: string
  /** First words that count what follows: `number_of_children`. `counts` need no `of`. */
  readonly numberOf?: string
  readonly counts?: string
  /** What can be counted, where the grammar does not show it. */
  readonly countable?: string
  /** Words after an amount: `amount_due`. */
  readonly tails?: string
  /** Words that say that an amount is written in words. */
  readonly spelled?: string
  /** First words of yes/no names: `has_lawyer`. */
  readonly yesNo?: string
  /** Last words that make a day after a participle: `signed_on`, `firmado_el`, but not `based_on`. */
  readonly on?: string
  /** A participle of the language, folded. No part of it backtracks. */
  readonly participle?: RegExp
  /** Other frequent words: they show the language. */
  readonly other?: string
}
