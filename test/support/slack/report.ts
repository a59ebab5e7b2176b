/** What happened in a run, in figures: calls and their errors, deliveries, every fault with its count, duplicates, troubles. */
import type { Duplicate } from './duplicates.ts'
import type { SlackState } from './state/slack.ts'

/** A table of a first column and counts, widths fitted. */
function table(title: string, rows: [string, ...(string | number)[]][]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, String(cell).length)), [])
  const line = (row: (string | number)[]): string =>
    row.map((cell, index) => (index === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[index] ?? 0))).join('  ')
  return [title, ...rows.map((row) => `  ${line(row)}`)].join('\n')
}

const counted = <T>(all: T[], key: (each: T) => string): Map<string, T[]> => Map.groupBy(all, key)

/** The report as text. */
export function report(slack: SlackState, duplicates: Duplicate[]): string {
  const { calls, deliveries } = slack.log
  const faults = Object.entries(slack.faults.counts).filter(([, count]) => count > 0)
  return [
    table('Calls of the Web API', [['method', 'calls', 'ok', 'refused', 'faults'], ...[...counted(calls, ({ method }) => method)].toSorted().map(([method, all]): [string, number, number, number, number] =>
      [method, all.length, all.filter(({ ok, fault }) => ok && !fault).length, all.filter(({ ok, fault }) => !ok && !fault).length, all.filter(({ fault }) => fault).length])]),
    table('Deliveries to the app', [['what', 'sent', 'acked', 'failed', 'again'], ...[...counted(deliveries, ({ kind, name }) => `${kind} ${name}`)].toSorted().map(([what, all]): [string, number, number, number, number] =>
      [what, all.length, all.filter(({ outcome }) => outcome === 'acked').length, all.filter(({ outcome }) => outcome !== 'acked').length, all.filter(({ attempt }) => attempt > 0).length])]),
    table('Faults', [['fault', 'times'], ...faults.map(([kind, count]): [string, number] => [kind, count])]),
    table('Seen twice', [['what', 'times'], ...duplicates.map(({ kind, channel, id, times }): [string, number] => [`${kind} ${channel} ${id}`, times])]),
    table('Seen to fail', [['what', 'times'], ...[...counted(slack.troubles, (trouble) => trouble)].map(([what, all]): [string, number] => [what, all.length])]),
  ].join('\n\n')
}
