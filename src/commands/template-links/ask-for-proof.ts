/** Somebody without an account shows that an e-mail address is theirs: a one-time link goes there. */
import { readEmailAddress } from '../../domain/account/email-address.ts'
import { proofMailText } from '../../domain/account/outsider-mail-texts.ts'
import { LINK } from '../../domain/account/template-link.ts'
import type { App } from '../../ports/app.ts'
import type { TemplateLink } from '../../ports/people/template-links.ts'
import { recordSecurityEvent, type SecuritySource } from '../account/record-security-event.ts'
import { proofUrl } from './link-urls.ts'
import { usableLink, type TemplateLinkRefusal } from './usable-link.ts'

/** How long the one-time link is good for. */
export const PROOF_MINUTES = 60

export type AskedProof =
  | { readonly mailed_to: string }
  | { readonly refused: TemplateLinkRefusal }
  /** The address has to be corrected. */
  | { readonly problem: string }
  /** `too_many`: the address, the link or the tenant has had as many mails as it may. */
  | 'too_many'
  | 'no_mail'

/** `base` is an origin. A proof is no use of the link: only beginning is. */
export async function askForProof(
  app: App,
  link: TemplateLink,
  { email: written, base }: { readonly email: string; readonly base: string },
  source: SecuritySource,
): Promise<AskedProof> {
  const usable = await usableLink(app, link)
  if ('refused' in usable) return { refused: usable.refused }
  const email = readEmailAddress(written)
  if (email === undefined) return { problem: 'Enter an address like ada@example.com.' }
  if (app.mail === undefined) return 'no_mail'
  const asked = await app.templateLinks.askProof(link.id, email, PROOF_MINUTES)
  if (asked === 'too_many') return 'too_many'
  const by = (await app.people.namesOf([link.made_by])).get(link.made_by) ?? 'Somebody'
  const url = proofUrl(base, asked.token)
  const text = proofMailText({ template: usable.template.name, by, url, minutes: PROOF_MINUTES, base })
  const queued = await app.mail.mails.queue({
    tenant: link.tenant,
    kind: 'template_link',
    actor: LINK + link.id,
    by: null,
    content: { to: email, ...text },
    expires_at: new Date(Date.parse(app.clock.now()) + PROOF_MINUTES * 60_000).toISOString(),
  })
  if (queued === 'too_many') return 'too_many'
  const data = { link: link.id, mailed: 'proof' } as const
  await recordSecurityEvent(
    app,
    LINK + link.id,
    { type: 'TemplateLinkMailed', data },
    { ...source, tenant: link.tenant },
  )
  return { mailed_to: email }
}
