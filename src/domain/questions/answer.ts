/**
 * Answers in wire form, as in events and over HTTP. Dates `YYYY-MM-DD`; number, integer and money
 * canonical decimal strings (`-1250.5`); yes/no booleans; choices by value; phone E.164; email and link as text; images
 * with their bytes; lists as arrays of items. Where the kind is only a guess, also words as they are.
 */
import { z } from 'zod'

const imageAnswerSchema = z.strictObject({
  media_type: z.enum(['image/png', 'image/jpeg']),
  /** Base64 (RFC 4648 §4) of the file. */
  data: z.base64(),
  /** What the file was called where it came from. */
  file_name: z.string().optional(),
})
export type ImageAnswer = Readonly<z.infer<typeof imageAnswerSchema>>

/** A picture as views show it: what it is and where its bytes are. Sent as an answer, it stands for that picture. */
export interface PictureReference {
  readonly media_type: ImageAnswer['media_type']
  /** Of the file, in bytes. */
  readonly size: number
  /** Of the upright picture, in pixels; left out where the file does not say it. */
  readonly width?: number | undefined
  readonly height?: number | undefined
  /** Of the file, in hex. */
  readonly sha256: string
  readonly file_name?: string | undefined
  /** The path from which it can be read; left out for a picture that is not stored. */
  readonly address?: string | undefined
}

/** An answer as views show it: in wire form, with references in place of pictures. */
export type ShownValue =
  | string
  | boolean
  | AsWritten
  | readonly (string | AsWritten | PictureReference)[]
  | PictureReference
  | readonly { readonly [field: string]: ShownValue }[]

const asWrittenSchema = z.strictObject({ as_written: z.string() })

/** Words that stand as they are, in answer to a question whose kind was only guessed (`question.ts`). */
export type AsWritten = Readonly<z.infer<typeof asWrittenSchema>>

/** Whether the value is words as they are. */
export const isAsWritten = (value: unknown): value is AsWritten =>
  typeof value === 'object' &&
  value !== null &&
  'as_written' in value &&
  typeof value.as_written === 'string' &&
  Object.keys(value).length === 1

/**
 * One item of a list: its fields by name, `.` for the item of a list of plain values. A field that was skipped or does
 * not apply is absent.
 */
export interface ItemAnswer {
  readonly [field: string]: AnswerValue
}
export type AnswerValue =
  | string
  | boolean
  | AsWritten
  | readonly (string | AsWritten)[]
  | ImageAnswer
  | readonly ItemAnswer[]

/** Whether an answer is data in wire form, or a person's words. */
export const ANSWER_FORMS = ['wire', 'words'] as const
export type AnswerForm = (typeof ANSWER_FORMS)[number]

/** How answers are read and printed; recorded when a generation begins. */
export interface AnswerContext {
  /** The instant the person wrote, ISO 8601 UTC; `tomorrow` is resolved against it. */
  readonly now: string
  /** IANA time zone, `Europe/Berlin`. */
  readonly zone: string
  /** BCP 47 tag, `en-US`. */
  readonly locale: string
  /**
   * `wire`: the value is data, taken as it is or refused. `words`: a person wrote it, read by the locale alone. Left
   * out: either; where the two differ, both readings are asked.
   */
  readonly form?: AnswerForm | undefined
  /** What the person chose where words of theirs could mean several things; a choice for other words is no choice. */
  readonly chosen?: readonly ChosenReading[] | undefined
}

/** Words in a form or table, and which of the meanings that were offered the person chose. */
export interface ChosenReading {
  /** The name of the question that they answer; of a list's field, its name in the list. */
  readonly field: string
  readonly words: string
  /** The meaning, as `readingKey` writes it. */
  readonly reading: string
}

export const answerValueSchema: z.ZodType<AnswerValue> = z.union([
  z.string(),
  z.boolean(),
  asWrittenSchema,
  z.array(z.union([z.string(), asWrittenSchema])),
  imageAnswerSchema,
  z.array(
    z.record(
      z.string(),
      z.lazy(() => answerValueSchema),
    ),
  ),
])

/** Replaces a sealed value whose key was destroyed. */
export const erasedSchema = z.strictObject({ erased: z.literal(true) })
export type Erased = z.infer<typeof erasedSchema>
export const ERASED: Erased = { erased: true }

export const isErased = (value: unknown): value is Erased =>
  typeof value === 'object' && value !== null && 'erased' in value && value.erased === true

/** Whether the value is a non-empty list of items (a list of plain strings is not). */
export const isItems = (value: AnswerValue): value is readonly ItemAnswer[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object'
