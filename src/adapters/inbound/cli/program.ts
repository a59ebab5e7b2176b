/** `docgen`: all commands in one place, and how one run of it ends. */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { addAccessCommands } from './commands/access-commands.ts'
import { addHandOverCommands } from './commands/hand-over-commands.ts'
import { addGroupCommands } from './commands/group-commands.ts'
import { addKeyCommands } from './commands/key-commands.ts'
import { addPeopleCommands } from './commands/people/people-commands.ts'
import { addSignInCommand } from './commands/people/sign-in-command.ts'
import { addAuditCommands } from './commands/auditing/audit-commands.ts'
import { addShowCommand } from './commands/auditing/show-command.ts'
import { addConfigCommands } from './commands/config-commands.ts'
import { addVerifyCommand } from './commands/verify-command.ts'
import type { CliEnvironment } from './environment.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { reportFailure } from './failure.ts'
import { addFileCommands } from './commands/file-commands.ts'
import { runGenerate } from './generate/run-generate.ts'
import type { GenerateOptions } from './generate/generate-options.ts'
import { addMasterKeyCommands } from './commands/operating/master-key-commands.ts'
import { addOperationCommands } from './commands/operating/operation-commands.ts'
import { addSlackCommands } from './commands/operating/slack-commands.ts'
import { columnsOf, createPrinter, hasColours, type Printer } from './terminal/printer.ts'
import { addTemplateCommands } from './commands/templates/template-commands.ts'

/** Runs one command line (`process.argv`, whole) and gives its exit code. Never throws. */
export async function runProgram(argv: readonly string[], environment: CliEnvironment): Promise<ExitCode> {
  for (const stream of [environment.stdout, environment.stderr]) stream.on('error', ignoreClosedPipe)
  try {
    await createProgram(environment).parseAsync([...argv])
    return EXIT.ok
  } catch (error) {
    // Commander has said what is wrong with the command line, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    return reportFailure(error, environment, argv.includes('--json'))
  }
}

/** `docgen audit list | head` has all it wants: nobody reads the rest. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

export function createProgram(environment: CliEnvironment): Command {
  const { stdout, stderr, env } = environment
  const printerFor = (command: Command): Printer =>
    createPrinter(environment, command.optsWithGlobals()['json'] === true)
  const program = new Command('docgen')
    .description(
      'Makes documents by asking: register a template with {{variables}}, answer its questions, get the document.',
    )
    .version(environment.version, '-V, --version')
    .option('--json', 'results and errors as JSON')
    .showHelpAfterError('(“docgen --help” and “docgen COMMAND --help” tell more)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => Math.min(columnsOf(stdout), 100),
      getErrHelpWidth: () => Math.min(columnsOf(stderr), 100),
      getOutHasColors: () => hasColours(stdout, env),
      getErrHasColors: () => hasColours(stderr, env),
    })

  addServeCommand(program, environment)
  addTemplateCommands(program, environment, printerFor)
  addGenerateCommand(program, environment, printerFor)
  addFileCommands(program, environment, printerFor)
  addVerifyCommand(program, environment, printerFor)
  addShowCommand(program, environment, printerFor)
  addAuditCommands(program, environment, printerFor)
  addOperationCommands(program, environment, printerFor)
  addMasterKeyCommands(program, environment, printerFor)
  addSlackCommands(program, environment, printerFor)
  addKeyCommands(program, environment, printerFor)
  addAccessCommands(program, environment, printerFor)
  addPeopleCommands(program, environment, printerFor)
  addGroupCommands(program, environment, printerFor)
  addHandOverCommands(program, environment, printerFor)
  addSignInCommand(program, environment, printerFor)
  addConfigCommands(program, environment, printerFor)
  return program
}

function addServeCommand(program: Command, { serve }: CliEnvironment): void {
  program
    .command('serve')
    .description('Run the service and its console.')
    .option('--port <number>', 'the port to listen on (default: PORT, or 8080)', parsePort)
    .option('--host <address>', 'the address to listen on (default: HOST, or 127.0.0.1)')
    .option(
      '--roles <list>',
      'what this instance does, of api, worker and reporting (default: DOCGEN_ROLES, or api,worker)',
    )
    .action(async ({ port, host, roles }: { port?: number; host?: string; roles?: string }) =>
      serve({ port, host, roles }),
    )
}

function addGenerateCommand(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  program
    .command('generate')
    .argument('[template]', 'its id, as “docgen template list” shows it')
    .description('Make a document: asks one question at a time, shows the answers, and writes the file.')
    .option('--answers <json>', 'what is known already: a JSON file, “-” for stdin, or JSON itself')
    .option('-o, --out <file>', 'where to write the document, “-” for stdout (default: its own name, here)')
    .option('--force', 'overwrite what is there', false)
    .option('-y, --yes', 'make the document without showing the answers first', false)
    .option('--resume <id>', 'go on with a conversation, or fetch its document')
    .option('--like <id>', 'make another one like an earlier one, with its answers')
    .option('--locale <tag>', 'how answers are read, like en-GB; with --resume from here on')
    .option('--language <tag>', 'the language of the document, like de-DE (default: what the template says)')
    .option('--zone <name>', 'what “tomorrow” means, like Europe/Berlin')
    .action(async (template: string | undefined, options: GenerateOptions, command: Command) =>
      runGenerate(environment, printerFor(command), template, options),
    )
}

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('It takes a number from 0 to 65535.')
}
