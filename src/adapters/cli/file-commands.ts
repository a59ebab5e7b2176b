/** `docgen render` and `docgen inspect`: on files alone, without any store. */
import path from 'node:path'
import type { Command } from 'commander'
import { readQuestionsFile } from '../../commands/read-questions-file.ts'
import { unwrap } from '../../domain/errors.ts'
import type { Refinement } from '../../domain/refinement.ts'
import type { TemplateCompiler } from '../../ports/template-compiler.ts'
import { answersSchema } from '../../queries/answers-schema.ts'
import { inspectFile } from '../../queries/inspect-file.ts'
import { renderFile } from '../../queries/render-file.ts'
import type { CliEnvironment } from './environment.ts'
import { EXIT } from './exit-codes.ts'
import { CommandFailed } from './failure.ts'
import { checkFree, readBytes, readJsonObject, readText, writeDocument } from './files.ts'
import type { Printer } from './printer.ts'
import { questionLines } from './question-lines.ts'
import { safeLine } from './terminal-text.ts'

interface RenderOptions {
  readonly data?: string
  readonly sample: boolean
  readonly questions?: string
  readonly out?: string
  readonly force: boolean
  readonly locale?: string
  readonly zone?: string
}

export function addFileCommands(program: Command, environment: CliEnvironment, printerFor: (command: Command) => Printer): void {
  program.command('render').argument('<file>', 'a template file').description('Make a document from a template file and answers, without any store.')
    .option('--data <json>', 'the answers: a JSON file, “-” for stdin, or JSON itself')
    .option('--sample', 'fill with samples what is not given', false)
    .option('--questions <file>', 'YAML or JSON that says more about the questions')
    .option('-o, --out <file>', 'where to write it, “-” for stdout (default: a name after the template’s)')
    .option('--force', 'overwrite what is there', false)
    .option('--locale <tag>', 'how dates and numbers are read and printed, like en-GB')
    .option('--zone <name>', 'what “today” means, like Europe/Berlin')
    .action(async (file: string, options: RenderOptions, command: Command) => render(environment, printerFor(command), file, options))

  program.command('inspect').argument('<file>', 'a template file')
    .description('Show the questions of a template file, or its mistakes with their place; with --json as JSON Schema 2020-12.')
    .option('--questions <file>', 'YAML or JSON that says more about the questions')
    .action(async (file: string, options: { questions?: string }, command: Command) => {
      const input = await readTemplate(environment, file, options.questions)
      const { format, questions, notes } = await withCompiler(environment, (compiler) => inspectFile({ compiler }, input))
      const printer = printerFor(command)
      printer.result(answersSchema(input.file_name, questions), () => [
        `${safeLine(input.file_name)}: ${format}, no mistakes`, '', ...questionLines(printer, questions),
        ...notes.map(({ message }) => `${printer.style('yellow', 'Look at this:')} ${safeLine(message)}`),
      ])
    })
}

async function render(environment: CliEnvironment, printer: Printer, file: string, options: RenderOptions): Promise<void> {
  const { data, sample, out, force } = options
  if (data === undefined && !sample) throw new CommandFailed('usage', EXIT.usage, 'Give the answers with --data, or fill the template with samples by --sample.')
  if (out !== undefined && out !== '-') await checkFree(environment, out, force)
  const input = await readTemplate(environment, file, options.questions)
  const answers = data === undefined ? {} : await readJsonObject(environment, data, '--data')
  const context = { now: environment.now(), zone: options.zone ?? environment.zone, locale: options.locale ?? environment.locale }
  const made = await withCompiler(environment, (compiler) => renderFile({ compiler }, { ...input, answers, sample, context }))
  if (out === '-') {
    environment.stdout.write(made.bytes)
    return
  }
  const written = await writeDocument(environment, made.bytes, { out, suggested: nameBeside(file, made.file_name), force })
  printer.result({ file: written, size: made.bytes.length }, () => [`${printer.style('green', '✓')} ${safeLine(written)} (${made.bytes.length.toLocaleString('en')} bytes)`])
}

/** The document is not called as its template, so that the template is never what is overwritten. */
const nameBeside = (template: string, suggested: string): string =>
  suggested === path.basename(template) ? suggested.replace(/(\.[^.]*)$/, ' (document)$1') : suggested

async function readTemplate(environment: CliEnvironment, file: string, questions: string | undefined): Promise<{ file_name: string; bytes: Uint8Array; refinements?: readonly Refinement[] }> {
  const bytes = await readBytes(environment, file)
  const said = questions === undefined ? {} : { refinements: unwrap(readQuestionsFile(await readText(environment, questions))) }
  return { file_name: path.basename(file), bytes, ...said }
}

async function withCompiler<T>(environment: CliEnvironment, work: (compiler: TemplateCompiler) => Promise<T>): Promise<T> {
  const compiler = environment.openCompiler()
  try {
    return await work(compiler)
  } finally {
    await compiler.close()
  }
}
