/** `docgen slack check`: whether the Slack app is set up. */
import { countText } from '../../../../../domain/kernel/count-text.ts'
import type { Command } from 'commander'
import type { CliEnvironment } from '../../environment.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import type { Printer } from '../../terminal/printer.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { withClient } from '../run-with-client.ts'

const WORDS = { ok: 'ok', wrong: 'WRONG', unknown: 'not known' } as const

/** Adds `docgen slack`. */
export function addSlackCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const slack = program.command('slack').description('The Slack app.')
  slack
    .command('check')
    .description('Whether tokens, scopes and addresses are as they should be, and what to do where they are not.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.checkSlack()
        const printer = printerFor(command)
        printer.result({ data }, () =>
          data.flatMap(({ what, outcome, found, remedy }) => [
            `${WORDS[outcome].padEnd(9)}  ${safeLine(what)}: ${safeLine(found)}`,
            ...(remedy === null ? [] : [`${' '.repeat(9)}  → ${safeLine(remedy)}`]),
          ]),
        )
        const wrong = data.filter(({ outcome }) => outcome === 'wrong').length
        if (wrong > 0)
          throw new CommandFailed(
            'invalid',
            EXIT.unexpected,
            `Slack is not set up like this: ${countText(wrong, 'thing')} to correct.`,
          )
      })
    })
}
