/** `docgen people …`: who came through Slack, and what they may do. */
import { Option, type Command } from 'commander'
import { ROLES, type Role } from '../../../../domain/kernel/access.ts'
import type { ApiClient, PersonRow } from '../service/api-client.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import type { Printer } from '../terminal/printer.ts'
import { withClient } from './run-with-client.ts'
import { safeLine } from '../terminal/terminal-text.ts'

export function addPeopleCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const people = program.command('people').description('People who came through Slack, and their roles.')
  people
    .command('list')
    .description('Who came so far; all of them may ask for documents.')
    .option('--search <text>', 'part of a name, or a user’s id in Slack')
    .action(async ({ search }: { search?: string }, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.people(search)
        const printer = printerFor(command)
        printer.result({ data }, () =>
          data.length === 0
            ? ['Nobody came through Slack so far.']
            : printer.table(
                ['Id', 'Name', 'Roles', 'Slack'],
                data.map(({ id, name, roles, user, active }) => [
                  id,
                  name,
                  roles.join(', '),
                  active ? user : `${user} (left)`,
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
      .argument('<person>', 'an id as “people list” shows it, a user’s id in Slack, or a name')
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
}

/** By id, user’s id or name. Throws `CommandFailed` unless exactly one person fits. */
export async function findPerson(client: ApiClient, who: string): Promise<PersonRow> {
  const { data } = await client.people(who.startsWith('person:') ? undefined : who)
  const [found, ...others] = data.filter(
    ({ id, user, name }) => id === who || user === who || name.toLowerCase() === who.toLowerCase(),
  )
  if (found === undefined)
    throw new CommandFailed(
      'not_found',
      EXIT.not_found,
      `Nobody here is “${who}”. “people list --search TEXT” shows who came so far: ` +
        'a person has to say a word to the app first.',
    )
  if (others.length > 0)
    throw new CommandFailed(
      'conflict',
      EXIT.conflict,
      `Several people are called “${who}”: ${[found, ...others].map(({ id }) => id).join(', ')}. Use the id.`,
    )
  return found
}
