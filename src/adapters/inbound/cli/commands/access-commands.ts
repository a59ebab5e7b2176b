/** `docgen keys …`: keys of the API. */
import { Option, type Command } from 'commander'
import { ROLES, type Role } from '../../../../domain/kernel/access.ts'
import type { CliEnvironment } from '../environment.ts'
import type { Printer } from '../terminal/printer.ts'
import { withClient } from './run-with-client.ts'
import { safeLine } from '../terminal/terminal-text.ts'

export function addAccessCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const keys = program.command('keys').description('Make and revoke the keys of the API.')
  keys
    .command('create')
    .description('Make a key. Its secret is shown this once.')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--role <role...>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .action(async ({ name, role }: { name: string; role: Role[] }, command: Command) => {
      await withClient(environment, async (client) => {
        const key = await client.createKey({ name, roles: [...new Set(role)] })
        const printer = printerFor(command)
        printer.say(
          `Key “${safeLine(key.name)}” (${key.id}) for ${key.roles.join(', ')}. Keep it now: it is not shown again.`,
        )
        printer.result(key, () => [key.secret])
      })
    })
  keys
    .command('list')
    .description('All keys, without their secrets.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.keys()
        const printer = printerFor(command)
        printer.result({ data }, () =>
          printer.table(
            ['Id', 'Name', 'Roles', 'Made', 'Revoked'],
            data.map((key) => [key.id, key.name, key.roles.join(', '), key.created_at, key.revoked_at ?? '']),
          ),
        )
      })
    })
  keys
    .command('revoke')
    .argument('<id>')
    .description('Revoke a key, at once and for good.')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const revoked = await client.revokeKey(id)
        printerFor(command).result(revoked, () => [`${safeLine(id)} is revoked.`])
      })
    })
}
