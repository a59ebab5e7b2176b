/** When a template's conversations remind and end, and the form that changes it. */
import { html } from 'hono/html'
import { MAX_IDLE_DAYS } from '../../../../../../../domain/template/waiting-times.ts'
import { waitingTimesText } from '../../../../../../../queries/template/waiting-times-text.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { csrfField } from '../layout.ts'

export function waitingTimesForm(session: ConsoleSession, template: TemplateView): Html {
  const { id, idle_days, reminders, revision } = template
  return html`<details id="waiting-times">
    <summary>${waitingTimesText(template)}</summary>
    <form method="post" action="/templates/${id}/waiting-times" class="card stack">
      ${csrfField(session)}<input type="hidden" name="if_revision" value="${revision}" />
      <label
        >Days without an answer after which a conversation expires<input
          name="idle_days"
          value="${idle_days === null ? '' : String(idle_days)}"
          placeholder="1 to ${String(MAX_IDLE_DAYS)}"
          inputmode="numeric"
          maxlength="3"
          autocomplete="off"
      /></label>
      <label
        >Days without an answer after which Slack reminds<input
          name="reminders"
          value="${reminders === null ? '' : reminders.length === 0 ? 'off' : reminders.join(', ')}"
          placeholder="like 1, 7; off: never"
          maxlength="60"
          autocomplete="off"
      /></label>
      <p class="hint">Left empty, as the service is set. Conversations that have begun keep theirs.</p>
      <div class="actions"><button class="primary">Set reminders and end</button></div>
    </form>
  </details>`
}
