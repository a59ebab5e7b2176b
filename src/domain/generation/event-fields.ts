/** Fields that several events of a generation share. */
import { z } from 'zod'
import { erasedSchema } from '../questions/answer.ts'

/** A field that is encrypted at rest and reads as erased once its key is gone. */
export const sealedSchema = <T extends z.ZodType>(schema: T) => z.union([schema, erasedSchema])

/** The address of the question due after this event; `null` when there is none left and the review is due. */
export const nextSchema = z.string().nullable()

/**
 * Set where the conversation is held in a channel: the event may make a message due, so it wakes the process manager.
 */
export const channelFlagSchema = { posts: z.literal(true).optional() }

/** Set where whoever answered came by the link of a hand-over: its id. */
export const byLinkSchema = { by_hand_over: z.uuid().optional() }
