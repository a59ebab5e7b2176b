/** `docgen projections …` and `docgen parked …`: for operators. */
import { countText } from '../../../../../domain/kernel/count-text.ts'
import type { Command } from 'commander'
import type { CliEnvironment } from '../../environment.ts'
import type { Printer } from '../../terminal/printer.ts'
import { withClient } from '../run-with-client.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { createProgress } from './progress.ts'
import { rebuildAllProjections, rebuildProjection } from './rebuild-projection.ts'
import type { ProjectionStatus } from '../../../../../queries/operations/get-projections-status.ts'

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
    .argument('[name]')
    .option(
      '--all',
      'every read model; processes begin again, too. Accepts an event store that was restored or exchanged',
    )
    .description('Rebuild a read model from the events; the present one is read meanwhile.')
    .action(async (name: string | undefined, { all = false }: { readonly all?: boolean }, command: Command) => {
      const printer = printerFor(command)
      if (all === (name !== undefined)) command.error('error: name one read model, or give --all')
      await withClient(environment, async (client) => {
        if (name === undefined) {
          const data = await rebuildAllProjections(client, createProgress(environment.stderr, printer, 'event'))
          const events = countText(Math.max(...data.map(({ handled }) => handled)), 'event')
          printer.result({ data }, () => [`All read models are rebuilt from ${events}.`])
          return
        }
        const done = await rebuildProjection(client, name, createProgress(environment.stderr, printer, 'event'))
        printer.result(done, () => [`“${safeLine(name)}” is rebuilt from ${countText(done.handled, 'event')}.`])
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
