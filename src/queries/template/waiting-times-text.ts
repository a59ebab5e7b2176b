/** When a template's conversations remind and end, in one sentence. */
import { countText } from '../../domain/kernel/count-text.ts'
import type { TemplateView } from './present-template.ts'

/** `Conversations expire after 30 days without an answer; Slack reminds after 1 and 7.` */
export function waitingTimesText({ idle_days, reminders }: Pick<TemplateView, 'idle_days' | 'reminders'>): string {
  if (idle_days === null && reminders === null) return 'Conversations remind and expire as the service is set.'
  const end =
    idle_days === null
      ? 'Conversations expire as the service is set'
      : `Conversations expire after ${countText(idle_days, 'day')} without an answer`
  const remind =
    reminders === null
      ? 'reminders are as the service is set'
      : reminders.length === 0
        ? 'Slack does not remind'
        : `Slack reminds after ${new Intl.ListFormat('en').format(reminders.map(String))} days without one`
  return `${end}; ${remind}.`
}
