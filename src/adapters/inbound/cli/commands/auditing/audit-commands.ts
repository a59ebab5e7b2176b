/** `docgen audit …` and `docgen show`: who did what, when, from where, what led to what, and how it was then. */
import { InvalidArgumentError, type Command } from 'commander'
import { addHistoryCommands } from './history-commands.ts'
import { sentenceChanges } from './entry-lines.ts'
import { causesOf } from '../../../../../queries/audit/causes.ts'
import { given } from '../../service/given.ts'
import type { AuditEntryRow, AuditQuery } from '../../service/api-client.ts'
import type { CliEnvironment } from '../../environment.ts'
import type { Printer } from '../../terminal/printer.ts'
import { withClient } from '../run-with-client.ts'
import { runExport } from './run-export.ts'
import { treeLines } from './tree-lines.ts'

interface FilterOptions {
  readonly stream?: string
  readonly actor?: string
  readonly person?: string
  readonly type?: string
  readonly template?: string
  readonly generation?: string
  readonly surface?: string
  readonly request?: string
  readonly from?: string
  readonly to?: string
  readonly zone?: string
}

interface ListOptions extends FilterOptions {
  readonly limit: number
  readonly reveal?: boolean
}

interface ExportOptions extends FilterOptions {
  readonly out?: string
  readonly format?: string
}

/** Entries per request, the most that the API gives. */
const PAGE_SIZE = 100

export function addAuditCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const audit = program.command('audit').description('Look into the record of everything that happened.')
  addHistoryCommands(audit, environment, printerFor)
  withFilters(audit.command('list').description('What happened, the newest first.'))
    .option('--reveal', 'also show answers that you may see; a look at somebody else’s is recorded')
    .option('--limit <count>', 'how many', parseCount, 50)
    .action(async ({ limit, reveal, ...filter }: ListOptions, command: Command) => {
      await withClient(environment, async (client) => {
        const entries: AuditEntryRow[] = []
        let cursor: string | undefined
        do {
          const left = Math.min(PAGE_SIZE, limit - entries.length)
          const page = await client.audit({
            ...queryOf(filter, environment),
            ...given({ cursor }),
            ...(reveal === true ? { reveal: 'true' as const } : {}),
            limit: left,
          })
          entries.push(...page.data)
          cursor = page.next_cursor ?? undefined
        } while (cursor !== undefined && entries.length < limit)
        const printer = printerFor(command)
        printer.result({ data: entries, next_cursor: cursor ?? null }, () =>
          entries.length === 0
            ? ['Nothing has happened that fits.']
            : printer.table(['When', 'What', 'Where', 'Request'], entries.map(rowOf)),
        )
      })
    })

  audit
    .command('tree')
    .description('What one request or command led to, each event below the one that caused it.')
    .argument('<id>', 'the id of a request or command, as “docgen audit list” shows it')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const byRequest = await client.audit({ correlation_id: id, limit: PAGE_SIZE })
        const page = byRequest.data.length > 0 ? byRequest : await client.audit({ command_id: id, limit: PAGE_SIZE })
        const causes = causesOf(page.data.toReversed())
        printerFor(command).result(causes, () =>
          causes.length === 0
            ? ['There is no such request or command.']
            : [...treeLines(causes), ...(page.next_cursor === null ? [] : ['It led to more than is shown here.'])],
        )
      })
    })

  withFilters(audit.command('export').description('All of it as a file, the oldest first, without answers.'))
    .option('--out <file>', 'the file; what it holds already is gone on from. Left out: standard output')
    .option('--format <format>', 'jsonl or csv (default: by the name of the file, else jsonl)')
    .action(async ({ out, format, ...filter }: ExportOptions, command: Command) => {
      await withClient(environment, (client) =>
        runExport(environment, client, printerFor(command), { out, format, filter: queryOf(filter, environment) }),
      )
    })
}

const withFilters = (command: Command): Command =>
  command
    .option('--person <id>', 'who did it, or whom it is about')
    .option('--actor <id>', 'who did it')
    .option('--template <id>', 'of one template and its conversations')
    .option('--generation <id>', 'of one conversation, and who looked at it')
    .option(
      '--type <event>',
      'of one type, like AnswerProvided, or a group: conversations, messages, templates, accounts',
    )
    .option('--surface <name>', 'from console, cli, http, slack or system')
    .option('--request <id>', 'all that followed from one request')
    .option('--stream <name>', 'of one stream, like template-default-offer')
    .option('--from <time>', 'from this day or instant on, like 2026-11-21')
    .option('--to <time>', 'up to and including this day or instant')
    .option('--zone <name>', 'the time zone of --from and --to (default: yours)')

/** The options as the API takes them. */
const queryOf = (
  { template: template_id, generation: generation_id, request: correlation_id, surface, zone, ...rest }: FilterOptions,
  environment: CliEnvironment,
): AuditQuery => ({
  ...given({ ...rest, template_id, generation_id, correlation_id }),
  // The service says which surfaces there are.
  ...given({ surface: surface as AuditQuery['surface'] }),
  ...(rest.from === undefined && rest.to === undefined ? {} : { zone: zone ?? environment.zone }),
})

function parseCount(text: string): number {
  const count = Number(text)
  if (!/^\d{1,6}$/.test(text) || count < 1) throw new InvalidArgumentError('It takes a whole number from 1 on.')
  return count
}

const rowOf = (entry: AuditEntryRow): string[] => [
  entry.at,
  [entry.sentence, ...sentenceChanges(entry)].join('; '),
  entry.surface,
  entry.correlation_id,
]
