/**
 * The events of a conversation that is held in a channel or shared with a colleague: messages that were sent or could
 * not be delivered, questions that were reopened or delegated, corrections. They are part of the generation's events.
 */
import { z } from 'zod'
import { answerValueSchema } from '../questions/answer.ts'
import { channelFlagSchema, nextSchema, sealedSchema } from '../generation/event-fields.ts'

/** What a message is about. */
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
  'not_shared',
] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Why a question was reopened. */
const REOPEN_REASONS = ['back', 'edit', 'repeat', 'help', 'not_understood', 'edited_message'] as const
export type ReopenReason = (typeof REOPEN_REASONS)[number]

/** Levels of help with a question: 0 none, 1 a hint, 2 an example, 3 a picker. */
export const MAX_HELP = 3

/** Fields of every message: its id, the revision that it shows, and the recipient where it is not the requester. */
const messageFields = {
  post_id: z.uuid(),
  shows_revision: z.int().min(0),
  to: z.string().optional(),
}

/** The address of the question; `null` for the review, and for messages about no question. */
const questionAddress = z.string().nullable()

/** The message in the channel: an opaque reference of the surface. */
const message = sealedSchema(z.string())

const undeliveredFields = {
  ...messageFields,
  about: z.enum(MESSAGE_KINDS),
  name: questionAddress,
  document_id: z.uuid().optional(),
}

export const outboxEventSchemas = {
  QuestionAsked: z.strictObject({
    ...messageFields,
    about: z.enum(['question', 'review', 'waiting', 'correction']),
    name: questionAddress,
    help: z.int().min(0).max(MAX_HELP),
    message,
    /** It has no buttons, so nothing of it has to be removed once it is answered. */
    without_buttons: z.literal(true).optional(),
  }),
  QuestionReopened: z.strictObject({
    name: questionAddress,
    reason: z.enum(REOPEN_REASONS),
    help: z.int().min(0).max(MAX_HELP),
    /** The text that was not understood, and what is wrong with it. */
    raw: sealedSchema(z.string()).optional(),
    error: sealedSchema(z.string()).optional(),
    next: nextSchema,
    ...channelFlagSchema,
  }),
  QuestionDelegated: z.strictObject({
    name: z.string(),
    to: z.string(),
    note: sealedSchema(z.string()).optional(),
    /** The id of the hand-over: the colleague is told by mail or in the console, not in the channel. */
    hand_over: z.uuid().optional(),
    next: nextSchema,
    ...channelFlagSchema,
  }),
  DelegationWithdrawn: z.strictObject({
    name: z.string(),
    reason: z.enum(['withdrawn', 'unreachable']),
    next: nextSchema,
    ...channelFlagSchema,
  }),
  /** Somebody else answers what is left; the requester may go on, too. */
  RestDelegated: z.strictObject({
    to: z.string(),
    note: sealedSchema(z.string()).optional(),
    hand_over: z.uuid(),
    ...channelFlagSchema,
  }),
  RestWithdrawn: z.strictObject({ hand_over: z.uuid(), ...channelFlagSchema }),
  /** Whoever had the rest is done. */
  RestReturned: z.strictObject({ hand_over: z.uuid(), ...channelFlagSchema }),
  CorrectionProposed: z.strictObject({
    name: z.string(),
    value: sealedSchema(answerValueSchema),
    raw: sealedSchema(z.string()).optional(),
    /** The revision of the answer that it would replace; `null` for none. */
    replaces: z.int().min(0).nullable(),
    ...channelFlagSchema,
  }),
  CorrectionDismissed: z.strictObject({ name: z.string() }),
  ReminderSent: z.strictObject({ ...messageFields, name: questionAddress, message }),
  NoticePosted: z.strictObject({
    ...messageFields,
    about: z.enum(['answered', 'withdrawn', 'cancelled', 'expired', 'failed', 'not_shared']),
    name: questionAddress,
    message,
  }),
  /** The document was also posted where the requester chose when confirming. */
  DocumentShared: z.strictObject({ ...messageFields, document_id: z.uuid(), message }),
  DeliveryFailed: z.strictObject({
    ...undeliveredFields,
    reason: z.string(),
    message: sealedSchema(z.string()),
    attempts: z.int().min(1),
  }),
  /** It is unknown whether the message reached the channel. */
  DeliveryUncertain: z.strictObject({ ...undeliveredFields, detail: sealedSchema(z.string()) }),
  /** An operator retries all messages that failed or are uncertain. */
  DeliveryRetried: z.strictObject({}),
} as const

/** The fields of these events that are encrypted. */
export const OUTBOX_SEALED = {
  QuestionAsked: ['message'],
  QuestionReopened: ['raw', 'error'],
  QuestionDelegated: ['note'],
  RestDelegated: ['note'],
  CorrectionProposed: ['value', 'raw'],
  ReminderSent: ['message'],
  NoticePosted: ['message'],
  DocumentShared: ['message'],
  DeliveryFailed: ['message'],
  DeliveryUncertain: ['detail'],
} as const satisfies Partial<Record<keyof typeof outboxEventSchemas, readonly string[]>>
