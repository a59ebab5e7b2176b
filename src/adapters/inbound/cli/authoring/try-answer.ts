/** `docgen template try`: how an answer would be read and printed, without a conversation. */
import type { Command } from 'commander'
import { ANSWER_FORMS, type AnswerForm } from '../../../../domain/questions/answer.ts'
import type { TriedAnswer } from '../../../../queries/template/try-answer.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import type { Printer } from '../terminal/printer.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import { withClient } from '../commands/run-with-client.ts'

interface TryOptions {
  readonly form?: string
  readonly locale?: string
  readonly zone?: string
}

export function addTryCommand(
  template: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  template
    .command('try')
    .argument('<id>')
    .argument('<question>', 'its name; items.price for a field of a list')
    .argument('<answer>', 'as somebody would write it')
    .description('Try how an answer would be read and printed. Nothing is stored.')
    .option('--form <form>', 'words or wire: what a person wrote, or data (default: either)')
    .option('--locale <tag>', 'read by this locale, such as de (default: the terminal’s)')
    .option('--zone <name>', 'what “tomorrow” means, such as Europe/Berlin (default: the terminal’s)')
    .action(async (id: string, name: string, value: string, options: TryOptions, command: Command) => {
      const { locale = environment.locale, zone = environment.zone } = options
      const form = formOf(options.form)
      await withClient(environment, async (client) => {
        const tried = await client.tryAnswer(id, { name, value, locale, zone, ...(form === undefined ? {} : { form }) })
        printerFor(command).result(tried, () => lines(tried))
      })
    })
}

function formOf(written: string | undefined): AnswerForm | undefined {
  const form = ANSWER_FORMS.find((one) => one === written)
  if (form === undefined && written !== undefined)
    throw new CommandFailed('usage', EXIT.usage, `--form is one of ${ANSWER_FORMS.join(', ')}.`)
  return form
}

function lines({ label, kind, value, shown, refusal }: TriedAnswer): string[] {
  const question = `${safeLine(label)} (${kind})`
  if (refusal === null) return [question, `  Taken: ${JSON.stringify(value)}`, `  Printed: ${safeLine(shown)}`]
  return [
    question,
    `  Not taken: ${safeLine(refusal.message)}`,
    ...refusal.readings.map(
      ({ wire, shown: meant }) =>
        `  - ${safeLine(meant)} (${safeLine(typeof wire === 'string' ? wire : JSON.stringify(wire))})`,
    ),
  ]
}
