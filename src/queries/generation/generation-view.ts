/** A generation in the form that the API and the surfaces read (snake_case). */
import type { Erased, ShownValue } from '../../domain/questions/answer.ts'
import type { Phase } from '../../domain/generation/generation.ts'
import type { Choice, Format, Kind, Limits, Question } from '../../domain/questions/question.ts'
import type { NotCarriedView } from './present-not-carried.ts'

/** The question asked now. Inside a list, `name` is its address and `ordinal` the number of its item. */
export interface QuestionView {
  readonly name: string
  readonly kind: Kind
  readonly label: string
  readonly required: boolean
  readonly help?: string | undefined
  readonly choices?: readonly Choice[] | undefined
  readonly default?: Question['default']
  readonly limits?: Limits | undefined
  readonly format?: Format | undefined
  /** The kind is a guess: words may stand as they are. */
  readonly guessed?: true | undefined
  readonly fields?: readonly Question[] | undefined
  readonly example: string
  /** The language of the document, where it is not the one that the answer is read in. BCP 47. */
  readonly document_language?: string | undefined
  /** The revision of its answer, `null` for none. An answer that replaces it names this revision. */
  readonly revision: number | null
  /** For a question in a list item: the address of the list, the id of the item, and its number from 1. */
  readonly list?: string | undefined
  readonly item?: string | undefined
  readonly ordinal?: number | undefined
  /** For a list: how many items it has so far. */
  readonly items?: number | undefined
  /** The colleague to whom it is delegated. */
  readonly waits_for?: string | undefined
  /** It was too large to be shown beside other things: its choices, fields, help or default are left out. */
  readonly shortened?: true | undefined
}

/** A question that is delegated to a colleague. */
export interface DelegationView {
  readonly name: string
  readonly label: string
  readonly to: string
  readonly at: string
}

/** A proposed change of an answer that waits for the person to accept it. */
export interface CorrectionView {
  readonly name: string
  readonly label: string
  /** As its person would write it; empty once erased. */
  readonly shown: string
  /** As the document would print it, where that is not as it is shown. */
  readonly printed?: string | undefined
}

/** An answer, as its person writes it (`shown`), and the revision that a change of it must name. */
export interface AnswerView {
  readonly name: string
  readonly kind: Kind
  readonly label: string
  /** Wire form, pictures by reference; `null` when skipped, `{ erased: true }` when erased. */
  readonly value: ShownValue | Erased | null
  readonly shown: string
  /** As the document prints it, where that is not as it is shown. */
  readonly printed?: string | undefined
  readonly skipped: boolean
  readonly required: boolean
  readonly revision: number
  readonly at: string
  readonly actor: string
  /** Used without having been asked in this context, so the review marks it. */
  readonly carried: boolean
  readonly list?: string | undefined
  readonly item?: string | undefined
  readonly ordinal?: number | undefined
}

/** The finished document. */
export interface DocumentView {
  readonly id: string
  readonly file_name: string | Erased
  readonly media_type: string
  readonly size: number
  readonly sha256: string | Erased
}

/** A whole generation. */
export interface GenerationView {
  readonly id: string
  readonly revision: number
  readonly template_id: string
  readonly template_name: string
  readonly template_version: number
  readonly state: Phase
  readonly requester: string
  /** How answers are read and shown. */
  readonly locale: string
  /** How the document prints. */
  readonly document_language: string
  readonly zone: string
  readonly requested_at: string
  readonly updated_at: string
  readonly copied_from: string | null
  /** Answers of the source generation that could not be copied, and why. */
  readonly not_carried: readonly NotCarriedView[]
  readonly progress: { readonly answered: number; readonly open: number }
  /** The answers that the document uses now, by address. */
  readonly answers: Readonly<Record<string, AnswerView>>
  readonly question: QuestionView | null
  /** All answers in order once no question is due; otherwise null. */
  readonly review: readonly AnswerView[] | null
  readonly document: DocumentView | null
  readonly failure: { readonly reason: string; readonly message: string | Erased } | null
  /** The questions that are delegated now. */
  readonly delegations: readonly DelegationView[]
  readonly corrections: readonly CorrectionView[]
}

/** Something that the caller should know about a command that was carried out. */
export interface UpdateNote {
  readonly code: 'revision_not_sent'
  readonly message: string
}

/** A generation after a command: as `GenerationView`, with the answers that the command changed. */
export interface GenerationUpdate extends Omit<GenerationView, 'not_carried' | 'review'> {
  /** How many changed answers are not in `answers`, because they are too large or too many. */
  readonly answers_left_out: number
  readonly notes: readonly UpdateNote[]
  /** Only where the reader prefers the whole. */
  readonly not_carried?: GenerationView['not_carried'] | undefined
  readonly review?: GenerationView['review'] | undefined
}
