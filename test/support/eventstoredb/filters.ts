/** Filters of `$all` in the server double: obeyed as the real server does, or refused as it does. */
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { LogRecord } from './database.ts'
import { CallFailure } from './grpc-transport.ts'
import { INVALID_ARGUMENT, UNKNOWN } from './messages.ts'

type FilterOptions = ReadReq.Options.FilterOptions

export interface Filter {
  readonly matches: (record: LogRecord) => boolean
  /** After how many records a subscription is sent a checkpoint; `Infinity`: never. */
  readonly window: number
  /** Of stream names, for tests to look at. */
  readonly prefixes: readonly string[]
}

/** How many records it looks through at a time unless told. */
const SEARCH_WINDOW = 32

/** Throws for what the real server refuses. */
export function filterOf(options: ReadReq.Options): Filter {
  const filter = options.getFilter()
  if (filter === undefined) {
    if (!options.hasNoFilter()) throw new CallFailure(INVALID_ARGUMENT, 'The combination without a filter is invalid.')
    return { matches: () => true, window: Infinity, prefixes: [] }
  }
  if (options.hasStream()) throw new CallFailure(INVALID_ARGUMENT, 'The combination of Stream and Filter is invalid.')
  if (!filter.hasMax() && !filter.hasCount()) throw new CallFailure(INVALID_ARGUMENT, 'None is not a valid window')
  return { matches: matcher(filter), window: windowOf(options, filter), prefixes: prefixesOf(filter) }
}

function windowOf(options: ReadReq.Options, filter: FilterOptions): number {
  if (!options.hasSubscription()) return Infinity
  const multiplier = filter.getCheckpointintervalmultiplier()
  if (multiplier === 0) throw new CallFailure(UNKNOWN, 'Exception was thrown by handler. checkpointIntervalMultiplier')
  return (filter.hasMax() ? filter.getMax() : SEARCH_WINDOW) * multiplier
}

const prefixesOf = (filter: FilterOptions): readonly string[] => filter.getStreamIdentifier()?.getPrefixList() ?? []

/** A regular expression goes before prefixes. Without either, nothing matches. */
function matcher(filter: FilterOptions): (record: LogRecord) => boolean {
  const expression = filter.getEventType() ?? filter.getStreamIdentifier()
  if (expression === undefined) throw new CallFailure(INVALID_ARGUMENT, 'None is not a valid filter')
  const part = filter.hasEventType() ? ('type' as const) : ('stream' as const)
  const prefixes = expression.getPrefixList()
  if (expression.getRegex() === '') return (record) => prefixes.some((prefix) => record[part].startsWith(prefix))
  const regex = compile(expression.getRegex())
  return (record) => regex.test(record[part])
}

/** .NET's, as far as JavaScript's are written alike. */
function compile(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch {
    throw new CallFailure(UNKNOWN, `Exception was thrown by handler. Invalid pattern '${text}'`)
  }
}
