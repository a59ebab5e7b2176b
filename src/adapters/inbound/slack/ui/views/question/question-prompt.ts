/** Why and with how much help a question is asked. */
import type { Reading } from '../../../../../../answers/refusal.ts'

/** Why and with how much help a question is asked. */
export interface QuestionPrompt {
  /** 0 the first time; up to 3 after answers that were not understood. */
  readonly help: number
  /** Why it is asked again. */
  readonly reason?: string | undefined
  /** What is wrong with what was written, in a sentence. */
  readonly error?: string | undefined
  /** It goes out without buttons: what they do may be written instead. */
  readonly without_buttons?: true | undefined
  /** The person's text that was not understood, or was ambiguous. */
  readonly raw?: string | undefined
  /** What the text could mean, as the person would write it. */
  readonly readings?: readonly string[] | undefined
  /** The same in wire form; the words themselves where they may stand as they are. */
  readonly values?: readonly Reading['wire'][] | undefined
}
