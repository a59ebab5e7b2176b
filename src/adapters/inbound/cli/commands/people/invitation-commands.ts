/** `docgen people invite`, `resend` and `withdraw`. */
import { Option, type Command } from 'commander'
import { ROLES, type Role } from '../../../../../domain/kernel/access.ts'
import type { ApiClient } from '../../service/api-client.ts'
import type { CliEnvironment } from '../../environment.ts'
import type { Printer } from '../../terminal/printer.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { findPerson } from './find-person.ts'
import { withClient } from '../run-with-client.ts'

export function addInvitationCommands(
  people: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  people
    .command('invite')
    .description('Invite somebody: by mail, or by a link to hand on where there is no mail or no address.')
    .requiredOption('--name <name>', 'what they are called')
    .option('--email <address>', 'their e-mail address')
    .addOption(new Option('--role <role...>', 'what they may do beyond asking for documents').choices(ROLES))
    .action(async ({ name, email, role = [] }: { name: string; email?: string; role?: Role[] }, command: Command) => {
      await withClient(environment, async (client) => {
        const body = { name, roles: [...new Set(role)], ...(email === undefined ? {} : { email }) }
        show(printerFor(command), await client.invite(body))
      })
    })
  people
    .command('resend')
    .argument('<person>', 'who was invited')
    .description('Send an invitation again; its earlier links do not work any more.')
    .action(async (who: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        show(printerFor(command), await client.resendInvitation((await findPerson(client, who)).id))
      })
    })
  people
    .command('withdraw')
    .argument('<person>', 'who was invited')
    .description('Withdraw an invitation: its link does not work any more.')
    .action(async (who: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const person = await client.withdrawInvitation((await findPerson(client, who)).id)
        printerFor(command).result(person, () => [`The invitation of ${safeLine(person.name)} is withdrawn.`])
      })
    })
}

function show(printer: Printer, sent: Awaited<ReturnType<ApiClient['invite']>>): void {
  const { person, url, expires_at, not_mailed } = sent
  const name = safeLine(person.name)
  if (url === null) {
    printer.result(sent, () => [
      `The invitation is on its way to ${safeLine(person.email ?? '')}, until ${expires_at}.`,
    ])
    return
  }
  printer.say(`${not_mailed ?? `Give ${name} this link.`} It works once, until ${expires_at}, and is not shown again.`)
  printer.result(sent, () => [url])
}
