/** What a post shows: a generation as the queries present it, seen by one person. */
import type { TemplateFormat } from '../../../../../../domain/template/template-format.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A person as a message names them: by their Slack user where there is one, which Slack shows as their name. */
export interface Who {
  readonly user: string | undefined
  readonly name: string
}

export interface Presented {
  readonly generation: GenerationView
  /** The question the post is about; undefined for the review and for notices. */
  readonly question: QuestionView | undefined
  /** The answer that is there to that question; a colleague sees none but their own. */
  readonly answer: AnswerView | undefined
  /** The document still needs that question. */
  readonly applies: boolean
  /** Of a message that asks no longer: the same was asked again below it. */
  readonly asked_again: boolean
  /** The delegate of a question sees that question and nothing else. */
  readonly audience: 'requester' | 'delegate'
  readonly requester: Who
  /** Questions that wait for somebody else. */
  readonly waiting: readonly {
    readonly address: string
    readonly label: string
    readonly who: Who
    readonly revision: number | null
  }[]
  /** The colleague to whom the question was handed, whether they have answered or not. */
  readonly delegate: Who | undefined
  /** A change of the answer that waits for the person's word: what it would say, and the revision it would replace. */
  readonly correction: { readonly to: string; readonly revision: number | null } | undefined
  readonly format: TemplateFormat
  /** A word from the requester to the delegate. */
  readonly note: string | undefined
  /** Where the audit trail of the generation stands. */
  readonly audit_url: string | undefined
}
