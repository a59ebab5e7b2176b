/** The id of a template is a slug; its stream is `template-{tenant}-{slug}`. */
import { z } from 'zod'

/** The stream of a template. */
export const templateStream = (tenant: string, id: string): string => `template-${tenant}-${id}`

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
