/** The events of a generation, stream `generation-{id}`, and which of their fields are sealed. */
import { z } from 'zod'
import { answerValueSchema, erasedSchema } from './answer.ts'
import { SURFACES, type DomainEvent } from './event.ts'
import { KINDS } from './question.ts'
import { TEMPLATE_FORMATS } from './template-format.ts'

export const generationStream = (id: string): string => `generation-${id}`

/** The generation whose stream it is. */
export const generationIdOf = (stream: string): string => stream.slice(generationStream('').length)

/** A field that is encrypted at rest and reads as erased once its key is gone. */
const sealed = <T extends z.ZodType>(schema: T) => z.union([schema, erasedSchema])

/** The address of the question due after this event; `null` when there is none left and the review is due. */
const next = z.string().nullable()

const failureReasons = ['missing_template_file', 'rendering', 'storage'] as const
export type FailureReason = (typeof failureReasons)[number]

export const generationEventSchemas = {
  GenerationRequested: z.strictObject({
    template_id: z.string(),
    template_version: z.int().min(1),
    format: z.enum(TEMPLATE_FORMATS),
    locale: z.string(),
    zone: z.string(),
    /** Days without an answer after which the generation expires. */
    idle_days: z.int().min(1),
    /** Answers that came with the request, or with the generation it was copied from. */
    answers: sealed(z.array(z.strictObject({ name: z.string(), value: answerValueSchema, copied: z.boolean() }))),
    copied_from: z.string().optional(),
    next,
  }),
  AnswerProvided: z.strictObject({
    name: z.string(),
    kind: z.enum(KINDS),
    value: sealed(answerValueSchema),
    /** What the person wrote, where it was not already the value. */
    raw: sealed(z.string()).optional(),
    next,
  }),
  ListItemAdded: z.strictObject({ name: z.string(), item: z.string(), value: sealed(z.record(z.string(), answerValueSchema)), next }),
  ListItemRemoved: z.strictObject({ name: z.string(), item: z.string(), next }),
  ListClosed: z.strictObject({ name: z.string(), next }),
  QuestionSkipped: z.strictObject({ name: z.string(), next }),
  GenerationConfirmed: z.strictObject({
    document_id: z.uuid(),
    /** The revision that the person had reviewed. */
    reviewed_revision: z.int().min(0),
    file_name: sealed(z.string()),
  }),
  DocumentRendered: z.strictObject({
    document_id: z.uuid(),
    key: z.string(),
    media_type: z.string(),
    size: z.int().min(0),
    sha256: sealed(z.string()),
    /** SHA-256 of each part of the file before compression. */
    parts: sealed(z.array(z.strictObject({ name: z.string(), sha256: z.string() }))),
    renderer: z.string(),
  }),
  RenderingFailed: z.strictObject({ document_id: z.uuid(), reason: z.enum(failureReasons), message: sealed(z.string()), attempts: z.int().min(1) }),
  RenderingRetried: z.strictObject({ document_id: z.uuid() }),
  DocumentDelivered: z.strictObject({ document_id: z.uuid(), surface: z.enum(SURFACES) }),
  GenerationCancelled: z.strictObject({}),
  GenerationExpired: z.strictObject({}),
} as const

type Schemas = typeof generationEventSchemas
export type GenerationEvent = { [Type in keyof Schemas]: DomainEvent<Type, z.infer<Schemas[Type]>> }[keyof Schemas]
export type GenerationEventData<Type extends keyof Schemas> = z.infer<Schemas[Type]>

/** The fields that the codec encrypts with the generation's data key. */
export const GENERATION_SEALED = {
  GenerationRequested: ['answers'],
  AnswerProvided: ['value', 'raw'],
  ListItemAdded: ['value'],
  GenerationConfirmed: ['file_name'],
  DocumentRendered: ['sha256', 'parts'],
  RenderingFailed: ['message'],
} as const satisfies Partial<Record<keyof Schemas, readonly string[]>>
