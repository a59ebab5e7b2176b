/**
 * Questions on the wire. The same shape as `domain/question.ts`, with the names that the OpenAPI document gives its
 * parts.
 */
import { z } from '@hono/zod-openapi'
import { FORMATS, KINDS, type Question } from '../../../../../domain/questions/question.ts'

export const choice = z.object({ value: z.string(), label: z.string() }).openapi('Choice')

export const limits = z
  .object({
    min: z.string().optional(),
    max: z.string().optional(),
    min_length: z.int().optional(),
    max_length: z.int().optional(),
    min_items: z.int().optional(),
    max_items: z.int().optional(),
  })
  .openapi('Limits', { description: 'Bounds of an answer; min and max are decimal strings, or dates for dates.' })

export const defaultValue = z.union([z.string(), z.boolean(), z.array(z.string())])

export const guessed = z.literal(true).optional().openapi({
  description: 'The kind was guessed from the name: what is no such answer is taken as `{"as_written": …}`, too.',
})

const condition = z.object({ section: z.string(), is: z.boolean() })

export const questionView: z.ZodType<Question> = z
  .object({
    name: z.string(),
    kind: z.enum(KINDS),
    label: z.string(),
    required: z.boolean(),
    when: z
      .array(z.array(condition))
      .openapi({ description: 'Alternatives, each a list of conditions that must all hold; empty means always.' }),
    author_when: z
      .array(z.array(condition))
      .optional()
      .openapi({ description: 'The author’s own condition, which “when” holds together with the template’s.' }),
    help: z.string().optional(),
    choices: z.array(choice).optional(),
    default: defaultValue.optional(),
    limits: limits.optional(),
    format: z.enum(FORMATS).optional(),
    personal: z.boolean().optional(),
    guessed,
    get fields() {
      return z.array(questionView).optional()
    },
  })
  .openapi('Question')

const whenInput = z.union([z.array(z.array(condition)), z.record(z.string(), z.boolean()), z.string()]).openapi({
  description:
    'When the question is asked, beside what the template says: names of questions with true (answered, and not ' +
    'with no) or false, all of which must hold; in an array, alternatives. As it was read: unchanged.',
})

/**
 * What an author sends: partial questions by name. Checked fully by `domain/refinement.ts`; this is its picture in the
 * document.
 */
const refinement: z.ZodType = z
  .object({
    name: z.string(),
    kind: z.enum(KINDS).optional(),
    label: z.string().optional(),
    required: z.boolean().optional(),
    help: z.string().nullable().optional(),
    choices: z
      .array(z.union([choice, z.string(), z.number()]))
      .nullable()
      .optional(),
    default: defaultValue.nullable().optional(),
    limits: limits.nullable().optional(),
    format: z.enum(FORMATS).nullable().optional(),
    personal: z.boolean().nullable().optional(),
    guessed: z.boolean().nullable().optional().openapi({
      description: 'As it was read: a guess stays one. A kind without it, or false, makes the kind your own: strict.',
    }),
    when: whenInput.nullable().optional(),
    author_when: whenInput.nullable().optional(),
    get fields() {
      return z.array(refinement).optional()
    },
  })
  .openapi('Refinement', { description: 'A partial question; null takes a property away.' })

export { refinement as refinementView }
