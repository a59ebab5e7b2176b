/** Somebody without an account begins their one conversation by a template's link, and gets a session held to it. */
import { v7 as uuidV7 } from 'uuid'
import { readPersonName } from '../../domain/account/person-name.ts'
import { returnMailText } from '../../domain/account/outsider-mail-texts.ts'
import { LINK, linkEnd, OUTSIDER, OUTSIDER_TIMES, returnsUntil } from '../../domain/account/template-link.ts'
import { outsiderWhoBegins } from '../../domain/kernel/access.ts'
import { Refused } from '../../domain/kernel/errors.ts'
import type { App } from '../../ports/app.ts'
import type { Outsider, TemplateLink } from '../../ports/people/template-links.ts'
import { beginSession } from '../account/begin-session.ts'
import { recordSecurityEvent, type SecuritySource } from '../account/record-security-event.ts'
import { createCommandRequest, createdId } from '../command-metadata.ts'
import { requestGeneration } from '../generation/beginning/request-generation.ts'
import { returnUrl } from './link-urls.ts'
import { usableLink, type TemplateLinkRefusal } from './usable-link.ts'

/** A form that was sent twice is the same beginning for so long: afterwards, nobody gets another’s link back by it. */
const REPEAT_MS = 2 * 60_000

export interface BeginByLink {
  readonly link: TemplateLink
  /** What makes a repeat the same beginning; the form’s own, or the token of `proof`. */
  readonly once: string
  /** What they call themselves, where the link asks for no address; empty for nothing. */
  readonly name: string
  /** The one-time link, and the address that it shows. */
  readonly proof?: { readonly token: string; readonly email: string } | undefined
  readonly zone: string
  readonly locale: string
  readonly device?: string | undefined
  /** Where links lead: an origin. */
  readonly base: string
}

export interface BegunByLink {
  /** As events name them. */
  readonly actor: string
  /** Of the session. */
  readonly token: string
  readonly generation: string
  /** The link back, shown this once. */
  readonly url: string
  readonly returns_until: string
  /** The address that the link back goes to. */
  readonly mailed_to: string | undefined
}

export type BeginOutcome =
  | BegunByLink
  | { readonly refused: TemplateLinkRefusal }
  /** The name has to be corrected. */
  | { readonly problem: string }

/** Throws `Refused` where a quota is used up; then nothing is begun and the link can be used again. */
export async function beginByLink(app: App, beginning: BeginByLink, by: SecuritySource): Promise<BeginOutcome> {
  const { link, once, proof } = beginning
  const usable = await usableLink(app, link)
  // Who has begun already is seen only when the form is known, and may be the last one.
  if ('refused' in usable && usable.refused !== 'used_up') return { refused: usable.refused }
  if (link.asks_email && proof === undefined) return { refused: 'not_proved' }
  const read = readWho(beginning)
  if ('problem' in read) return read
  const source = { ...by, tenant: link.tenant }
  const actor = OUTSIDER + uuidV7()
  const times = app.outsiderTimes ?? OUTSIDER_TIMES
  const begun = await app.templateLinks.begin(link.id, {
    actor,
    generation: createdId(requestOf(app, actor, link)),
    name: read.name,
    returns_until: returnsUntil(app.clock.now(), times),
    once,
    proof: proof?.token,
    token: returnToken(app, link, once),
  })
  if (begun === undefined) return { refused: await refusalNow(app, link) }
  const { outsider, repeated } = begun
  if (repeated && Date.parse(app.clock.now()) - Date.parse(outsider.begun_at) > REPEAT_MS) return { refused: 'used' }
  const refused = await beginGeneration(app, beginning, outsider)
  if (refused !== undefined) return { refused }
  if (!repeated) {
    const data = { method: 'template_link', kind: 'outsider', link: link.id } as const
    await recordSecurityEvent(app, outsider.actor, { type: 'PersonAdded', data }, source)
  }
  const { actor: who, tenant, generation, returns_until } = outsider
  const session = { actor: who, tenant, method: 'template_link', device: beginning.device } as const
  const token = await beginSession(app, { ...session, only_generation: generation }, source)
  if (token === undefined) return { refused: 'withdrawn' }
  const url = returnUrl(beginning.base, returnToken(app, link, once))
  const mailed = repeated ? outsider.email_proved : await mailReturn(app, { beginning, outsider, url }, source)
  return {
    actor: who,
    token,
    generation,
    url,
    returns_until,
    mailed_to: mailed ? (outsider.name ?? undefined) : undefined,
  }
}

function readWho({ proof, name }: BeginByLink): { readonly name: string | null } | { readonly problem: string } {
  if (proof !== undefined) return { name: proof.email }
  return name.trim() === '' ? { name: null } : readPersonName(name)
}

const returnToken = ({ keyRing }: App, { id }: TemplateLink, once: string): string =>
  keyRing.digest(JSON.stringify(['link back', id, once]))

/** The same command for the same outsider, however often it is sent. */
const requestOf = (app: App, actor: string, { tenant, template_id }: TemplateLink) =>
  createCommandRequest(app, {
    caller: outsiderWhoBegins(actor, tenant, template_id),
    surface: 'console',
    idempotency_key: 'begin by link',
    request: { begin: template_id },
  })

/** Why nothing was begun; undefined where it was. */
async function beginGeneration(
  app: App,
  { link, zone, locale }: BeginByLink,
  outsider: Outsider,
): Promise<TemplateLinkRefusal | undefined> {
  const { generation: id, actor } = outsider
  try {
    await requestGeneration(app, { id, template_id: link.template_id, locale, zone }, requestOf(app, actor, link))
    return undefined
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await app.templateLinks.giveBack(outsider)
    if (error.error.code !== 'conflict' && error.error.code !== 'not_found') throw error
    return 'not_published'
  }
}

/** Somebody was faster: what the link is now. */
async function refusalNow(app: App, { tenant, template_id, id }: TemplateLink): Promise<TemplateLinkRefusal> {
  const link = (await app.templateLinks.list(tenant, template_id)).find((one) => one.id === id)
  return (link && linkEnd(link, app.clock.now())) ?? 'used'
}

/** Whether the link back is on its way to the address that was shown. */
async function mailReturn(
  app: App,
  { beginning, outsider, url }: { beginning: BeginByLink; outsider: Outsider; url: string },
  source: SecuritySource,
): Promise<boolean> {
  const { link, base, proof } = beginning
  if (proof === undefined || app.mail === undefined) return false
  const usable = await usableLink(app, { ...link, used: 0 })
  const by = (await app.people.namesOf([link.made_by])).get(link.made_by) ?? 'Somebody'
  const { actor, tenant, returns_until: expires_at } = outsider
  const template = 'template' in usable ? usable.template.name : link.title
  const text = returnMailText({ template, by, url, until: expires_at.slice(0, 10), base })
  const content = { to: proof.email, ...text }
  const queued = await app.mail.mails.queue({ tenant, kind: 'template_link', actor, by: null, content, expires_at })
  if (queued === 'too_many') return false
  const data = { link: link.id, mailed: 'return' } as const
  await recordSecurityEvent(app, LINK + link.id, { type: 'TemplateLinkMailed', data }, { ...source, by: actor })
  return true
}
