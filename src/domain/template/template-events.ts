/** The events of a template. */
import { z } from 'zod'
import { inferenceNoteSchema } from '../questions/inference-note.ts'
import type { DomainEvent } from '../kernel/event.ts'
import { outlineNodeSchema } from '../questions/outline.ts'
import { questionSchema } from '../questions/question.ts'
import { CONVERTED_FROM, TEMPLATE_FORMATS } from './template-format.ts'
import { MAX_LANGUAGE_LENGTH } from './language.ts'
import { templateAccessSchema } from './template-access.ts'
import { templateIdSchema } from './template-id.ts'

/** The template's file: its key in the document store, and what is stored there. */
const templateFileSchema = z.strictObject({
  key: z.string(),
  file_name: z.string(),
  size: z.int().min(0),
  sha256: z.string(),
})

export type TemplateFile = z.infer<typeof templateFileSchema>

/** The conversion that made the template's file: the uploaded file, and how many of its tags were rewritten. */
const conversionSchema = z.strictObject({
  from: z.enum(CONVERTED_FROM),
  tags: z.int().min(0),
  file: templateFileSchema,
})

export type Conversion = z.infer<typeof conversionSchema>

/** BCP 47. */
const languageSchema = z.string().max(MAX_LANGUAGE_LENGTH)

const contentSchema = {
  version: z.int().min(1),
  format: z.enum(TEMPLATE_FORMATS),
  file: templateFileSchema,
  converted: conversionSchema.optional(),
  outline: z.array(outlineNodeSchema),
  questions: z.array(questionSchema),
  notes: z.array(inferenceNoteSchema),
  /** The language of its documents: the author's word, and what the file says. */
  language: languageSchema.optional(),
  file_language: languageSchema.optional(),
  /** The version of the compiler that read the outline. */
  compiler: z.string(),
}

export const templateEventSchemas = {
  TemplateRegistered: z.strictObject({ template_id: templateIdSchema, name: z.string(), ...contentSchema }),
  TemplateRevised: z.strictObject({ ...contentSchema }),
  QuestionsRefined: z.strictObject({
    version: z.int().min(1),
    questions: z.array(questionSchema),
    notes: z.array(inferenceNoteSchema),
  }),
  /** A refinement, with what it changed alone; `QuestionsRefined` is how earlier versions of the program wrote it. */
  QuestionsChanged: z.strictObject({
    version: z.int().min(1),
    /** The version that it was made from; the one before where left out. */
    from: z.int().min(1).optional(),
    /** Those that are new or not as they were. */
    questions: z.array(questionSchema),
    /** The names of all questions in order, where one came, went or moved. */
    order: z.array(z.string()).optional(),
    notes: z.array(inferenceNoteSchema).optional(),
    /** How many questions there are. */
    question_count: z.int().min(0),
  }),
  /** The author's word on the language, as a new version; `null` takes it back. */
  TemplateLanguageSet: z.strictObject({ version: z.int().min(1), language: languageSchema.nullable() }),
  /** The author's word on how long conversations wait: days until they end and remind; `null` takes it back. */
  TemplateWaitingTimesSet: z.strictObject({
    idle_days: z.int().min(1).nullable(),
    reminders: z.array(z.int().min(1)).nullable(),
  }),
  TemplatePublished: z.strictObject({ version: z.int().min(1) }),
  TemplateRetired: z.strictObject({}),
  TemplateRestored: z.strictObject({}),
  /** All of who may what from now on. Without it everybody may use it, authors may edit it, and admins may see. */
  TemplateAccessChanged: templateAccessSchema,
} as const

type Schemas = typeof templateEventSchemas

export type TemplateEvent = { [Type in keyof Schemas]: DomainEvent<Type, z.infer<Schemas[Type]>> }[keyof Schemas]
