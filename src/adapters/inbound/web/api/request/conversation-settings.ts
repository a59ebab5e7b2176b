/** The locale and time zone that a conversation's answers are read by, and the language of its document. */
import { z } from '@hono/zod-openapi'
import { checkLanguage, MAX_LANGUAGE_LENGTH } from '../../../../../domain/template/language.ts'
import { acceptedLocale } from '../../shared/accept-language.ts'
import type { ApiContext } from '../api-types.ts'
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
    description: 'BCP 47. Answers are read and shown by it; the first known of Accept-Language where it is left out.',
  })

/** The language of documents, in canonical form. */
export const languageSchema = z
  .string()
  .max(MAX_LANGUAGE_LENGTH)
  .transform((tag, context) => {
    const known = checkLanguage(tag)
    if (known.ok) return known.value
    context.addIssue({ code: 'custom', message: known.error.message })
    return z.NEVER
  })
  .openapi({ type: 'string', example: 'de-DE', description: 'BCP 47. The document is printed in it.' })

/** IANA name. Offsets such as `+01:00` have no daylight saving and are not taken. */
export const zoneSchema = z
  .string()
  .max(60)
  .refine(isTimeZone, 'There is no such time zone. Write it like Europe/Berlin.')
  .openapi({ example: 'Europe/Berlin', description: 'IANA time zone: what “tomorrow” means.' })

const DEFAULT_SETTINGS = { locale: 'en-US', zone: 'UTC' } as const

/** The settings of a request: those it names, else the locale of its Accept-Language, else `en-US` and UTC. */
export function settingsOf(
  c: ApiContext,
  { locale, zone }: { readonly locale?: string | undefined; readonly zone?: string | undefined },
): { readonly locale: string; readonly zone: string } {
  return {
    locale: locale ?? acceptedLocale(c.req.header('accept-language')) ?? DEFAULT_SETTINGS.locale,
    zone: zone ?? DEFAULT_SETTINGS.zone,
  }
}
