/** The id of a template is a slug; its stream is `template-{tenant}-{slug}`. */
import { z } from 'zod'
import { streamPart } from '../kernel/stream-part.ts'

/**
 * The stream of a template. Hyphens stand in ids and may stand in names of tenants: of those that came after the first
 * streams were written they are escaped, so that no two templates ever share a stream.
 */
export const templateStream = (tenant: string, id: string): string => `template-${tenantPart(tenant)}-${id}`

/** `default`, and the workspaces of Slack, whose ids have no hyphen. */
const FIRST_TENANTS = /^(?:default|slack-[a-z0-9]+)$/

const tenantPart = (tenant: string): string => (FIRST_TENANTS.test(tenant) ? tenant : streamPart(tenant))

/** What an id looks like. */
export const TEMPLATE_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const MAX_TEMPLATE_ID_LENGTH = 60

/** A slug: lower-case letters, digits and single hyphens, 1 to 60 characters. */
export const templateIdSchema = z
  .string()
  .regex(TEMPLATE_ID, 'An id has the letters a to z, digits, and single hyphens between: cover-letter.')
  .max(MAX_TEMPLATE_ID_LENGTH)

/** The slug of a name: `Mietvertrag (neu)` → `mietvertrag-neu`; undefined where nothing of it is left. */
export function slugOf(name: string): string | undefined {
  const slug = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_TEMPLATE_ID_LENGTH)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' ? undefined : slug
}
