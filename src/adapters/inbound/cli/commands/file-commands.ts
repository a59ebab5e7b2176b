/** `docgen render` and `docgen inspect`: on files alone, without any store. */
import type { Command } from 'commander'
import type { CliEnvironment } from '../environment.ts'
import type { Printer } from '../terminal/printer.ts'
import { addReadingOptions } from './reading-options.ts'
import { type InspectOptions, runInspect } from './run-inspect.ts'
import { type RenderOptions, runRender } from './run-render.ts'

export function addFileCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  addReadingOptions(program.command('render').argument('<file>', 'a template file'))
    .description('Make a document from a template file and answers, without any store.')
    .option('--data <json>', 'the answers: a JSON file, “-” for stdin, or JSON itself')
    .option('--sample', 'fill with samples what is not given', false)
    .option('--questions <file>', 'YAML or JSON that says more about the questions')
    .option('-o, --out <file>', 'where to write it, “-” for stdout (default: a name after the template’s)')
    .option('--force', 'overwrite what is there', false)
    .option(
      '--locale <tag>',
      'how answers are read, like en-GB; also printed, where neither --language nor the file says another',
    )
    .option('--zone <name>', 'what “today” means, like Europe/Berlin')
    .action(async (file: string, options: RenderOptions, command: Command) =>
      runRender(environment, printerFor(command), file, options),
    )

  addReadingOptions(program.command('inspect').argument('<file>', 'a template file'))
    .description(
      'Show the questions of a template file, or its mistakes with their place; with --json as JSON Schema 2020-12.',
    )
    .option('--questions <file>', 'YAML or JSON that says more about the questions')
    .option('--marked <file>', 'when a Word file has mistakes, write a copy of it with these as comments')
    .option('--force', 'overwrite what is there', false)
    .action(async (file: string, options: InspectOptions, command: Command) =>
      runInspect(environment, printerFor(command), file, options),
    )
}
