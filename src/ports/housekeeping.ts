/** Removes what nobody needs any more from the tables that would otherwise grow for ever. */

/** Points in time, ISO 8601 UTC. */
export interface Retention {
  /** Sessions that expired, and mails that were kept until before. */
  readonly expired: string
  /** Notes of changed rights: every instance that was awake has read them. */
  readonly access_changes: string
  /** What only makes ended conversations fast, their snapshots; and links that are told why they do not work. */
  readonly snapshots: string
  /** When the service ran: no conversation waits for so long. */
  readonly breaks: string
  /** Where ended conversations were held in Slack: after that, messages there are no answers any more. */
  readonly threads: string
}

export interface Housekeeping {
  /** Removes at most `limit` rows of each table; gives how many of each went, without those of which none did. */
  removeOld(retention: Retention, limit: number): Promise<Readonly<Record<string, number>>>
}
