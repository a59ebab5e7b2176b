/** How the text of a setting is read: a kind for each sort of value, with the words that say what it takes. */
import { isIP } from 'node:net'
import { z } from 'zod'
import { parseMasterKey } from '../../adapters/outbound/crypto/master-key.ts'
import { parseConnectionString } from '../../adapters/outbound/eventstoredb/connection/connection-string.ts'
import { canonicalLanguage } from '../../domain/template/language.ts'
import { checkReminders, MAX_IDLE_DAYS, MAX_REMINDERS, readWaitingTimes } from '../../domain/template/waiting-times.ts'

/** Any text that is not empty. */
export const text = z.string().min(1)

/** `true` or `false`, in the spellings that zod knows (yes, on, 1 …). */
export const yesOrNo = z.stringbool('takes true or false')

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  const takes = `takes a number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,15}$/, takes)
    .transform(Number)
    .pipe(z.number().min(least, takes).max(most, takes))
}

/** A time in seconds, also `0.5`, up to `most`; gives milliseconds. */
export function seconds(most: number) {
  const takes = `takes a number of seconds from 0 to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}(\.\d{1,3})?$/, takes)
    .transform((written) => Math.round(Number(written) * 1000))
    .pipe(z.number().max(most * 1000, takes))
}

/** A name or an address to listen on. */
export const host = z
  .string()
  .regex(/^[^\s/]+$/, 'takes a name or an IP address, without http:// and without a path')
  .refine(
    (written) => isIP(written) !== 0 || !written.includes(':'),
    'takes a name or an IP address without a port: that is PORT',
  )

/** An http address without a path, as `https://s3.example.org`. */
export const httpAddress = z
  .string()
  .regex(/^https?:\/\/[^/?#]+\/?$/, 'must be an address like https://s3.example.org, without a path')
  .refine(
    (written) => URL.canParse(written),
    'must be an address like https://s3.example.org: its name or port is impossible',
  )

/** The address of a server by one of these schemes (RFC 3986), with user and password in it. */
export function serverAddress(schemes: RegExp, example: string) {
  return z
    .string()
    .regex(schemes, `must be an address like ${example}`)
    .refine(
      isReadable,
      `must be an address like ${example}, with a port up to 65535; in a password write “%” as %25, “/” as %2F, ` +
        '“?” as %3F, “#” as %23 and “@” as %40',
    )
}

function isReadable(address: string): boolean {
  try {
    const { username, password, pathname } = new URL(address)
    return [username, password, pathname].every((part) => decodeURIComponent(part) !== undefined)
  } catch {
    return false
  }
}

/** A connection string that EventStoreDB's client obeys. */
export const eventStoreAddress = z.string().check(refusedBy(parseConnectionString))

/** 32 random bytes as base64 or hex. */
export const masterKey = z.string().check(refusedBy((written) => parseMasterKey(written, 'it')))

/** A key in AWS KMS: its ARN, its id, or its alias. */
const KMS_KEY = /^(arn:aws[\w-]*:kms:\S+|alias\/\S+|(mrk-)?[0-9a-f-]{32,40})$/
export const isKmsKey = (written: string): boolean => KMS_KEY.test(written)
export const kmsKey = z.string().refine(isKmsKey, 'takes the ARN, the id or the alias (alias/…) of a key in AWS KMS')

/** Master keys with commas between, each as bytes or in AWS KMS. */
export const formerMasterKeys = z.string().transform((written, context): readonly string[] => {
  const keys = written.split(',').map((each) => each.trim())
  if (keys.every((key) => isKmsKey(key) || masterKey.safeParse(key).success)) return keys
  context.addIssue('takes master keys with commas between: 32 bytes as base64 or hex each, or keys in AWS KMS')
  return z.NEVER
})

/** A key of the API: as long as a secret must be, and of characters that an HTTP header can carry (RFC 9110 §5.5). */
export const presetKey = z
  .string()
  .min(24, 'must have at least 24 characters')
  .max(200, 'must have at most 200 characters')
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII characters without spaces, as “openssl rand -hex 24” prints them')

/** Pixels to an inch; undefined for `off`. Less than 96 would change the size of pictures. */
export const pictureDpi = z.string().transform((written, context) => {
  if (/^off$/i.test(written)) return undefined
  const dpi = /^\d{2,4}$/.test(written) ? Number(written) : 0
  if (dpi >= 96 && dpi <= 1200) return dpi
  context.addIssue('takes a number of pixels to an inch from 96 to 1200, or off')
  return z.NEVER
})

/** Scheme, host and port, as browsers send it (RFC 6454 §6). */
const ORIGIN = /^https?:\/\/[^/?#\s*]+$/

/** Origins with commas between, or `*`; none for an empty text. */
export const origins = z
  .string()
  .transform((written) => (written === '' ? [] : written.split(',').map((origin) => origin.trim())))
  .refine(
    (list) => list.every((origin) => origin === '*' || ORIGIN.test(origin)),
    'takes origins like https://app.example.com with commas between, or * for all',
  )

/** A language tag (BCP 47), in its canonical form. */
export const language = z.string().transform((tag, context) => {
  const canonical = canonicalLanguage(tag)
  if (canonical !== undefined) return canonical
  context.addIssue('takes a language tag (BCP 47) like de-DE')
  return z.NEVER
})

/** Days with commas between, ascending; none for `off`. */
export const reminderDays = z.string().transform((written, context): readonly number[] => {
  const read = readWaitingTimes({ reminders: written })
  const days = read.ok ? read.value.reminders : null
  if (days !== null && checkReminders(days).ok) return days
  context.addIssue(`takes up to ${MAX_REMINDERS} days from 1 to ${MAX_IDLE_DAYS - 1}, ascending, like 1,7, or off`)
  return z.NEVER
})

/** A list of these words with commas between, as a set. */
export function listOf<Word extends string>(words: readonly Word[], takes: string) {
  return z.string().transform((written, context): ReadonlySet<Word> => {
    const named = written.split(',').map((word) => word.trim())
    if (named.every((word): word is Word => (words as readonly string[]).includes(word))) return new Set(named)
    context.addIssue(takes)
    return z.NEVER
  })
}

/** Says as a check what a function refuses by throwing. */
function refusedBy(refuse: (written: string) => unknown) {
  return (context: z.core.ParsePayload<string>): void => {
    try {
      refuse(context.value)
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).replace(/^it /, '').replace(/\.$/, '')
      context.issues.push({ code: 'custom', input: context.value, message })
    }
  }
}
