/** Links of a template for people without an account: what may be said of one, and when it does not work. */
import { z } from 'zod'
import { fail, ok, type Result } from '../kernel/errors.ts'

/** Conversations that are begun by one link; how many days it is good for where nothing is said. */
export const TEMPLATE_LINK = { most_uses: 10_000, uses: 100, days: 14, title: 100 } as const

const DAY = 86_400_000

/** How long links may be good for. */
export interface OutsiderTimes {
  /** Days that a template's link may be good for, at most; 0: none are made. */
  readonly link_days: number
  /** Days after the beginning that an outsider comes back by their own link. */
  readonly return_days: number
}

export const OUTSIDER_TIMES: OutsiderTimes = { link_days: 90, return_days: 30 }

/** The title in one line. */
export const linkTitleSchema = z
  .string()
  .trim()
  .max(TEMPLATE_LINK.title)
  .refine(
    (title) => !/\p{Cc}|\p{Cs}|\p{Bidi_Control}/u.test(title),
    'The title holds characters that cannot be shown. Type it again instead of pasting it.',
  )

/** What the rules need to know of a link. Times are ISO 8601 UTC. */
interface LinkState {
  readonly expires_at: string
  readonly withdrawn_at: string | null
  readonly uses: number
  readonly used: number
}

/** Why nobody begins by the link any more. */
export type LinkEnd = 'withdrawn' | 'expired' | 'used_up'

/** Undefined while people can begin by it. */
export function linkEnd({ expires_at, withdrawn_at, uses, used }: LinkState, now: string): LinkEnd | undefined {
  if (withdrawn_at !== null) return 'withdrawn'
  if (expires_at <= now) return 'expired'
  return used >= uses ? 'used_up' : undefined
}

/**
 * When a new link ends (ISO 8601 UTC): as wanted, or in `TEMPLATE_LINK.days`. `unprocessable` for a time that is over,
 * or later than the service allows.
 */
export function linkExpiry(wanted: string | undefined, now: string, { link_days }: OutsiderTimes): Result<string> {
  const inDays = (days: number): string => new Date(Date.parse(now) + days * DAY).toISOString()
  if (link_days === 0)
    return fail('conflict', 'This service makes no links for people without an account. An operator can allow them.')
  const end = wanted === undefined ? inDays(Math.min(TEMPLATE_LINK.days, link_days)) : new Date(wanted).toISOString()
  if (end <= now)
    return fail('unprocessable', 'The link would have expired already. Give a time to come.', { field: 'expires_at' })
  if (end > inDays(link_days))
    return fail('unprocessable', `A link is good for ${link_days} days at most. Give an earlier end.`, {
      field: 'expires_at',
      most_days: link_days,
    })
  return ok(end)
}

/** When an outsider who begins now comes back for the last time (ISO 8601 UTC). */
export const returnsUntil = (now: string, { return_days }: OutsiderTimes): string =>
  new Date(Date.parse(now) + return_days * DAY).toISOString()

/** What outsiders, and links, are called by ids: events name them so. */
export const OUTSIDER = 'outsider:'
export const LINK = 'link:'

/** Who answered, as the audit and the timeline name them: by which link, and whether it was shown who they are. */
export function outsiderName({
  name,
  email_proved,
  title,
}: {
  readonly name: string | null
  readonly email_proved: boolean
  readonly title: string
}): string {
  const who = name === null ? 'Somebody' : `${name} (${email_proved ? 'proved' : 'not proved'})`
  return `${who}, by the link “${title}”`
}
