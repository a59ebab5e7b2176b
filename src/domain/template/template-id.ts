/** The id of a template is a slug; its stream is `template-{tenant}-{slug}`. */
import { z } from 'zod'

/** The stream of a template. */
export const templateStream = (tenant: string, id: string): string => `template-${tenant}-${id}`

const PART = String.raw`[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+`

/** What an id looks like; addresses write letters beyond ASCII percent-encoded. */
export const TEMPLATE_ID = new RegExp(`^${PART}(-${PART})*$`, 'u')

/** In UTF-16 code units. */
export const MAX_TEMPLATE_ID_LENGTH = 60

/** A slug: letters without upper case, digits and single hyphens, 1 to 60 characters. */
export const templateIdSchema = z
  .string()
  .regex(TEMPLATE_ID, 'An id has small letters and digits, with single hyphens between: cover-letter.')
  .max(MAX_TEMPLATE_ID_LENGTH)

/**
 * The slug of a name: `Mietvertrag (neu)` → `mietvertrag-neu`. A name without a Latin letter or digit keeps its own
 * letters: `測試` → `測試`. Undefined where nothing of it is left.
 */
export const slugOf = (name: string): string | undefined =>
  joinParts(withoutAccents(name), /[^a-z0-9]+/g) ??
  joinParts(name.normalize('NFC').toLowerCase(), /[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/gu)

const withoutAccents = (name: string): string =>
  name.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '')

function joinParts(name: string, between: RegExp): string | undefined {
  const slug = name
    .replaceAll(between, '-')
    .slice(0, MAX_TEMPLATE_ID_LENGTH)
    .replaceAll(/^-+|-+$|\p{Cs}+$/gu, '')
  return slug === '' ? undefined : slug
}
