/** The events of a generation, stream `generation-{id}`, and which of their fields are sealed. */
import { z } from 'zod'
import { answerValueSchema } from '../questions/answer.ts'
import { notCarriedSchema } from '../interview/carry-over.ts'
import { SURFACES, type DomainEvent } from '../kernel/event.ts'
import { byLinkSchema, channelFlagSchema, nextSchema, sealedSchema } from './event-fields.ts'
import { OUTBOX_SEALED, outboxEventSchemas } from '../outbox/outbox-events.ts'
import { guessCountSchema } from '../questions/guess-counts.ts'
import { KINDS } from '../questions/question.ts'
import { TEMPLATE_FORMATS } from '../template/template-format.ts'

export const generationStream = (id: string): string => `generation-${id}`

/** The generation whose stream it is. */
export const generationIdOf = (stream: string): string => stream.slice(generationStream('').length)

const failureReasons = ['missing_template_file', 'rendering', 'storage'] as const
export type FailureReason = (typeof failureReasons)[number]

/** How many of the sealed answers are to guessed kinds, and how many of these are words as written. */
const guesses = { guesses: z.array(guessCountSchema).optional() }

export const generationEventSchemas = {
  GenerationRequested: z.strictObject({
    template_id: z.string(),
    template_version: z.int().min(1),
    format: z.enum(TEMPLATE_FORMATS),
    /** By which answers are read. */
    locale: z.string(),
    /** By which the document prints; the locale where left out. */
    document_language: z.string().optional(),
    /** The requester chose the document's language. */
    language_chosen: z.literal(true).optional(),
    zone: z.string(),
    /** Days without an answer after which the generation expires. */
    idle_days: z.int().min(1),
    /** Answers that came with the request, or with the generation it was copied from. */
    answers: sealedSchema(z.array(z.strictObject({ name: z.string(), value: answerValueSchema, copied: z.boolean() }))),
    copied_from: z.string().optional(),
    /** Addresses of what was left out on purpose, and of a copy's lists whose rows are not complete. */
    skipped: z.array(z.string()).optional(),
    open_lists: z.array(z.string()).optional(),
    /** Of a copy: the earlier answers that the template of today does not take, and why. */
    not_carried: z.array(notCarriedSchema).optional(),
    /** Where the conversation is held: an opaque reference of a posting surface. Without one nothing is ever posted. */
    place: sealedSchema(z.string()).optional(),
    /** After how many days without an answer the person is reminded; each once. */
    reminders: z.array(z.int().min(1)).optional(),
    ...guesses,
    next: nextSchema,
    ...channelFlagSchema,
  }),
  AnswerProvided: z.strictObject({
    name: z.string(),
    kind: z.enum(KINDS),
    value: sealedSchema(answerValueSchema),
    /** What the person wrote, where it was not already the value. */
    raw: sealedSchema(z.string()).optional(),
    /** The message in which the person wrote it, on a surface where messages can be edited. */
    said_in: sealedSchema(z.string()).optional(),
    /** The words stand as they were written: they are not of the kind that was guessed. */
    as_written: z.literal(true).optional(),
    /** For a list that was given whole. */
    ...guesses,
    ...byLinkSchema,
    next: nextSchema,
    ...channelFlagSchema,
  }),
  ListItemAdded: z.strictObject({
    name: z.string(),
    item: z.string(),
    value: sealedSchema(z.record(z.string(), answerValueSchema)),
    ...guesses,
    ...byLinkSchema,
    next: nextSchema,
    ...channelFlagSchema,
  }),
  ListItemRemoved: z.strictObject({
    name: z.string(),
    item: z.string(),
    ...byLinkSchema,
    next: nextSchema,
    ...channelFlagSchema,
  }),
  ListClosed: z.strictObject({ name: z.string(), ...byLinkSchema, next: nextSchema, ...channelFlagSchema }),
  QuestionSkipped: z.strictObject({ name: z.string(), ...byLinkSchema, next: nextSchema, ...channelFlagSchema }),
  /** The requester reads and writes in another locale from here on, or wants the document in another language. */
  LanguageChanged: z.strictObject({
    locale: z.string().optional(),
    document_language: z.string().optional(),
    ...channelFlagSchema,
  }),
  GenerationConfirmed: z.strictObject({
    document_id: z.uuid(),
    /** The revision that the person had reviewed. */
    reviewed_revision: z.int().min(0),
    file_name: sealedSchema(z.string()),
    /** Another place that gets the finished file, because the person said so. */
    share_to: sealedSchema(z.string()).optional(),
    ...channelFlagSchema,
  }),
  DocumentRendered: z.strictObject({
    document_id: z.uuid(),
    key: z.string(),
    media_type: z.string(),
    size: z.int().min(0),
    sha256: sealedSchema(z.string()),
    /** SHA-256 of each part of the file before compression. */
    parts: sealedSchema(z.array(z.strictObject({ name: z.string(), sha256: z.string() }))),
    renderer: z.string(),
  }),
  RenderingFailed: z.strictObject({
    document_id: z.uuid(),
    reason: z.enum(failureReasons),
    message: sealedSchema(z.string()),
    attempts: z.int().min(1),
  }),
  RenderingRetried: z.strictObject({ document_id: z.uuid() }),
  DocumentDelivered: z.strictObject({
    document_id: z.uuid(),
    surface: z.enum(SURFACES),
    /** Where it was posted, on a surface that posts; absent for a download. */
    message: sealedSchema(z.string()).optional(),
    post_id: z.uuid().optional(),
    shows_revision: z.int().min(0).optional(),
    /** It had been handed over before, on another surface. */
    again: z.literal(true).optional(),
  }),
  GenerationCancelled: z.strictObject({ ...channelFlagSchema }),
  GenerationExpired: z.strictObject({}),
  /** It would have expired, but the service did not run all the time; once after each step of the person. */
  ExpiryPostponed: z.strictObject({ until: z.iso.datetime() }),
  ...outboxEventSchemas,
} as const

type Schemas = typeof generationEventSchemas
export type GenerationEvent = { [Type in keyof Schemas]: DomainEvent<Type, z.infer<Schemas[Type]>> }[keyof Schemas]
export type GenerationEventData<Type extends keyof Schemas> = z.infer<Schemas[Type]>

/** The fields that the codec encrypts with the generation's data key. */
export const GENERATION_SEALED = {
  GenerationRequested: ['answers', 'place'],
  AnswerProvided: ['value', 'raw', 'said_in'],
  ListItemAdded: ['value'],
  GenerationConfirmed: ['file_name', 'share_to'],
  DocumentRendered: ['sha256', 'parts'],
  RenderingFailed: ['message'],
  DocumentDelivered: ['message'],
  ...OUTBOX_SEALED,
} as const satisfies Partial<Record<keyof Schemas, readonly string[]>>
