/** Instants for people: in their zone, near ones as “5 minutes ago”, and the whole truth on hover. */
import { html } from 'hono/html'
import { safeLocale } from '../../../../../../answers/parsing/locale.ts'
import type { Html } from '../../env.ts'

interface Where {
  readonly zone: string
  readonly locale: string
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** A `<time>`: relative within a week, a date beyond; `now` and `at` ISO 8601. */
export function when(at: string, where: Where, now: string = new Date().toISOString()): Html {
  return html`<time datetime="${at}" title="${absolute(at, where)}">${relative(at, where, now)}</time>`
}

/** A `<time>` with date and time of day. */
export const stamp = (at: string, where: Where): Html =>
  html`<time datetime="${at}" title="${absolute(at, where)}"
    >${format(at, where, { dateStyle: 'medium', timeStyle: 'medium' })}</time
  >`

const absolute = (at: string, where: Where): string => format(at, where, { dateStyle: 'full', timeStyle: 'long' })

function relative(at: string, where: Where, now: string): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000
  if (Math.abs(seconds) > 7 * 86_400) return format(at, where, { dateStyle: 'medium' })
  const language = new Intl.RelativeTimeFormat(pageLocale(where.locale), { numeric: 'auto' })
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return language.format(Math.round(seconds / size), unit)
  return 'just now'
}

function format(at: string, { zone, locale }: Where, options: Intl.DateTimeFormatOptions): string {
  const time = Date.parse(at)
  return Number.isNaN(time)
    ? at
    : new Intl.DateTimeFormat(pageLocale(locale), { ...options, timeZone: zone }).format(time)
}

/** The pages speak English: an English locale keeps its region's habits, others get the international ones. */
function pageLocale(locale: string): string {
  const safe = safeLocale(locale)
  return safe.startsWith('en') ? safe : 'en-GB'
}
