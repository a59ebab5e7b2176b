/** `docgen inspect`: the questions of a template file, or its mistakes. */
import { countText } from '../../../../domain/kernel/count-text.ts'
import { Refused } from '../../../../domain/kernel/errors.ts'
import { inspectFile } from '../../../../queries/template/inspect-file.ts'
import { placeOf } from '../../../../rendering/template/mistake.ts'
import type { CliEnvironment } from '../environment.ts'
import { refuseExisting, writeDocument } from '../terminal/write-document.ts'
import type { Printer } from '../terminal/printer.ts'
import { questionLines } from './question-lines.ts'
import { toReading, type ReadingOptions } from './reading-options.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import { readTemplate, withCompiler } from './templates/template-file.ts'
import { buildAnswersSchema } from '../../../../queries/template/build-answers-schema.ts'
import { getMarkedCopy } from '../../../../queries/template/get-marked-copy.ts'

/** What commander makes of the options. */
export interface InspectOptions extends ReadingOptions {
  readonly questions?: string
  readonly marked?: string
  readonly force: boolean
}

/** Prints the questions, or throws the mistakes; with `marked`, also writes a copy with the mistakes as comments. */
export async function runInspect(
  environment: CliEnvironment,
  printer: Printer,
  file: string,
  options: InspectOptions,
): Promise<void> {
  const { marked, force } = options
  if (marked !== undefined) await refuseExisting(environment, marked, force)
  const input = { ...(await readTemplate(environment, file, options.questions)), ...toReading(options) }
  await withCompiler(environment, async (compiler) => {
    try {
      const { format, questions, notes, language, converted } = await inspectFile({ compiler }, input)
      const foreign =
        converted === undefined || converted.from === 'markdown'
          ? ''
          : `, ${countText(converted.tags, 'tag')} of ${converted.from}`
      const spoken = language === undefined ? '' : `, in ${language}`
      const look = (text: string): string => `${printer.style('yellow', 'Look at this:')} ${safeLine(text)}`
      printer.result(buildAnswersSchema(input.file_name, questions), () => [
        `${safeLine(input.file_name)}: ${format}, no mistakes${foreign}${spoken}`,
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
