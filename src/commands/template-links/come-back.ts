/** An outsider comes back by their own link, on any device, until it ends. */
import type { App } from '../../ports/app.ts'
import type { Outsider, TemplateLink } from '../../ports/people/template-links.ts'
import { beginSession } from '../account/begin-session.ts'
import type { SecuritySource } from '../account/record-security-event.ts'

export type ReturnRefusal = 'unknown' | 'expired' | 'withdrawn'

export type FoundReturn =
  | { readonly outsider: Outsider; readonly link: TemplateLink }
  | { readonly refused: ReturnRefusal; readonly link: TemplateLink | undefined }

/** Whose link back it is, or why it does not work. Changes nothing. */
export async function findReturn({ templateLinks, clock }: App, token: string): Promise<FoundReturn> {
  const found = await templateLinks.findReturn(token)
  if (found === undefined) return { refused: 'unknown', link: undefined }
  const { outsider, link } = found
  if (link.withdrawn_at !== null) return { refused: 'withdrawn', link }
  return outsider.returns_until <= clock.now() ? { refused: 'expired', link } : found
}

/** Begins another session for the same conversation, whatever became of it. */
export async function comeBack(
  app: App,
  token: string,
  device: string | undefined,
  source: SecuritySource,
): Promise<
  | { readonly token: string; readonly generation: string }
  | { readonly refused: ReturnRefusal; readonly link: TemplateLink | undefined }
> {
  const found = await findReturn(app, token)
  if ('refused' in found) return found
  const { actor, tenant, generation } = found.outsider
  const session = { actor, tenant, method: 'template_link', device, only_generation: generation } as const
  const begun = await beginSession(app, session, { ...source, tenant })
  return begun === undefined ? { refused: 'withdrawn', link: found.link } : { token: begun, generation }
}
