/**
 * What happened in a run, in figures: calls and their errors, deliveries, every fault with its count, duplicates,
 * troubles.
 */
import type { Duplicate } from './duplicates.ts'
import type { Call, Delivery } from './state/call-log.ts'
import type { SlackState } from './state/slack.ts'

type Row = [string, ...(string | number)[]]

/** A table of a first column and counts, widths fitted. */
function table(title: string, rows: Row[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, String(cell).length)),
    [],
  )
  const line = (row: Row): string =>
    row
      .map((cell, index) =>
        index === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[index] ?? 0),
      )
      .join('  ')
  return [title, ...rows.map((row) => `  ${line(row)}`)].join('\n')
}

/** A row for each key, by name. */
function rowsBy<T>(all: T[], key: (each: T) => string, figures: ((those: T[]) => number)[]): Row[] {
  return [...Map.groupBy(all, key)]
    .map(([name, those]): Row => [name, ...figures.map((figure) => figure(those))])
    .toSorted(([one], [other]) => one.localeCompare(other))
}

const number =
  <T>(holds: (each: T) => boolean) =>
  (those: T[]): number =>
    those.filter(holds).length

const CALLS = [
  (those: Call[]) => those.length,
  number<Call>(({ ok, fault }) => ok && !fault),
  number<Call>(({ ok, fault }) => !ok && !fault),
  number<Call>(({ fault }) => fault !== undefined),
]
const DELIVERIES = [
  (those: Delivery[]) => those.length,
  number<Delivery>(({ outcome }) => outcome === 'acked'),
  number<Delivery>(({ outcome }) => outcome !== 'acked'),
  number<Delivery>(({ attempt }) => attempt > 0),
]

/** The report as text. */
export function formatReport({ log, faults, troubles }: SlackState, duplicates: Duplicate[]): string {
  return [
    table('Calls of the Web API', [
      ['method', 'calls', 'ok', 'refused', 'faults'],
      ...rowsBy(log.calls, ({ method }) => method, CALLS),
    ]),
    table('Deliveries to the app', [
      ['what', 'sent', 'acked', 'failed', 'again'],
      ...rowsBy(log.deliveries, ({ kind, name }) => `${kind} ${name}`, DELIVERIES),
    ]),
    table('Faults', [['fault', 'times'], ...Object.entries(faults.counts).filter(([, times]) => times > 0)]),
    table('Seen twice', [
      ['what', 'times'],
      ...duplicates.map(({ kind, channel, id, times }): Row => [`${kind} ${channel} ${id}`, times]),
    ]),
    table('Seen to fail', [['what', 'times'], ...rowsBy(troubles, (trouble) => trouble, [(those) => those.length])]),
  ].join('\n\n')
}
