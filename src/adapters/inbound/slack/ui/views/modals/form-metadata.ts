/** What a form of a conversation carries with it. */
import type { QuestionView } from '../../../../../../queries/generation/present-generation.ts'
import { blockId } from '../../block-id.ts'

/** What a form of a conversation carries: which one, and under which message it was opened. */
export interface FormMetadata {
  readonly generation: string
  /** A message reference; undefined where the form was not opened under a message. */
  readonly shown_under?: string | undefined
  /** Whole addresses, in the order of the fields; those of Slack's block ids may be digests. */
  readonly names?: readonly string[] | undefined
  readonly revision?: number | null | undefined
}

export const fieldId = (generation: string, { name, revision }: QuestionView, row: string): string =>
  blockId(row, { generation, revision, address: name })
