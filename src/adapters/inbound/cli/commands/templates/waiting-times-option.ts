/** The waiting times that a command line names; what it leaves out stays as it is. */
import { readWaitingTimes, type AuthorsWaitingTimes } from '../../../../../domain/template/waiting-times.ts'
import type { TemplateView } from '../../../../../queries/template/present-template.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'

interface WrittenOptions {
  readonly expire?: string | undefined
  readonly remind?: string | undefined
}

/** Throws `CommandFailed` where nothing is named, or where it is no number of days. */
export function toWaitingTimes(
  { expire, remind }: WrittenOptions,
  { idle_days, reminders }: Pick<TemplateView, 'idle_days' | 'reminders'>,
): { idle_days: number | null; reminders: number[] | null } {
  if (expire === undefined && remind === undefined)
    throw new CommandFailed('usage', EXIT.usage, 'Say what to set: --expire DAYS, --remind DAYS, or both.')
  const read = readWaitingTimes({ idle_days: daysIn(expire), reminders: daysIn(remind) })
  if (!read.ok) throw new CommandFailed(read.error.code, EXIT.invalid, read.error.message)
  const said: AuthorsWaitingTimes = {
    idle_days: expire === undefined ? idle_days : read.value.idle_days,
    reminders: remind === undefined ? reminders : read.value.reminders,
  }
  return { ...said, reminders: said.reminders === null ? null : [...said.reminders] }
}

/** An empty text is no days, not “as the service is set”. */
const daysIn = (written: string | undefined): string | undefined =>
  written === 'service' ? undefined : written?.trim() === '' ? '–' : written
