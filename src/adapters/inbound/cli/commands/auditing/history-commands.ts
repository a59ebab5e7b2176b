/** `docgen audit verify`, `findings`, `acknowledge`: whether the history is what was recorded. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { countText } from '../../../../../domain/kernel/count-text.ts'
import { FINDING_KINDS, type KeptFinding } from '../../../../../ports/ledger/finding.ts'
import type { CliEnvironment } from '../../environment.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import type { ApiClient } from '../../service/api-client.ts'
import type { Printer } from '../../terminal/printer.ts'
import { createProgress, type ProgressLine } from '../operating/progress.ts'
import { withClient } from '../run-with-client.ts'

/** Between two looks at a verification. */
const POLL_INTERVAL_MS = 200

/** Adds them to `docgen audit`. */
export function addHistoryCommands(
  audit: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  audit
    .command('verify')
    .description('Verify that the history is what was recorded: what is new, or everything.')
    .option('--all', 'from the first event on')
    .option('--no-objects', 'without the files that events name')
    .action(async ({ all = false, objects }: { all?: boolean; objects: boolean }, command: Command) => {
      await withClient(environment, async (client) => {
        const printer = printerFor(command)
        const requested = await client.requestVerification({ everything: all, objects })
        const ended = await follow(client, requested.number, createProgress(environment.stderr, printer, 'event'))
        if (ended.error !== null) throw new CommandFailed('unavailable', EXIT.unavailable, ended.error)
        const open = await openFindings(client)
        printer.result({ ...ended, findings: open }, () => [
          `${countText(ended.handled, 'event')} verified.`,
          ...(open.length === 0 ? ['Everything is as it was recorded.'] : tableOf(printer, open)),
        ])
        if (open.length > 0)
          throw new CommandFailed(
            'tampered',
            EXIT.tampered,
            `${countText(open.length, 'finding')} ${open.length === 1 ? 'waits' : 'wait'} for somebody to look.`,
          )
      })
    })
  audit
    .command('findings')
    .description('What verifications found; those first that wait for somebody.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.findings()
        const printer = printerFor(command)
        printer.result({ data }, () => (data.length === 0 ? ['Nothing was ever found.'] : tableOf(printer, data)))
      })
    })
  audit
    .command('acknowledge')
    .description('Say that somebody has looked at a finding: it waits no more.')
    .argument('<id>', 'the finding’s id')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.acknowledge(id)
        printerFor(command).result({ data }, () => ['It waits no more.'])
      })
    })
}

async function follow(client: ApiClient, number: number, progress: ProgressLine) {
  try {
    for (;;) {
      const status = await client.verification(number)
      progress.update(status.handled, status.total)
      if (status.ended_at !== null) return status
      await pause(POLL_INTERVAL_MS)
    }
  } finally {
    progress.end()
  }
}

const openFindings = async (client: ApiClient): Promise<readonly KeptFinding[]> =>
  (await client.findings()).data.filter(({ acknowledged_at }) => acknowledged_at === null)

const tableOf = (printer: Printer, findings: readonly KeptFinding[]): string[] =>
  printer.table(
    ['Id', 'What', 'Stream', 'Revision', 'More', 'Looked at'],
    findings.map(({ id, kind, stream = '', revision, detail, acknowledged_at }) => [
      id,
      FINDING_KINDS[kind],
      stream,
      revision === undefined ? '' : String(revision),
      detail,
      acknowledged_at ?? '',
    ]),
  )
