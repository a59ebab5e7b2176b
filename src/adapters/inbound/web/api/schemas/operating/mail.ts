/** Mail as an admin sees it, on the wire. */
import { z } from '@hono/zod-openapi'

export const mailView = z
  .object({
    id: z.string().describe('What …/mails/{id}/retry takes.'),
    kind: z.enum(['sign_in', 'invitation', 'handed_over', 'template_link']).describe('What it is about.'),
    person: z.string().nullable().describe('The id of whom it is for; null for several accounts.'),
    to: z.string().nullable().describe('The address; gone once it is sent.'),
    state: z.enum(['waiting', 'sent', 'failed']).describe('What became of it.'),
    attempts: z.int().describe('How often it was tried.'),
    words: z.string().nullable().describe('What the server said last.'),
    created_at: z.iso.datetime().describe('When it was written.'),
    sent_at: z.iso.datetime().nullable().describe('When the server took it.'),
    expires_at: z.iso.datetime().openapi({ description: 'Until when its link works: it is not sent after that.' }),
  })
  .openapi('Mail', { description: 'A mail that is to go out, or went out; never its text.' })
