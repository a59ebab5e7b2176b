/** Pickers of a date, a time, or both. */
import { focusable } from './action-id.ts'
import { integer, matching, object, oneOf, required, string } from './checks.ts'
import { confirm, placeholder } from './text.ts'

const isRealDate = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A date of the calendar, `YYYY-MM-DD`. */
const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date of the form YYYY-MM-DD', isRealDate)

/** A time of day, `HH:mm`. */
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the form HH:mm')

export const DATE_AND_TIME = {
  datepicker: object({ ...focusable, type: required(oneOf('datepicker')), initial_date: date, placeholder, confirm }),
  timepicker: object({
    ...focusable,
    type: required(oneOf('timepicker')),
    initial_time: time,
    timezone: string(100),
    placeholder,
    confirm,
  }),
}

/** Not allowed next to a section's text. */
export const DATETIME = {
  datetimepicker: object({
    ...focusable,
    type: required(oneOf('datetimepicker')),
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
    confirm,
  }),
}
