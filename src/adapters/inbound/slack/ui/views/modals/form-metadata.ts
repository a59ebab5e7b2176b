import { blockId } from '../../block-id.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The private metadata of a form: its conversation, and the message it was opened under. */
export interface FormMetadata {
  readonly generation: string
  /** A message reference; undefined where the form was not opened under a message. */
  readonly shown_under?: string | undefined
  /** Full addresses in the order of the fields; block ids may hold digests instead. */
  readonly names?: readonly string[] | undefined
  /** It was opened elsewhere than in the conversation, and leads there at the end. */
  readonly away?: true | undefined
  readonly revision?: number | null | undefined
}

/** The block id of a field. */
export const fieldId = (generation: string, { name, revision }: QuestionView, row: string): string =>
  blockId(row, { generation, revision, address: name })
