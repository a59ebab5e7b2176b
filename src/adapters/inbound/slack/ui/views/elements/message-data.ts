/** The data that a message shows: a generation as one person sees it. */
import type { TemplateFormat } from '../../../../../../domain/template/template-format.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A person named in a message; a Slack user is shown as a mention. */
export interface NamedPerson {
  readonly user: string | undefined
  readonly name: string
}

/** What stands below a question in its thread. */
export interface ThreadBelow {
  /** Whether the same question is asked again there: as the next one, or after others. */
  readonly asked_again: 'no' | 'next' | 'later'
  /** What the person wrote there in answer to it. */
  readonly said: 'nothing' | 'the answer' | 'something else'
}

/** What a message shows. */
export interface MessageData {
  readonly generation: GenerationView
  /** The question that the message is about; undefined for the review and for notices. */
  readonly question: QuestionView | undefined
  /** The current answer to that question; a colleague sees only their own. */
  readonly answer: AnswerView | undefined
  /** Whether the document still needs that question. */
  readonly applies: boolean
  /** For a message that was sent; undefined for a new one. */
  readonly below: ThreadBelow | undefined
  /** The delegate of a question sees that question and nothing else. */
  readonly audience: 'requester' | 'delegate'
  readonly requester: NamedPerson
  /** Questions that wait for colleagues. */
  readonly waiting: readonly {
    readonly address: string
    readonly label: string
    readonly who: NamedPerson
    readonly revision: number | null
  }[]
  /** The colleague to whom the question was delegated, answered or not. */
  readonly delegate: NamedPerson | undefined
  /** A proposed change of the answer: the new value, also as it is printed, and the revision it would replace. */
  readonly correction:
    | { readonly to: string; readonly printed?: string | undefined; readonly revision: number | null }
    | undefined
  readonly format: TemplateFormat
  /** The requester's note to the delegate. */
  readonly note: string | undefined
  /** The channel that the requester wanted the document shared in. */
  readonly share_to?: string | undefined
  /** The link to the audit trail. */
  readonly audit_url: string | undefined
}
