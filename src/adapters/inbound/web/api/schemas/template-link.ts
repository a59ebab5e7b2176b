/** Links of templates for people without an account, on the wire. */
import { z } from '@hono/zod-openapi'
import { linkTitleSchema, TEMPLATE_LINK } from '../../../../../domain/account/template-link.ts'
import type { LinkAnswerView, TemplateLinkView } from '../../../../../queries/people/list-template-links.ts'

export const templateLinkBody = z.object({
  title: linkTitleSchema
    .optional()
    .describe('What it is called in lists and in the audit; left out: the template’s name.'),
  expires_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe(
      `When nobody begins by it any more; left out: in ${TEMPLATE_LINK.days} days. The service may allow fewer days.`,
    ),
  uses: z
    .int()
    .min(1)
    .max(TEMPLATE_LINK.most_uses)
    .optional()
    .describe(`How many conversations can be begun by it; left out: ${TEMPLATE_LINK.uses}.`),
  asks_email: z
    .boolean()
    .optional()
    .describe('Whether whoever begins shows by a one-time mail that an address is theirs; left out: no.'),
})

const linkAnswerView: z.ZodType<LinkAnswerView> = z
  .object({
    generation_id: z.string().describe('The generation that was begun.'),
    name: z.string().nullable().describe('The address, or what they called themselves; null for nothing.'),
    email_proved: z.boolean().describe('Whether it was shown that the address is theirs.'),
    begun_at: z.iso.datetime().describe('When they began.'),
    returns_until: z.iso.datetime().describe('Until when their own link brings them back.'),
  })
  .openapi('TemplateLinkAnswer', { description: 'Somebody who began by a link.' })

const fields = {
  id: z.string().describe('What withdraws it.'),
  template_id: z.string().describe('The template’s id.'),
  title: z.string().describe('What it is called.'),
  asks_email: z.boolean().describe('Whether whoever begins shows that an address is theirs.'),
  made_by: z.string().describe('Who published it, as events name them.'),
  made_by_name: z.string().nullable().describe('What they are called; null for a name that is gone.'),
  made_at: z.iso.datetime().describe('When it was published.'),
  expires_at: z.iso.datetime().describe('When nobody begins by it any more.'),
  uses: z.int().describe('How many conversations can be begun by it.'),
  used: z.int().describe('How many were.'),
  withdrawn_at: z.iso.datetime().nullable().describe('When it was withdrawn; null while it was not.'),
  withdrawn_by: z.string().nullable().describe('Who withdrew it, as events name them.'),
  state: z
    .enum(['open', 'expired', 'used_up', 'withdrawn'])
    .describe('`open` while people can begin by it, as long as the template is published.'),
  answers: z.array(linkAnswerView).describe('Who began by it, the newest 100.'),
}

export const templateLinkView: z.ZodType<TemplateLinkView> = z
  .object(fields)
  .openapi('TemplateLink', { description: 'A link of a template for people without an account; without its address.' })

export const createdTemplateLinkView = z
  .object({ ...fields, url: z.string().openapi({ description: 'To hand out. Shown this once.' }) })
  .openapi('CreatedTemplateLink', { description: 'A link of a template with its address.' })
