/**
 * Questions on the wire. The same shape as `domain/question.ts`, with the names that the OpenAPI document gives its
 * parts.
 */
import { z } from '@hono/zod-openapi'
import { orNull } from './text.ts'
import { FORMATS, KINDS, type Question } from '../../../../../domain/questions/question.ts'

const choice = z
  .object({
    value: z.string().describe('What an answer in wire form says.'),
    label: z.string().describe('What people see.'),
  })
  .openapi('Choice', { description: 'One of the values that can be chosen.' })

const limits = z
  .object({
    min: z.string().optional().describe('The smallest value, or the earliest date.'),
    max: z.string().optional().describe('The largest value, or the latest date.'),
    min_length: z.int().optional().describe('The fewest characters.'),
    max_length: z.int().optional().describe('The most characters.'),
    min_items: z.int().optional().describe('The fewest entries.'),
    max_items: z.int().optional().describe('The most entries.'),
  })
  .openapi('Limits', { description: 'Bounds of an answer; min and max are decimal strings, or dates for dates.' })

const defaultValue = z.union([z.string(), z.boolean(), z.array(z.string())])

export const guessed = z.literal(true).optional().openapi({
  description: 'The kind was guessed from the name: what is no such answer is taken as `{"as_written": …}`, too.',
})

const condition = z
  .object({
    section: z.string().describe('The name that the template’s section has.'),
    is: z.boolean().describe('Whether the section is shown, or left out.'),
  })
  .openapi('Condition', { description: 'A section that must be shown, or left out, for the question to be asked.' })

/** What every question has. */
export const askedFields = {
  name: z.string().describe('As the template has it; of a field of a list without the list’s name.'),
  kind: z.enum(KINDS).describe('What an answer has to be.'),
  label: z.string().describe('The question for people.'),
  required: z.boolean().describe('Whether it may not be skipped.'),
}

/** What a question may have. */
export const helpFields = {
  help: z.string().optional().describe('What people should know to answer.'),
  choices: z.array(choice).optional().describe('What can be chosen.'),
  default: defaultValue.optional().describe('What is suggested, in wire form.'),
  limits: limits.optional(),
  format: z.enum(FORMATS).optional().describe('How the document prints the answer: a style of dates, or decimals.'),
}

export const questionView: z.ZodType<Question> = z
  .object({
    ...askedFields,
    when: z
      .array(z.array(condition))
      .openapi({ description: 'Alternatives, each a list of conditions that must all hold; empty means always.' }),
    author_when: z
      .array(z.array(condition))
      .optional()
      .openapi({ description: 'The author’s own condition, which “when” holds together with the template’s.' }),
    ...helpFields,
    personal: z.boolean().optional().describe('Whether the answer is sealed, and erased with its person.'),
    guessed,
    get fields() {
      return z.array(questionView).optional().describe('For a list: what is asked for each of its items.')
    },
  })
  .openapi('Question', { description: 'What is asked for one variable of a template.' })

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
    name: askedFields.name,
    kind: askedFields.kind.optional(),
    label: askedFields.label.optional(),
    required: askedFields.required.optional(),
    help: z.string().nullable().optional().describe('What people should know to answer.'),
    choices: z
      .array(z.union([choice, z.string(), z.number()]))
      .nullable()
      .optional()
      .describe('What can be chosen; plain text is both value and label.'),
    default: defaultValue.nullable().optional().describe('What is suggested, in wire form.'),
    limits: orNull(limits).optional().describe('Bounds of an answer.'),
    format: z.enum(FORMATS).nullable().optional().describe('How the document prints the answer.'),
    personal: z.boolean().nullable().optional().describe('Whether the answer is sealed, and erased with its person.'),
    guessed: z.boolean().nullable().optional().openapi({
      description: 'As it was read: a guess stays one. A kind without it, or false, makes the kind your own: strict.',
    }),
    when: whenInput.nullable().optional(),
    author_when: whenInput.nullable().optional(),
    get fields() {
      return z.array(refinement).optional().describe('For a list: the fields of its items.')
    },
  })
  .openapi('Refinement', { description: 'A partial question; null takes a property away.' })

export { refinement as refinementView }
