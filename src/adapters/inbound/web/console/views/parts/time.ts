/** Formats instants in the person's zone: near ones as “5 minutes ago”, with date and time on hover. */
import { html } from 'hono/html'
import { safeLocale } from '../../../../../../answers/parsing/locale.ts'
import type { Html } from '../../env.ts'

interface TimeSettings {
  readonly zone: string
  readonly locale: string
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** A `<time>`: relative within a week, a date beyond; `now` and `at` ISO 8601. */
export function relativeTime(at: string, where: TimeSettings, now: string = new Date().toISOString()): Html {
  return html`<time datetime="${at}" title="${absoluteText(at, where)}">${relativeText(at, where, now)}</time>`
}

/** A `<time>` with date and time of day. */
export const timestamp = (at: string, where: TimeSettings): Html =>
  html`<time datetime="${at}" title="${absoluteText(at, where)}"
    >${formatInstant(at, where, { dateStyle: 'medium', timeStyle: 'medium' })}</time
  >`

/** A `<time>` with the day alone. */
export const dayOf = (at: string, where: TimeSettings): Html =>
  html`<time datetime="${at}">${formatInstant(at, where, { dateStyle: 'long' })}</time>`

const absoluteText = (at: string, where: TimeSettings): string =>
  formatInstant(at, where, { dateStyle: 'full', timeStyle: 'long' })

function relativeText(at: string, where: TimeSettings, now: string): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000
  if (Math.abs(seconds) > 7 * 86_400) return formatInstant(at, where, { dateStyle: 'medium' })
  const language = new Intl.RelativeTimeFormat(pageLocale(where.locale), { numeric: 'auto' })
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return language.format(Math.round(seconds / size), unit)
  return 'just now'
}

function formatInstant(at: string, { zone, locale }: TimeSettings, options: Intl.DateTimeFormatOptions): string {
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
