/** `docgen projections …` and `docgen parked …`: for operators. */
import { setTimeout as pause } from 'node:timers/promises'
import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import type { ProjectionStatus } from '../../../../queries/operations/get-projections-status.ts'
import type { ApiClient } from '../service/api-client.ts'
import type { CliEnvironment, OutputStream } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { columnsOf, type Printer } from '../terminal/printer.ts'
import { withClient } from './run-with-client.ts'
import { safeLine } from '../terminal/terminal-text.ts'

/** Columns of what stands beside the bar. */
const LABEL_COLUMNS = 45
/** Between two looks at a rebuild. */
const POLL_MS = 200

export function addOperationCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const projections = program.command('projections').description('Look after the read models.')
  projections
    .command('status')
    .description('How far each read model and process has come.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.projections()
        const printer = printerFor(command)
        printer.result({ data }, () =>
          printer.table(
            ['Name', 'Handled', 'Behind', 'Per second', 'Parked', 'Instance', 'State'],
            data.map((one) => [
              one.name,
              String(one.handled),
              String(one.behind),
              String(Math.round(one.rate)),
              String(one.parked),
              one.holder ?? 'none',
              stateText(one),
            ]),
          ),
        )
      })
    })
  projections
    .command('rebuild')
    .argument('<name>')
    .description('Rebuild a read model from the events; the present one is read meanwhile.')
    .action(async (name: string, _: unknown, command: Command) => {
      const printer = printerFor(command)
      await withClient(environment, async (client) => {
        const done = await rebuild(client, name, createProgress(environment.stderr, printer))
        printer.result(done, () => [`“${safeLine(name)}” is rebuilt from ${done.handled} events.`])
      })
    })

  const parked = program.command('parked').description('What was set aside because it failed.')
  parked
    .command('list')
    .description(
      'Documents that could not be made, posts that could not be delivered, ' +
        'and streams that a read model could not take.',
    )
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.parked()
        const printer = printerFor(command)
        printer.result({ data }, () =>
          data.length === 0
            ? ['Nothing is parked.']
            : printer.table(
                ['Id', 'Since', 'Why', 'State'],
                data.map(({ id, since, error, retrying }) => [id, since, error, retrying ? 'trying again' : 'waits']),
              ),
        )
      })
    })
  parked
    .command('retry')
    .argument('<id>', 'as “parked list” shows it')
    .description('Try again.')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const result = await client.retry(id)
        printerFor(command).result(result, () => [`${safeLine(id)} is tried again.`])
      })
    })
}

const stateText = ({ caught_up, rebuild }: ProjectionStatus): string =>
  rebuild === null ? (caught_up ? 'caught up' : 'catching up') : `rebuilding, ${rebuild.handled} of ${rebuild.total}`

interface Progress {
  update(handled: number, total: number): void
  end(): void
}

async function rebuild(client: ApiClient, name: string, progress: Progress): Promise<ProjectionStatus> {
  let status = await client.rebuild(name)
  try {
    while (status.rebuild !== null) {
      progress.update(status.rebuild.handled, status.rebuild.total)
      await pause(POLL_MS)
      const { data } = await client.projections()
      status = data.find((one) => one.name === name) ?? failUnknownModel(name)
    }
    progress.update(status.handled, status.handled)
    return status
  } finally {
    progress.end()
  }
}

const failUnknownModel = (name: string): never => {
  throw new CommandFailed('not_found', EXIT.not_found, `The read model “${name}” is not there any more.`)
}

/** A bar on a terminal; in a pipe a line for each tenth. */
function createProgress(stream: OutputStream, printer: Printer): Progress {
  if (printer.json) return { update: () => undefined, end: () => undefined }
  if (stream.isTTY !== true) {
    let said = -1
    return {
      update(handled, total) {
        const tenth = total === 0 ? 10 : Math.floor((handled / total) * 10)
        if (tenth > said) printer.say(`${handled} of ${total} events`)
        said = Math.max(said, tenth)
      },
      end: () => undefined,
    }
  }
  const barsize = Math.max(10, Math.min(40, columnsOf(stream) - LABEL_COLUMNS))
  const bar = new SingleBar(
    {
      stream,
      format: '{bar} {percentage} % · {value} of {total} events · {eta_formatted} left',
      hideCursor: true,
      barsize,
    },
    Presets.shades_classic,
  )
  bar.start(1, 0)
  return {
    update(handled, total) {
      bar.setTotal(Math.max(total, 1))
      bar.update(total === 0 ? 1 : handled)
    },
    end: () => bar.stop(),
  }
}
