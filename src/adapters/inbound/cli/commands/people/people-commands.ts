/** `docgen people …`: who may sign in and what they may do; inviting, and keeping out. */
import { Option, type Command } from 'commander'
import { ROLES, type Role } from '../../../../../domain/kernel/access.ts'
import type { CliEnvironment } from '../../environment.ts'
import type { Printer } from '../../terminal/printer.ts'
import { addInvitationCommands } from './invitation-commands.ts'
import { findPerson } from './find-person.ts'
import { withClient } from '../run-with-client.ts'
import { safeLine } from '../../terminal/terminal-text.ts'

const PERSON = 'a name, an e-mail address, a user’s id in Slack, or an id as “people list” shows it'

export function addPeopleCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const people = program.command('people').description('People, their roles, and inviting more.')
  people
    .command('list')
    .description('Who may sign in; all of them may ask for documents.')
    .option('--search <text>', 'part of a name or e-mail address, or a user’s id in Slack')
    .action(async ({ search }: { search?: string }, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.people(search)
        const printer = printerFor(command)
        printer.result({ data }, () =>
          data.length === 0
            ? ['Nobody so far.']
            : printer.table(
                ['Id', 'Name', 'E-mail', 'Roles', 'State', 'Signed in', 'Slack'],
                data.map(({ id, name, email, roles, user, state, last_sign_in_at }) => [
                  id,
                  name,
                  email ?? '',
                  roles.join(', '),
                  state.replaceAll('_', ' '),
                  last_sign_in_at ?? '',
                  user ?? '',
                ]),
              ),
        )
      })
    })
  for (const [name, description, change] of [
    ['grant', 'Give a person a role.', (held: readonly Role[], role: Role[]) => [...new Set([...held, ...role])]],
    [
      'revoke',
      'Take a role from a person.',
      (held: readonly Role[], role: Role[]) => held.filter((one) => !role.includes(one)),
    ],
  ] as const) {
    people
      .command(name)
      .argument('<person>', PERSON)
      .description(description)
      .addOption(new Option('--role <role...>', 'which one').choices(ROLES).makeOptionMandatory())
      .action(async (who: string, { role }: { role: Role[] }, command: Command) => {
        await withClient(environment, async (client) => {
          const person = await findPerson(client, who)
          const now = await client.grant(person.id, change(person.roles, role))
          const roles = ['requester', ...now.roles.filter((one) => one !== 'requester')]
          printerFor(command).result(now, () => [`${safeLine(now.name)} may now: ${roles.join(', ')}.`])
        })
      })
  }
  addInvitationCommands(people, environment, printerFor)
  for (const [name, description, done] of [
    ['deactivate', 'Keep a person out from now on, and end their sessions.', 'is deactivated'],
    ['reactivate', 'Let a person in again.', 'may sign in again'],
  ] as const) {
    people
      .command(name)
      .argument('<person>', PERSON)
      .description(description)
      .action(async (who: string, _: unknown, command: Command) => {
        await withClient(environment, async (client) => {
          const changed = await client[name]((await findPerson(client, who)).id)
          printerFor(command).result(changed, () => [`${safeLine(changed.name)} ${done}.`])
        })
      })
  }
}
