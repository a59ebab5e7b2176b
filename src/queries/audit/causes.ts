/** What led to what: the events of one request as a tree, by `causation_id`. */

interface CausedEvent {
  readonly id: string
  readonly causation_id: string
}

/** An event, and the events that it caused. */
export interface Cause<Entry> {
  readonly entry: Entry
  readonly effects: readonly Cause<Entry>[]
}

/** The trees of the entries, which are in the order of the log; what was caused by a command stands at the top. */
export function causesOf<Entry extends CausedEvent>(entries: readonly Entry[]): readonly Cause<Entry>[] {
  const ids = new Set(entries.map(({ id }) => id))
  const effects = Map.groupBy(entries, ({ causation_id }) => (ids.has(causation_id) ? causation_id : undefined))
  const treesOf = (cause: string | undefined): readonly Cause<Entry>[] =>
    (effects.get(cause) ?? []).map((entry) => ({ entry, effects: entry.id === cause ? [] : treesOf(entry.id) }))
  return treesOf(undefined)
}
