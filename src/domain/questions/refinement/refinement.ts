/** What an author sends to refine questions: partial questions by name, as JSON or YAML. */
import { z } from 'zod'
import { choiceSchema, formatSchema, KINDS, limitsSchema } from '../question.ts'

/** A choice may be given as plain text when its label is its value. */
const choiceInputSchema = z.union([
  choiceSchema,
  z
    .string()
    .min(1)
    .max(500)
    .transform((value) => ({ value, label: value })),
])

/** `null` takes a property away. `when` may be sent back as it was read, but not changed: the template decides it. */
export const refinementSchema = z.strictObject({
  name: z.string().min(1).max(200),
  kind: z.enum(KINDS).optional(),
  label: z.string().trim().min(1).max(300).optional(),
  required: z.boolean().optional(),
  help: z.string().max(1000).nullable().optional(),
  choices: z.array(choiceInputSchema).min(1).max(500).nullable().optional(),
  default: z
    .union([z.string().max(10_000), z.boolean(), z.array(z.string().max(500))])
    .nullable()
    .optional(),
  limits: limitsSchema.nullable().optional(),
  format: formatSchema.nullable().optional(),
  personal: z.boolean().nullable().optional(),
  /** As it was read: a guess stays one. `false` makes the kind the author's own; so does a kind without this. */
  guessed: z.boolean().nullable().optional(),
  when: z.array(z.array(z.strictObject({ section: z.string(), is: z.boolean() }))).optional(),
  get fields() {
    return z.array(refinementSchema).optional()
  },
})
export type Refinement = z.infer<typeof refinementSchema>

/** An array of them; when it names every question, its order becomes theirs. */
export const refinementsSchema = z.array(refinementSchema).max(10_000)
