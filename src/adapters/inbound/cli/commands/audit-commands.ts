/** `docgen audit list`: who did what, when, from where. */
import { countText } from '../../../../domain/kernel/count-text.ts'
import { InvalidArgumentError, type Command } from 'commander'
import type { NamedAuditEntry } from '../../../../queries/reports/read-audit-values.ts'
import type { CliEnvironment } from '../environment.ts'
import type { Printer } from '../terminal/printer.ts'
import { withClient } from './run-with-client.ts'

interface AuditOptions {
  readonly stream?: string
  readonly actor?: string
  readonly type?: string
  readonly from?: string
  readonly to?: string
  readonly limit: number
}

/** Entries per request, the most that the API gives. */
const PAGE_SIZE = 100

export function addAuditCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const audit = program.command('audit').description('Look into the record of everything that happened.')
  audit
    .command('list')
    .description('Every event, the newest first.')
    .option('--stream <name>', 'of one template or generation, like generation-ID')
    .option('--actor <id>', 'of one person or key')
    .option('--type <event>', 'of one type, like AnswerProvided')
    .option('--from <time>', 'from this day or instant on, like 2026-11-21; UTC where it names no zone')
    .option('--to <time>', 'up to and including this day or instant')
    .option('--limit <count>', 'how many', parseCount, 50)
    .action(async ({ limit, ...filter }: AuditOptions, command: Command) => {
      await withClient(environment, async (client) => {
        const entries: NamedAuditEntry[] = []
        let cursor: string | undefined
        do {
          const left = Math.min(PAGE_SIZE, limit - entries.length)
          const page = await client.audit({ ...filter, ...(cursor === undefined ? {} : { cursor }), limit: left })
          entries.push(...page.data)
          cursor = page.next_cursor ?? undefined
        } while (cursor !== undefined && entries.length < limit)
        const printer = printerFor(command)
        printer.result({ data: entries, next_cursor: cursor ?? null }, () =>
          entries.length === 0
            ? ['Nothing has happened that fits.']
            : printer.table(['When', 'What', 'Who', 'From', 'Where', 'Details'], entries.map(rowOf)),
        )
      })
    })
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!/^\d{1,6}$/.test(text) || count < 1) throw new InvalidArgumentError('It takes a whole number from 1 on.')
  return count
}

const rowOf = ({ at, type, actor, actor_name, surface, stream, data }: NamedAuditEntry): string[] => [
  at,
  type,
  actor_name ?? actor,
  surface,
  stream,
  detailsOf(data),
]

/** The event's open fields in one line; big ones (a template's questions) by their size. */
function detailsOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return ''
  return Object.entries(data)
    .map(([name, value]) => {
      const text = Array.isArray(value)
        ? countText(value.length, 'entry', 'entries')
        : typeof value === 'object' && value !== null
          ? '{…}'
          : String(value)
      return `${name}: ${text.slice(0, 80)}`
    })
    .join(', ')
}
