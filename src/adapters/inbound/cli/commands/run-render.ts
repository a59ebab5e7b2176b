/** `docgen render`: a document from a template file and answers. */
import { bytesText } from '../../../../domain/kernel/count-text.ts'
import path from 'node:path'
import { renderFile } from '../../../../queries/template/render-file.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { refuseExisting, writeDocument } from '../terminal/write-document.ts'
import { readJsonObject } from '../terminal/files.ts'
import { loadPictures } from './picture.ts'
import type { Printer } from '../terminal/printer.ts'
import { toReading, type ReadingOptions } from './reading-options.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import { readTemplate, withCompiler } from './templates/template-file.ts'

/** What commander makes of the options. */
export interface RenderOptions extends ReadingOptions {
  readonly data?: string
  readonly sample: boolean
  readonly questions?: string
  readonly out?: string
  readonly force: boolean
  readonly locale?: string
  readonly zone?: string
}

/** Renders the document to a file, or to stdout for `-`. */
export async function runRender(
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
  const asked = toReading(options)
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
    `${printer.style('green', '✓')} ${safeLine(written)} (${bytesText(made.bytes.length)})`,
  ])
}

/** The document is not called as its template, so that the template is never what is overwritten. */
const nameBeside = (template: string, suggested: string): string =>
  suggested === path.basename(template) ? suggested.replace(/(\.[^.]*)$/, ' (document)$1') : suggested
