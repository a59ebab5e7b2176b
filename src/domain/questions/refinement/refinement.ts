/** What an author sends to refine questions: partial questions by name, as JSON or YAML. */
import { z } from 'zod'
import { choiceSchema, formatSchema, KINDS, limitsSchema } from '../question.ts'
import { whenSchema } from './when-input.ts'

/** YAML has numbers, and true, where an author means text: `min: 1`, `choices: [5, 10]`. */
const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
const numberAsText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value)

const text = (most: number) => z.preprocess(asText, z.string().max(most))
const filledText = (most: number) => z.preprocess(asText, z.string().trim().min(1).max(most))
const choiceText = z.preprocess(asText, choiceSchema.shape.value)

/** A choice may be given as plain text when its label is its value. */
const choiceInputSchema = z.preprocess(
  (value) => (typeof value === 'object' && value !== null ? value : { value, label: value }),
  z.strictObject({ value: choiceText, label: choiceText }),
)

const limitsInputSchema = limitsSchema.extend({ min: text(40).optional(), max: text(40).optional() })

const defaultSchema = z.preprocess(
  (value) => (Array.isArray(value) ? value.map(asText) : numberAsText(value)),
  z.union([z.string().max(10_000), z.boolean(), z.array(z.string().max(500))]),
)

/**
 * `null` takes a property away. `when` may be sent back as it was read; another one is the author's own condition,
 * which has to hold beside the template's.
 */
export const refinementSchema = z.strictObject({
  name: z.preprocess(asText, z.string().min(1).max(200)),
  kind: z.enum(KINDS).optional(),
  label: filledText(300).optional(),
  required: z.boolean().optional(),
  help: text(1000).nullable().optional(),
  choices: z.array(choiceInputSchema).min(1).max(500).nullable().optional(),
  default: defaultSchema.nullable().optional(),
  limits: limitsInputSchema.nullable().optional(),
  format: formatSchema.nullable().optional(),
  personal: z.boolean().nullable().optional(),
  /** As it was read: a guess stays one. `false` makes the kind the author's own; so does a kind without this. */
  guessed: z.boolean().nullable().optional(),
  when: whenSchema.nullable().optional(),
  author_when: whenSchema.nullable().optional(),
  get fields() {
    return z.array(refinementSchema).optional()
  },
})
export type Refinement = z.infer<typeof refinementSchema>

/** An array of them; when it names every question, its order becomes theirs. */
export const refinementsSchema = z.array(refinementSchema).max(10_000)
