/** `docgen config …`: the settings of the service, without starting it. */
import { countText } from '../../../../domain/kernel/count-text.ts'
import type { Command } from 'commander'
import type { CliEnvironment, ConfigReport } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import type { Printer } from '../terminal/printer.ts'
import { safeLine } from '../terminal/terminal-text.ts'

export function addConfigCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const config = program.command('config').description('The settings of the service.')
  config
    .command('check')
    .description('Show what a service would use, and what would keep it from starting. Opens nothing.')
    .option('--connect', 'try the address and the stores, too', false)
    .action(async ({ connect }: { connect: boolean }, command: Command) => {
      const report = await environment.checkConfig(connect)
      const printer = printerFor(command)
      printer.result(report, () => lines(report, printer))
      const wrong = report.problems.length + report.tries.filter(({ works, needed }) => needed && !works).length
      if (wrong > 0)
        throw new CommandFailed(
          'invalid',
          EXIT.unexpected,
          `A service would not start like this: ${countText(wrong, 'thing')} to correct.`,
        )
    })
}

function lines({ settings, places, problems, warnings, tries }: ConfigReport, printer: Printer): string[] {
  return [
    ...printer.table(
      ['Setting', 'Value', 'From'],
      settings.map(({ name, value, from, file }) => [
        name,
        value ?? 'not set',
        file !== undefined ? `file ${safeLine(file)}` : value === null ? '' : from,
      ]),
    ),
    ...section('', places),
    ...section('To correct:', problems),
    ...section('To look at:', warnings),
    ...section(
      'Tried:',
      tries.map(({ what, works, message }) => `${what}: ${message ?? (works ? 'works' : 'does not work')}`),
    ),
  ]
}

const section = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0
    ? []
    : ['', ...(title === '' ? [] : [title]), ...texts.map((text) => (title === '' ? text : `  ${text}`))]
