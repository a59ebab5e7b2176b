/** A remark on a guess that the author should check. */
import { z } from 'zod'

export const inferenceNoteSchema = z.strictObject({
  /** The name of the question, or where in the file something was lost. */
  name: z.string(),
  message: z.string(),
})
export type InferenceNote = Readonly<z.infer<typeof inferenceNoteSchema>>
