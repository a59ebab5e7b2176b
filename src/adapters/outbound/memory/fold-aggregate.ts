/** Folds events and snapshots into aggregates. */
import type { AnyEvent } from '../../../domain/event-catalogue.ts'
import type { Decider } from '../../../domain/kernel/decider.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { LoadedAggregate } from '../../../ports/events/aggregate-store.ts'
import type { Snapshot } from '../../../ports/events/snapshots.ts'
import { ProcessedCommandTable } from './processed-commands.ts'

/** Undefined for one that cannot be read. */
export function readSnapshot<State, E extends AnyEvent>(
  { snapshot: format }: Decider<State, E>,
  { state, revision, hash, commands }: Snapshot,
): LoadedAggregate<State> | undefined {
  try {
    return (
      format && { state: format.read(state), revision, hash, commands: new ProcessedCommandTable(commands, revision) }
    )
  } catch {
    return undefined
  }
}

/** The aggregate before its first event. */
export function emptyAggregate<State, E extends AnyEvent>(decider: Decider<State, E>): LoadedAggregate<State> {
  return { state: decider.initial(), revision: -1, hash: '', commands: new ProcessedCommandTable() }
}

/** The aggregate after these events; `before` stays unchanged. */
export function foldEvents<State, E extends AnyEvent>(
  decider: Decider<State, E>,
  before: LoadedAggregate<State>,
  events: readonly RecordedEvent<AnyEvent>[],
): LoadedAggregate<State> {
  const last = events.at(-1)
  if (last === undefined) return before
  let state = decider.copy(before.state)
  for (const { event, revision, envelope } of events) state = decider.evolve(state, event as E, { revision, envelope })
  return {
    state,
    revision: last.revision,
    hash: last.envelope.hash,
    commands: (before.commands as ProcessedCommandTable).withEvents(events),
  }
}
