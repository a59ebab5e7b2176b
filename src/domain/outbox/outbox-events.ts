/**
 * The events of a conversation that is held at a place (a thread of a chat) or shared with a colleague: what was posted
 * where, what is asked again, whom a question was handed to, and what could not be delivered. A part of the
 * generation's events.
 */
import { z } from 'zod'
import { answerValueSchema } from '../questions/answer.ts'
import { channelFlagSchema, nextSchema, sealedSchema } from '../generation/event-fields.ts'

/**
 * What a post is about: a question asked of somebody, the review, a wait for a colleague, a proposed correction, a
 * reminder, the file, the news.
 */
const MESSAGE_KINDS = [
  'question',
  'review',
  'waiting',
  'correction',
  'reminder',
  'document',
  'share',
  'answered',
  'withdrawn',
  'cancelled',
  'expired',
  'failed',
] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Why the conversation turned to a question again. */
const REOPEN_REASONS = ['back', 'edit', 'repeat', 'help', 'not_understood', 'edited_message'] as const
export type ReopenReason = (typeof REOPEN_REASONS)[number]

/** The most help that is given with a question: 0 none, 1 a hint, 2 an example, 3 a picker. */
export const MAX_HELP = 3

/**
 * What every post records: its id, the revision of the conversation that it shows, and to whom it went when not to the
 * requester.
 */
const messageFields = {
  post_id: z.uuid(),
  shows_revision: z.int().min(0),
  to: z.string().optional(),
}

/** The address of the question it is about; `null` for the review, and where it is about none. */
const about = z.string().nullable()

/** Where the post stands: an opaque reference of the posting surface. */
const message = sealedSchema(z.string())

const undeliveredFields = {
  ...messageFields,
  about: z.enum(MESSAGE_KINDS),
  name: about,
  document_id: z.uuid().optional(),
}

export const outboxEventSchemas = {
  QuestionAsked: z.strictObject({
    ...messageFields,
    about: z.enum(['question', 'review', 'waiting', 'correction']),
    name: about,
    help: z.int().min(0).max(MAX_HELP),
    message,
  }),
  QuestionReopened: z.strictObject({
    name: about,
    reason: z.enum(REOPEN_REASONS),
    help: z.int().min(0).max(MAX_HELP),
    /** What the person wrote that was not understood, and what is wrong with it. */
    raw: sealedSchema(z.string()).optional(),
    error: sealedSchema(z.string()).optional(),
    next: nextSchema,
    ...channelFlagSchema,
  }),
  QuestionDelegated: z.strictObject({
    name: z.string(),
    to: z.string(),
    note: sealedSchema(z.string()).optional(),
    next: nextSchema,
    ...channelFlagSchema,
  }),
  DelegationWithdrawn: z.strictObject({
    name: z.string(),
    reason: z.enum(['withdrawn', 'unreachable']),
    next: nextSchema,
    ...channelFlagSchema,
  }),
  CorrectionProposed: z.strictObject({
    name: z.string(),
    value: sealedSchema(answerValueSchema),
    raw: sealedSchema(z.string()).optional(),
    /** The revision of the answer that it would replace; `null` for none. */
    replaces: z.int().min(0).nullable(),
    ...channelFlagSchema,
  }),
  CorrectionDismissed: z.strictObject({ name: z.string() }),
  ReminderSent: z.strictObject({ ...messageFields, name: about, message }),
  NoticePosted: z.strictObject({
    ...messageFields,
    about: z.enum(['answered', 'withdrawn', 'cancelled', 'expired', 'failed']),
    name: about,
    message,
  }),
  /** The file was also put where the person said when confirming. */
  DocumentShared: z.strictObject({ ...messageFields, document_id: z.uuid(), message }),
  DeliveryFailed: z.strictObject({
    ...undeliveredFields,
    reason: z.string(),
    message: sealedSchema(z.string()),
    attempts: z.int().min(1),
  }),
  /** It may be there or not; it is not known and not guessed. */
  DeliveryUncertain: z.strictObject({ ...undeliveredFields, detail: sealedSchema(z.string()) }),
  /** An operator had everything tried again that had failed or was uncertain. */
  DeliveryRetried: z.strictObject({}),
} as const

export const OUTBOX_SEALED = {
  QuestionAsked: ['message'],
  QuestionReopened: ['raw', 'error'],
  QuestionDelegated: ['note'],
  CorrectionProposed: ['value', 'raw'],
  ReminderSent: ['message'],
  NoticePosted: ['message'],
  DocumentShared: ['message'],
  DeliveryFailed: ['message'],
  DeliveryUncertain: ['detail'],
} as const satisfies Partial<Record<keyof typeof outboxEventSchemas, readonly string[]>>
