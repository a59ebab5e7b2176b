/** When a question is asked, as an author writes it. */
import { z } from 'zod'
import type { Question } from '../question.ts'

/** `{ has_pet: true, is_minor: false }`: all of these. */
const allOf = z
  .record(z.string().min(1).max(200), z.boolean())
  .transform((all) => Object.entries(all).map(([section, is]) => ({ section, is })))

/** `has_pet` is short for `{ has_pet: true }`. */
const named = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .transform((section) => [{ section, is: true }])

const alternative = z.union([named, allOf, z.array(z.strictObject({ section: z.string().max(200), is: z.boolean() }))])

/** One condition, several that must all hold, or a list of alternatives; the form of `Question` as it is. */
export const whenSchema: z.ZodType<Question['when']> = z.union([
  z.array(alternative).max(100),
  z.union([named, allOf]).transform((all) => [all]),
])
