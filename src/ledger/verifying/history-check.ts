/** What looks at the whole history: a list of checks that see every event in the order of the log. */
import type { StoredEvent } from '../../ports/events/event-store.ts'
import type { CheckedEvent } from '../../ports/ledger/check-event.ts'
import type { Finding } from '../../ports/ledger/finding.ts'

/** An event that was looked at alone. */
export interface ExaminedEvent extends Pick<CheckedEvent, 'hash'> {
  readonly stored: StoredEvent
}

/** One check during one run. */
export interface HistoryCheck {
  /** Looks at the next events of the log. */
  take(events: readonly ExaminedEvent[]): Promise<readonly Finding[]>
  /** After the last of them. */
  end(): Promise<readonly Finding[]>
}
