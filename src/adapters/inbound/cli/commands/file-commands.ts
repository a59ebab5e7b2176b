/** `docgen render` and `docgen inspect`: on files alone, without any store. */
import path from 'node:path'
import type { Command } from 'commander'
import { readQuestionsFile } from '../../../../commands/template/read-questions-file.ts'
import { Refused, unwrap } from '../../../../domain/kernel/errors.ts'
import type { TemplateCompiler } from '../../../../ports/documents/template-compiler.ts'
import { buildAnswersSchema } from '../../../../queries/template/build-answers-schema.ts'
import { inspectFile, type TemplateFileInput } from '../../../../queries/template/inspect-file.ts'
import { getMarkedCopy } from '../../../../queries/template/get-marked-copy.ts'
import { renderFile } from '../../../../queries/template/render-file.ts'
import { placeOf } from '../../../../rendering/template/mistake.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { refuseExisting, writeDocument } from '../terminal/write-document.ts'
import { readBytes, readJsonObject, readText } from '../terminal/files.ts'
import { loadPictures } from './picture.ts'
import type { Printer } from '../terminal/printer.ts'
import { questionLines } from './question-lines.ts'
import { addReadingOptions, readingFrom, type ReadingOptions } from './reading-options.ts'
import { safeLine } from '../terminal/terminal-text.ts'

interface InspectOptions extends ReadingOptions {
  readonly questions?: string
  readonly marked?: string
  readonly force: boolean
}

interface RenderOptions extends ReadingOptions {
  readonly data?: string
  readonly sample: boolean
  readonly questions?: string
  readonly out?: string
  readonly force: boolean
  readonly locale?: string
  readonly zone?: string
}

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
    .option('--locale <tag>', 'how dates and numbers are read and printed, like en-GB')
    .option('--zone <name>', 'what “today” means, like Europe/Berlin')
    .action(async (file: string, options: RenderOptions, command: Command) =>
      render(environment, printerFor(command), file, options),
    )

  addReadingOptions(program.command('inspect').argument('<file>', 'a template file'))
    .description(
      'Show the questions of a template file, or its mistakes with their place; with --json as JSON Schema 2020-12.',
    )
    .option('--questions <file>', 'YAML or JSON that says more about the questions')
    .option('--marked <file>', 'when a Word file has mistakes, write a copy of it with these as comments')
    .option('--force', 'overwrite what is there', false)
    .action(async (file: string, options: InspectOptions, command: Command) =>
      inspect(environment, printerFor(command), file, options),
    )
}

async function inspect(
  environment: CliEnvironment,
  printer: Printer,
  file: string,
  options: InspectOptions,
): Promise<void> {
  const { marked, force } = options
  if (marked !== undefined) await refuseExisting(environment, marked, force)
  const input = { ...(await readTemplate(environment, file, options.questions)), ...readingFrom(options) }
  await withCompiler(environment, async (compiler) => {
    try {
      const { format, questions, notes, converted } = await inspectFile({ compiler }, input)
      const foreign =
        converted === undefined || converted.from === 'markdown' ? '' : `, ${converted.tags} tags of ${converted.from}`
      const look = (text: string): string => `${printer.style('yellow', 'Look at this:')} ${safeLine(text)}`
      printer.result(buildAnswersSchema(input.file_name, questions), () => [
        `${safeLine(input.file_name)}: ${format}, no mistakes${foreign}`,
        '',
        ...questionLines(printer, questions),
        ...(converted?.losses ?? []).map((loss) => look(`${loss.message} ${loss.accepted} ${placeOf(loss)}.`)),
        ...notes.map(({ message }) => look(message)),
      ])
    } catch (error) {
      if (marked !== undefined && error instanceof Refused && error.error.details?.['mistakes'] !== undefined) {
        const copy = await getMarkedCopy({ compiler }, input)
        const written = await writeDocument(environment, copy.bytes, { out: marked, suggested: copy.file_name, force })
        printer.say(`The mistakes are marked as comments in “${safeLine(written)}”.`)
      }
      throw error
    }
  })
}

async function render(
  environment: CliEnvironment,
  printer: Printer,
  file: string,
  options: RenderOptions,
): Promise<void> {
  const { data, sample, out, force } = options
  if (data === undefined && !sample)
    throw new CommandFailed(
      'usage',
      EXIT.usage,
      'Give the answers with --data, or fill the template with samples by --sample.',
    )
  if (out !== undefined && out !== '-') await refuseExisting(environment, out, force)
  const asked = readingFrom(options)
  const output =
    asked.output ?? (/\.(?:md|markdown)$/i.test(file) && out !== undefined && /\.docx$/i.test(out) ? 'word' : undefined)
  const input = { ...(await readTemplate(environment, file, options.questions)), ...asked, output }
  const answers =
    data === undefined ? {} : await loadPictures(environment, await readJsonObject(environment, data, '--data'))
  const context = {
    now: environment.now(),
    zone: options.zone ?? environment.zone,
    locale: options.locale ?? environment.locale,
  }
  const made = await withCompiler(environment, (compiler) =>
    renderFile({ compiler }, { ...input, answers, sample, context }),
  )
  if (out === '-') {
    environment.stdout.write(made.bytes)
    return
  }
  const written = await writeDocument(environment, made.bytes, {
    out,
    suggested: nameBeside(file, made.file_name),
    force,
  })
  printer.result({ file: written, size: made.bytes.length }, () => [
    `${printer.style('green', '✓')} ${safeLine(written)} (${made.bytes.length.toLocaleString('en')} bytes)`,
  ])
}

/** The document is not called as its template, so that the template is never what is overwritten. */
const nameBeside = (template: string, suggested: string): string =>
  suggested === path.basename(template) ? suggested.replace(/(\.[^.]*)$/, ' (document)$1') : suggested

async function readTemplate(
  environment: CliEnvironment,
  file: string,
  questions: string | undefined,
): Promise<TemplateFileInput> {
  const bytes = await readBytes(environment, file)
  const said =
    questions === undefined ? {} : { refinements: unwrap(readQuestionsFile(await readText(environment, questions))) }
  return { file_name: path.basename(file), bytes, ...said }
}

async function withCompiler<T>(
  environment: CliEnvironment,
  work: (compiler: TemplateCompiler) => Promise<T>,
): Promise<T> {
  const compiler = environment.openCompiler()
  try {
    return await work(compiler)
  } finally {
    await compiler.close()
  }
}
