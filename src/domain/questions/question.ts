/**
 * A question: what the interview asks for one variable of a template, and which answers it accepts.
 * The wire form (snake_case) is the same in events, read models, HTTP and files.
 */
import { z } from 'zod'
import { FORMATS, KINDS, type Format, type Kind } from './kind-rules.ts'

export { FORMATS, KINDS, type Format, type Kind }

/** One choice of a `one_of` or `some_of` question. `value` is stored, `label` is shown and printed. */
export const choiceSchema = z.strictObject({ value: z.string().min(1).max(500), label: z.string().min(1).max(500) })
export type Choice = z.infer<typeof choiceSchema>

/**
 * Bounds of an answer. Each applies only to some kinds (`kind-rules.ts`). `min` and `max` are decimal strings, or
 * `YYYY-MM-DD` for dates.
 */
export const limitsSchema = z.strictObject({
  min: z.string().max(40).optional(),
  max: z.string().max(40).optional(),
  min_length: z.int().min(0).optional(),
  max_length: z.int().min(1).optional(),
  min_items: z.int().min(0).optional(),
  max_items: z.int().min(1).optional(),
})
export type Limits = z.infer<typeof limitsSchema>

/** One condition of `when`: the section `section` is shown (`is: true`) or hidden (`is: false`). */
const conditionSchema = z.strictObject({ section: z.string(), is: z.boolean() })
export type Condition = z.infer<typeof conditionSchema>

export const formatSchema = z.enum(FORMATS)

/** The kind of text, with its lengths, that an author asks for in place of a guess. */
export interface LaterKind {
  readonly kind: 'text' | 'long_text'
  readonly limits?: Limits | undefined
}

export interface Question {
  /** The variable's name as it stands in the template; `.` for the items of a list of plain values. */
  readonly name: string
  readonly kind: Kind
  readonly label: string
  /** Required questions cannot be skipped. */
  readonly required: boolean
  /** Alternatives, each a list of conditions that must all hold; `[]` means always. */
  readonly when: readonly (readonly Condition[])[]
  /** The author's own condition, which `when` holds together with the template's. */
  readonly author_when?: readonly (readonly Condition[])[] | undefined
  readonly help?: string | undefined
  readonly choices?: readonly Choice[] | undefined
  /** In wire form; surfaces offer it as one click. */
  readonly default?: string | boolean | readonly string[] | undefined
  readonly limits?: Limits | undefined
  readonly format?: Format | undefined
  /** The author marks the answer as personal data (shown in audits, used by erasure). */
  readonly personal?: boolean | undefined
  /**
   * The kind was guessed from the name, and no author has settled it: an answer that is not of this kind is asked once
   * more, and then taken as it is written. Left out: the kind is strict.
   */
  readonly guessed?: true | undefined
  /** Never stored: the kind of text that a later version asks for in place of the guess (`later-kinds.ts`). */
  readonly asked_as?: LaterKind | undefined
  /** The questions of each item; only for lists. */
  readonly fields?: readonly Question[] | undefined
}

export const questionSchema: z.ZodType<Question> = z.strictObject({
  name: z.string().min(1).max(200),
  kind: z.enum(KINDS),
  label: z.string().min(1).max(300),
  required: z.boolean(),
  when: z.array(z.array(conditionSchema)),
  author_when: z.array(z.array(conditionSchema)).optional(),
  help: z.string().max(1000).optional(),
  choices: z.array(choiceSchema).min(1).max(500).optional(),
  default: z.union([z.string().max(10_000), z.boolean(), z.array(z.string().max(500))]).optional(),
  limits: limitsSchema.optional(),
  format: formatSchema.optional(),
  personal: z.boolean().optional(),
  guessed: z.literal(true).optional(),
  get fields() {
    return z.array(questionSchema).optional()
  },
})
