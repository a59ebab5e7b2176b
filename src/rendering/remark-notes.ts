/** Remarks on a template file, as notes to its author. */
import type { InferenceNote } from '../domain/questions/inference-note.ts'
import type { ReadTemplate } from './template-source.ts'
import { type Mistake, placeOf } from './template/mistake.ts'

/** What looks like a tag and is none, and what the conversion from another engine could not do in the same way. */
export const remarkNotes = ({ compiled, converted }: ReadTemplate): InferenceNote[] =>
  [...(converted?.remarks ?? []), ...(compiled.remarks ?? [])].map(noteOfRemark)

/** The remarks beside the mistakes of a refused file. */
export const remarksIn = (details: Readonly<Record<string, unknown>> | undefined): readonly Mistake[] =>
  Array.isArray(details?.['remarks']) ? (details['remarks'] as readonly Mistake[]) : []

/** One remark as a note. */
export const noteOfRemark = (remark: Mistake): InferenceNote => ({
  name: remark.paragraph === undefined ? remark.part : `${remark.part}, paragraph ${remark.paragraph}`,
  message: `${remark.message} ${placeOf(remark)}. ${remark.fix}`,
})
