/** The locale and time zone that a conversation's answers are read and printed by. */
import { z } from '@hono/zod-openapi'
import { isTimeZone } from '../../../../../answers/parsing/time-zone.ts'

/** BCP 47, in canonical form. */
export const localeSchema = z
  .string()
  .max(60)
  .transform((tag, context) => {
    try {
      const [locale] = Intl.getCanonicalLocales(tag)
      if (locale !== undefined) return locale
    } catch {
      // Falls through to the refusal.
    }
    context.addIssue({ code: 'custom', message: 'It is no language tag. Write it like en-US or de.' })
    return z.NEVER
  })
  .openapi({
    type: 'string',
    example: 'en-GB',
    description: 'BCP 47. Answers are read and the document is printed by it.',
  })

/** IANA name. Offsets such as `+01:00` have no daylight saving and are not taken. */
export const zoneSchema = z
  .string()
  .max(60)
  .refine(isTimeZone, 'There is no such time zone. Write it like Europe/Berlin.')
  .openapi({ example: 'Europe/Berlin', description: 'IANA time zone: what “tomorrow” means.' })

export const DEFAULT_SETTINGS = { locale: 'en-US', zone: 'UTC' } as const
